"""A facilitator’s device without network: it runs the breakfast, and tells of it later."""

import re
import uuid

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from events.agenda import actions, reading
from events.agenda.models import Command
from events.agenda.templates import WITH_IMPROMPTU
from events.calendar.models import Event
from events.encounters.models import Encounter
from tests.cast import Cast, assemble
from tests.factories import CheckInFactory, EventFactory, RegistrationFactory
from tests.services.servers import wait_until
from tests.services.site import Site

pytestmark = pytest.mark.slow
PEOPLE = ["Amina", "Bao", "Chloé", "Dimitri"]

KEPT = """async (path) => {
  const pages = await (await caches.open("tablee-1")).keys();
  const { get } = await import("/static/web/js/kept.js");
  const { user, event } = document.querySelector("[data-run]").dataset;
  const pack = await get(`live:${user}:${event}`);
  return pages.some(({ url }) => url.endsWith(path)) && pack !== undefined;
}"""


@pytest.fixture
def event(live_site: Site) -> Event:
    event = EventFactory.create()
    actions.lay_out(event=event, template=WITH_IMPROMPTU, by=None)
    for name in PEOPLE:
        guest = RegistrationFactory.create(event=event, given_name=name, family_name="Roux")
        CheckInFactory.create(registration=guest)
    return event


@pytest.fixture
def cast(event: Event) -> Cast:
    return assemble(event)


@pytest.fixture
def laptop(
    live_site: Site, cast: Cast, browser: Browser, browser_context_args: dict[str, object]
) -> BrowserContext:
    return held_by(cast.facilitator, live_site, browser, browser_context_args)


def held_by(user, site, browser, arguments) -> BrowserContext:
    """A phone in somebody's hand, in English."""
    context = browser.new_context(**arguments)
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    for name, value in ((settings.SESSION_COOKIE_NAME, session), ("django_language", "en")):
        context.add_cookies([{"name": name, "value": value, "url": site.url}])
    return context


def opened(laptop: BrowserContext, site: Site, event: Event, view: str) -> Page:
    """A window of the device that knows enough to go on without network."""
    page = laptop.new_page()
    page.set_default_timeout(15_000)
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.goto(f"{site.url}{event.get_absolute_url()}{view}/")
    expect(page.locator("html")).to_have_attribute("data-live-state", "connected", timeout=15_000)
    wait_until(lambda: page.evaluate(KEPT, f"/{view}/"), "page and log on the device", 20)
    return page


def kinds() -> list[str]:
    return list(Command.objects.order_by("rev").values_list("kind", flat=True))


def press(console: Page, name: str | re.Pattern[str]) -> None:
    console.get_by_role("button", name=name).first.click()
    console.wait_for_timeout(450)  # a second tap sooner than this would be a double tap


def test_a_whole_breakfast_without_the_server_from_welcome_to_close(
    live_site: Site, event: Event, cast: Cast, laptop: BrowserContext
) -> None:
    console = opened(laptop, live_site, event, "console")
    screen = opened(laptop, live_site, event, "screen")
    live_site.stop()

    press(console, "Start")
    expect(console.locator(".console__now-title")).to_have_text("Accueil")
    expect(console.locator(".pill--offline")).to_be_visible()
    expect(screen.locator(".screen__name")).to_have_text("Accueil")
    press(console, "Next")
    press(console, "First turn")
    expect(console.get_by_text("1 of 4 · then")).to_be_visible()
    first = console.locator(".console__more .lead").inner_text()
    expect(screen.locator(".screen__name")).to_have_text(first)
    for window in (console, screen):
        found = Axe().run(window)
        assert found.violations_count == 0, found.generate_report()
    press(console, "Passes")
    press(console, "Undo")
    expect(console.locator(".console__more .lead")).to_have_text(first)
    for _ in range(4):
        press(console, "Next turn")
    expect(console.get_by_text("Everybody has spoken.")).to_be_visible()

    # A reload without network finds everything as it was, and goes on.
    console.reload()
    expect(console.get_by_text("Everybody has spoken.")).to_be_visible()
    press(console, "Next")
    press(console, "Draw the pairs")
    expect(console.locator(".console__more .list__row")).to_have_count(2)
    press(console, "Start the round")
    expect(screen.locator("#ring .ring__text")).to_have_text(re.compile(r"^0:2\d|^0:30"))
    press(console, "End the round")
    for _ in range(2):
        press(console, re.compile("^(Go on|Next)$"))
    press(console, "Pause")
    press(console, "Resume")
    press(console, "Close the event")
    expect(console.get_by_text("Over", exact=True)).to_be_visible()
    expect(screen.get_by_text("Thank you!")).to_be_visible()
    assert not Command.objects.exists()

    live_site.web()
    expect(console.locator("#console:not([data-away])")).to_have_count(1, timeout=30_000)
    expect(console.get_by_role("link", name="See how punctual we were")).to_be_visible()
    expect(screen.get_by_text("Thank you!")).to_be_visible()
    assert kinds() == [
        "start", "next", "round_table.open", "round_table.pass", "undo",
        *["round_table.next"] * 4, "next", "impromptu.draw", "impromptu.round",
        "impromptu.stop", "next", "next", "pause", "resume", "close",
    ]  # fmt: skip
    state = reading.read(event).state
    assert [seat.turn for seat in state.parts[1].state.seats] == ["done"] * 4
    assert len(state.parts[2].state.rounds[0].tables) == 2
    assert not Encounter.objects.exists(), "nobody had time to talk"
    event.refresh_from_db()
    assert event.status == "over"
    assert console.troubles + screen.troubles == []


