"""Phones at a breakfast: cards exchanged by QR, declined, kept without network, taken back."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.calendar.models import Event
from events.guests.models import Registration
from followups.contacts.models import Contact, Exchange, ExchangeState, GivenCard
from tests.factories import BadgeFactory, EventFactory, ProfileFactory, RegistrationFactory
from tests.services.servers import wait_until
from tests.services.site import Site

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 844}
# Where a browser has neither camera nor reader, a picture and what would be read in it.
CAMERA = """
  window.inFront = "";
  window.BarcodeDetector = class {
    static async getSupportedFormats() { return ["qr_code"]; }
    async detect() { return window.inFront ? [{ rawValue: window.inFront }] : []; }
  };
  const film = document.createElement("canvas").captureStream();
  navigator.mediaDevices.getUserMedia = async () => film;
  HTMLMediaElement.prototype.play = async () => undefined;
"""
KEPT = """async () => {
  const pages = await (await caches.open("tablee-1")).keys();
  return pages.some(({ url }) => url.endsWith("/badge/"));
}"""

Opened = Callable[..., Page]


@pytest.fixture
def event(live_site: Site) -> Event:
    return EventFactory.create(live=True)


def guest(event: Event, given_name: str, mobile: str) -> Registration:
    user = ProfileFactory.create(mobile=mobile, user__language="fr").user
    found = RegistrationFactory.create(event=event, user=user, given_name=given_name)
    BadgeFactory.create(registration=found)
    return found


@pytest.fixture
def phone(
    browser: Browser, browser_context_args: dict[str, Any], live_site: Site
) -> Iterator[Opened]:
    """Opens a guest's phone on her own badge; afterwards nothing has gone wrong on any."""
    contexts, problems = [], []

    def open_page(who: Registration, path: str = "badge/") -> Page:
        context = browser.new_context(
            **browser_context_args | {"viewport": PHONE, "locale": "fr-FR"}
        )
        contexts.append(context)
        context.add_init_script(CAMERA)
        client = Client()
        client.force_login(who.user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_site.url}]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{live_site.url}{who.event.get_absolute_url()}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems


def looks_right(page: Page) -> None:
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def scan(page: Page, whom: Registration) -> None:
    """Hold somebody's code in front of this phone."""
    page.get_by_role("button", name="Scanner un badge").click()
    address = whom.badges.valid().get().get_absolute_url()
    page.evaluate("(text) => { window.inFront = location.origin + text; }", address)


def keeps_and_sends(page: Page, giver: Registration, receiver: Registration) -> None:
    """Without network the page is there, and what is scanned is kept; the same twice is one."""
    page.goto(page.url.split("/b/")[0] + f"{giver.event.get_absolute_url()}badge/")
    wait_until(lambda: bool(page.evaluate(KEPT)), "the page on the phone", 20)
    page.context.set_offline(True)
    page.reload()
    for _ in range(2):
        scan(page, receiver)
        expect(page.get_by_text("Pas de réseau. Le badge a été lu")).to_be_visible()
        page.locator("#scanner-keeps").get_by_label("portable").check()
        page.get_by_role("button", name="Voici ma carte").click()
        expect(page.locator("#kept")).to_contain_text("Un scan est gardé sur ce téléphone")
    looks_right(page)
    assert not GivenCard.objects.filter(giver=giver.user).exists()
    page.reload()
    expect(page.locator("#kept")).to_be_visible()
    page.context.set_offline(False)
    there = Contact.objects.of(receiver.user).filter(person=giver.user)
    wait_until(there.exists, "the card that was kept", 30)
    expect(page.locator("#kept")).to_be_hidden()
    assert there.get().mobile == "06 03 03 03 03"
    assert Exchange.objects.filter(asker=giver.user).count() == 1
    assert Exchange.objects.get(asker=giver.user).state == ExchangeState.DECLINED


def test_two_phones_exchange_decline_go_without_network_and_take_back(
    event: Event, phone: Opened
) -> None:
    amina = guest(event, "Amina", "06 01 01 01 01")
    bruno = guest(event, "Bruno", "06 02 02 02 02")
    chloe = guest(event, "Chloé", "06 03 03 03 03")
    hers, his = phone(amina), phone(bruno)
    expect(hers.get_by_role("img", name="QR")).to_be_visible()
    looks_right(hers)

    # She scans his code, chooses what is on her card, and asks; he is asked at once where he is.
    scan(hers, bruno)
    expect(hers.get_by_role("heading", name=bruno.full_name)).to_be_visible()
    expect(hers.get_by_text("tout le monde ici le voit").first).to_be_visible()
    hers.get_by_label("portable").check()
    looks_right(hers)
    hers.get_by_role("button", name="Échanger nos cartes").click()
    question = his.locator(".wants-card", has_text=amina.full_name)
    expect(question).to_be_visible(timeout=10_000)
    question.get_by_text("Ce qui est sur ma carte").click()
    question.get_by_label("adresse e-mail").check()
    looks_right(his)
    question.get_by_role("button", name="Échanger").click()
    # Her page hears of it by itself.
    expect(hers.get_by_text("Vous avez maintenant la carte l’un·e de l’autre.")).to_be_visible(
        timeout=10_000
    )
    bruno_has = Contact.objects.of(bruno.user).get(person=amina.user)
    assert (bruno_has.mobile, bruno_has.email) == ("06 01 01 01 01", "")
    amina_has = Contact.objects.of(amina.user).get(person=bruno.user)
    assert (amina_has.mobile, amina_has.email) == ("", bruno.user.email)

    # Chloé asks him too; not this time.
    third = phone(chloe)
    scan(third, bruno)
    third.get_by_role("button", name="Échanger nos cartes").click()
    asked = his.locator(".wants-card", has_text=chloe.full_name)
    asked.get_by_role("button", name="Pas cette fois").click(timeout=10_000)
    expect(third.get_by_text("Pas d’échange cette fois.")).to_be_visible(timeout=10_000)
    assert not Contact.objects.of(chloe.user).exists()

    keeps_and_sends(third, chloe, amina)

    # She takes her card back from him.
    hers.goto(hers.url.split("/b/")[0] + "/me/contacts/given/")
    looks_right(hers)
    hers.get_by_role("link", name="Changer ou reprendre").click()
    hers.get_by_role("button", name="La reprendre").click()
    expect(hers.get_by_text("Reprise")).to_be_visible()
    bruno_has.refresh_from_db()
    assert bruno_has.phones == []
    assert bruno_has.full_name == amina.full_name
