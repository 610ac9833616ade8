"""On a phone, with scripts and without: a wish is made and accepted, another one is shared."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.guests.models import Registration
from events.wishes.models import State, Wish
from networking.accounts.models import User
from networking.profiles.actions import save
from tests.cast import Cast, assemble
from tests.factories import EventFactory, ProfileFactory, RegistrationFactory
from tests.services.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}


def somebody(cast: Cast, name: str) -> Registration:
    return RegistrationFactory.create(
        event=cast.event, user=ProfileFactory.create().user, given_name=name
    )


def opened(browser: Browser, site: Site, user: User, *, scripts: bool = True) -> Page:
    """A phone on which this person has signed in."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=scripts)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site.url}])
    return context.new_page()


def looks_right(page: Page) -> None:
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_wish_is_made_accepted_and_another_is_shared(
    browser: Browser, live_site: Site, scripts: bool
) -> None:
    cast = assemble()
    amina, bjorn, claire = (somebody(cast, name) for name in ("Amina", "Björn", "Claire"))
    save(user=amina.user, fields={}, offers=[("Droit", "")], needs=[], by=amina.user)
    save(user=bjorn.user, fields={}, offers=[], needs=[("Droit", "")], by=bjorn.user)
    home = f"{live_site.url}{cast.event.get_absolute_url()}"
    hers, his = (
        opened(browser, live_site, guest.user, scripts=scripts) for guest in (amina, bjorn)
    )

    # She finds him among the people, and a word of why stands there already.
    hers.goto(home)
    hers.get_by_role("link", name="Voir mes souhaits").click()
    hers.get_by_role("link", name="Qui vient").click()
    hers.locator("#people").get_by_role("link", name=re.compile("Björn")).click()
    why = hers.get_by_label(re.compile("Pourquoi j’aimerais"))
    expect(why).to_have_value(
        "Vous cherchez\N{NO-BREAK SPACE}: Droit. Je peux peut-être vous aider."
    )
    why.fill("Pour relire un contrat")
    hers.get_by_role("button", name="J’aimerais vous rencontrer").click()
    expect(hers.get_by_text("Vous avez demandé à rencontrer Björn")).to_be_visible()

    # He reads it on the event's page, and says yes in one tap.
    his.goto(home)
    expect(his.get_by_text("1 personne aimerait vous rencontrer.")).to_be_visible()
    his.get_by_role("link", name="Répondre").click()
    expect(his.get_by_text("Pour relire un contrat")).to_be_visible()
    if scripts:
        looks_right(his)
    his.get_by_role("button", name="Avec plaisir").click()
    expect(his.get_by_text("vous verrez Amina.")).to_be_visible()
    expect(his.get_by_role("heading", name="Vous allez vous rencontrer")).to_be_visible()

    # Claire asked her; she asks Claire without having read it: both said yes.
    Wish.objects.create(registration=claire, wanted=amina, why="Un livre")
    hers.goto(f"{home}people/{claire.public_id}/wish/")
    hers.get_by_role("button", name="J’aimerais vous rencontrer").click()
    expect(hers.get_by_text("Souhait partagé")).to_be_visible()
    expect(hers.get_by_text("Björn").first).to_be_visible()
    if scripts:
        looks_right(hers)
        hers.goto(f"{home}people/{claire.public_id}/")
        looks_right(hers)
    assert set(Wish.objects.values_list("state", flat=True)) == {State.ACCEPTED}

    # And she can't after all.
    hers.goto(f"{home}wishes/")
    hers.get_by_role("button", name=re.compile("Je ne pourrai pas Björn")).click()
    expect(hers.get_by_role("status").filter(has_text="C’est retiré.").first).to_be_visible()
    his.goto(f"{home}wishes/")
    expect(his.get_by_text("Amina ne pourra finalement pas")).to_be_visible()


def test_a_phone_asks_each_minute_who_would_like_to_meet_her(
    browser: Browser, live_site: Site
) -> None:
    cast = assemble(EventFactory.create(live=True))
    amina, bjorn = (somebody(cast, name) for name in ("Amina", "Björn"))
    hers = opened(browser, live_site, amina.user)
    hers.clock.install()
    hers.goto(f"{live_site.url}{cast.event.get_absolute_url()}now/")
    expect(hers.get_by_text("Qui aimeriez-vous rencontrer")).to_be_visible()
    Wish.objects.create(registration=bjorn, wanted=amina)
    hers.clock.fast_forward(30_000)
    hers.clock.run_for(1000)
    expect(hers.get_by_text("Qui aimeriez-vous rencontrer")).to_be_visible()
    hers.clock.run_for(40_000)
    expect(hers.get_by_text("1 personne aimerait vous rencontrer.")).to_be_visible()
    looks_right(hers)
    # And once more: what was asked for asks on.
    Wish.objects.all().delete()
    hers.clock.run_for(70_000)
    expect(hers.get_by_text("Qui aimeriez-vous rencontrer")).to_be_visible()
