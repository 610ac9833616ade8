"""Console, screen, phone and speaker's view show the same second, whatever happens to each."""

import re
import signal
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.agenda import actions
from events.agenda.templates import CLASSIC
from events.calendar.models import Event
from networking.push import relay
from tests.cast import Cast, assemble
from tests.factories import CheckInFactory, EventFactory
from tests.networking.push.pages import HIDEABLE, SKEWED, SLEEPY
from tests.services import machine
from tests.services.servers import Redis
from tests.services.site import Site

QUARTER_MS = 15 * 60 * 1000
TOLERATED_MS = 250
CUT_SECONDS = 60
KILLED_SECONDS = 30
BACK_SECONDS = 10
WELCOME = "Accueil|Welcome"
ROUND_TABLE = "Tour de table"
TALK = "Intervention"

# Notes the machine's own time, whatever the page believes of it, whenever the ring says another
# second.
WATCHED = """(() => {
  const real = performance.now.bind(performance);
  const began = performance.timeOrigin;
  window.changes = {};
  const text = () => document.querySelector("#ring .ring__text")?.textContent ?? "";
  // What stands there already, or comes a second time because the page draws itself anew, is none.
  window.watch = () => { window.changes = { [text()]: 0 }; };
  setInterval(() => { window.changes[text()] ??= began + real(); }, 10);
})();"""


@pytest.fixture
def event(site: Site) -> Event:
    event = EventFactory.create()
    actions.lay_out(event=event, template=CLASSIC, by=None)
    return event


@pytest.fixture
def cast(event: Event) -> Cast:
    cast = assemble(event)
    CheckInFactory.create(registration=cast.registration)
    return cast


Open = Callable[..., Page]


@pytest.fixture
def open_view(site: Site, event: Event, browser: Browser) -> Iterator[Open]:
    """Open a view on a device of its own, whose clock is wrong by so much."""
    contexts = []

    def opened(view: str, user: Any, *, skew: int = 0, scripts: tuple[str, ...] = ()) -> Page:
        context = browser.new_context()
        contexts.append(context)
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        for name, value in ((settings.SESSION_COOKIE_NAME, session), ("django_language", "en")):
            context.add_cookies([{"name": name, "value": value, "url": site.url}])
        for script in (WATCHED, SKEWED.format(skew=skew), *scripts):
            context.add_init_script(script)
        page = context.new_page()
        page.goto(f"{site.url}{event.get_absolute_url()}{view}/")
        expect(page.locator("html")).to_have_attribute("data-live-state", "connected")
        return page

    yield opened
    for context in contexts:
        context.close()


def in_step(views: list[Page]) -> None:
    """All views begin to show a second together, some seconds after whatever happened to them."""
    end = time.monotonic() + BACK_SECONDS
    while (apart := apart_by(views)) >= TOLERATED_MS:
        assert time.monotonic() < end, apart


def apart_by(views: list[Page], seconds: float = 5) -> float:
    """Watch for a while: by how many ms the seconds that all views showed began apart.

    One of them may come late, where the machine had no time to draw it; a clock is late in each.
    """
    for view in views:
        view.evaluate("window.watch()")
    time.sleep(seconds)
    seen = [view.evaluate("window.changes") for view in views]
    shared = set.intersection(*({text for text in changes if changes[text]} for changes in seen))
    assert len(shared) >= seconds - 2, seen
    instants = [[changes[text] for changes in seen] for text in shared]
    return statistics.median(max(each) - min(each) for each in instants)


def all_show(views: list[Page], words: str, seconds: float = BACK_SECONDS) -> None:
    """Wait until all show a part: by its title, or by what its format calls it."""
    end = time.monotonic() + seconds
    for view in views:
        left = max(end - time.monotonic(), 0.1)
        expect(view.locator("#live")).to_contain_text(re.compile(words), timeout=left * 1000)


def press(console: Page, name: str) -> None:
    console.get_by_role("button", name=re.compile(f"^{name}$")).first.click()
    expect(console.locator("#console")).not_to_have_attribute("data-busy", "")
    console.wait_for_timeout(450)  # a second tap sooner than this would be a double tap


@pytest.mark.slow
@pytest.mark.long
def test_wrong_clocks_a_cut_of_a_minute_and_a_sleeping_tab(
    site: Site, event: Event, cast: Cast, open_view: Open
) -> None:
    """Four devices, none of which is right; one loses the network and one sleeps meanwhile."""
    site.web()
    console = open_view("console", cast.facilitator)
    screen = open_view("screen", cast.organiser, skew=QUARTER_MS)
    phone = open_view("now", cast.guest, skew=-QUARTER_MS, scripts=(SLEEPY, HIDEABLE))
    speaker = open_view("speaker", cast.speaker, skew=QUARTER_MS // 2)
    views = [console, screen, phone, speaker]
    press(console, "Start")
    all_show(views, WELCOME)
    in_step(views)

    speaker.context.set_offline(True)
    phone.evaluate("window.show(false); window.sleep()")
    cut = time.monotonic()
    expect(speaker.locator("html")).to_have_attribute(
        "data-live-state", "reconnecting", timeout=15_000
    )
    in_step([console, speaker])  # the clock goes on
    press(console, "Next")
    press(console, "Pause")
    press(console, "Resume")
    press(console, "1 min")
    time.sleep(max(0.0, CUT_SECONDS - (time.monotonic() - cut)))
    speaker.context.set_offline(False)
    phone.evaluate("window.wake(); window.show(true)")

    all_show(views, ROUND_TABLE)
    for view in views:
        expect(view.locator("html")).to_have_attribute("data-live-state", "connected")
    in_step(views)


@pytest.fixture
def own_redis(tmp_path: Path, site: Site, settings: LazySettings) -> Iterator[Redis]:
    """A Redis of this test's own, to be killed at will."""
    program = machine.redis()
    assert program is not None
    server = Redis(program, tmp_path / "redis")
    server.start()
    settings.REDIS_URL = site.environment["REDIS_URL"] = f"{server.url}/3"
    relay._client.cache_clear()
    yield server
    server.stop()
    relay._client.cache_clear()


@pytest.mark.services
@pytest.mark.faults
def test_redis_is_killed_for_half_a_minute_and_nobody_restarts_anything(
    site: Site, own_redis: Redis, event: Event, cast: Cast, open_view: Open
) -> None:
    site.web()
    views = [
        open_view("console", cast.facilitator),
        open_view("screen", cast.organiser),
        open_view("now", cast.guest),
        open_view("speaker", cast.speaker),
    ]
    console = views[0]
    press(console, "Start")
    all_show(views, WELCOME)

    own_redis.stop(signal.SIGKILL)
    killed = time.monotonic()
    press(console, "Next")
    all_show(views, ROUND_TABLE)  # later than with it, but in the half minute itself
    time.sleep(max(0.0, KILLED_SECONDS - 5 - (time.monotonic() - killed)))
    press(console, "Pause")
    time.sleep(max(0.0, KILLED_SECONDS - (time.monotonic() - killed)))
    own_redis.start()
    all_show(views, "paused")
    press(console, "Resume")
    in_step(views)

    # News is quick again, as soon as the subscription stands again.
    time.sleep(3)
    tapped = time.monotonic()
    actions.command(
        event=event, kind="next", payload={}, id=uuid.uuid4(), expected_rev=None, by=cast.organiser
    )
    all_show(views[1:], TALK, seconds=5)
    assert time.monotonic() - tapped < 5