def test_two_consoles_went_on_apart_and_somebody_says_which_counts(
    live_site: Site, event: Event, cast: Cast, laptop: BrowserContext
) -> None:
    console = opened(laptop, live_site, event, "console")
    press(console, "Start")
    expect(console.locator("#main")).to_have_attribute("data-rev", "1")
    laptop.set_offline(True)
    press(console, "Next")
    expect(console.locator(".console__now-title")).to_have_text("Tour de table")
    actions.command(
        event=event,
        kind="extend",
        payload={"seconds": 300},
        id=uuid.uuid4(),
        expected_rev=1,
        by=cast.organiser,
    )
    laptop.set_offline(False)
    dialog = console.get_by_role("dialog")
    expect(dialog).to_contain_text("Another console went on meanwhile", timeout=20_000)
    expect(dialog.locator("[data-list=mine]")).to_contain_text("Next")
    expect(dialog.locator("[data-list=others]")).to_contain_text("Other length")
    assert kinds() == ["start", "extend"]
    dialog.get_by_role("button", name="This device is right").click()
    expect(console.locator("#console:not([data-away])")).to_have_count(1, timeout=20_000)
    expect(console.locator(".console__now-title")).to_have_text("Tour de table")
    assert kinds() == ["start", "extend", "undo", "next"]
    assert console.troubles == []


def test_the_other_console_was_right_and_this_one_forgets(
    live_site: Site, event: Event, cast: Cast, laptop: BrowserContext
) -> None:
    console = opened(laptop, live_site, event, "console")
    press(console, "Start")
    expect(console.locator("#main")).to_have_attribute("data-rev", "1")
    laptop.set_offline(True)
    press(console, "Pause")
    actions.command(
        event=event, kind="next", payload={}, id=uuid.uuid4(), expected_rev=1, by=cast.organiser
    )
    laptop.set_offline(False)
    dialog = console.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=20_000)
    dialog.get_by_role("button", name="The other console is right").click()
    expect(console.locator("#console:not([data-away])")).to_have_count(1, timeout=20_000)
    expect(console.locator(".console__now-title")).to_have_text("Tour de table")
    assert kinds() == ["start", "next"]
    assert console.troubles == []


def test_what_was_answered_a_moment_before_is_nobody_else_s_doing(
    live_site: Site, event: Event, cast: Cast, laptop: BrowserContext
) -> None:
    console = opened(laptop, live_site, event, "console")
    console.route("**/kept.json", lambda route: route.abort())
    press(console, "Start")
    expect(console.locator("#main")).to_have_attribute("data-rev", "1")
    laptop.set_offline(True)
    press(console, "Next")
    expect(console.locator(".console__now-title")).to_have_text("Tour de table")
    console.unroute("**/kept.json")
    laptop.set_offline(False)
    expect(console.locator("#console:not([data-away])")).to_have_count(1, timeout=20_000)
    expect(console.get_by_role("dialog")).to_have_count(0)
    assert kinds() == ["start", "next"]
    assert console.troubles == []


def test_who_was_signed_out_meanwhile_signs_in_and_nothing_is_lost(
    live_site: Site, event: Event, cast: Cast, laptop: BrowserContext
) -> None:
    console = opened(laptop, live_site, event, "console")
    laptop.set_offline(True)
    press(console, "Start")
    expect(console.locator(".console__now-title")).to_have_text("Accueil")
    Session.objects.all().delete()
    laptop.set_offline(False)
    expect(console.get_by_text("Sign in again, in another window")).to_be_visible(timeout=20_000)
    assert kinds() == []
    client = Client()
    client.force_login(cast.facilitator)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    laptop.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url}]
    )
    expect(console.locator("#console:not([data-away])")).to_have_count(1, timeout=20_000)
    assert kinds() == ["start"]
    assert console.troubles == []
