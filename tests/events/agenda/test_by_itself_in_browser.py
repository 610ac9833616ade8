# ruff: noqa: F811  fixtures by their names
"""A segment gives way to the next one on every page at its instant, with a server or without."""

import datetime as dt
import uuid

import pytest
from playwright.sync_api import BrowserContext, expect

from events.agenda import actions
from events.agenda.models import Command, Segment
from events.calendar.models import Event
from networking.time import now
from tests.cast import Cast
from tests.events.agenda.test_away_in_browser import (  # noqa: F401  fixtures
    cast,
    event,
    kinds,
    laptop,
    opened,
    press,
)
from tests.services.site import Site

pytestmark = pytest.mark.slow
RATE = 10
# Long enough for a slow machine to open a page, and to keep it on the device.
MINUTES = 4


@pytest.fixture
def site(site: Site) -> Site:
    """A minute takes six seconds."""
    site.environment["TABLEE_CLOCK"] = f"{now().isoformat()},{RATE},{now().isoformat()}"
    return site


@pytest.fixture
def welcome(event: Event) -> Segment:
    segment = Segment.objects.get(event=event, format="welcome")
    return actions.change_segment(segment=segment, by=None, by_itself=True, minutes=MINUTES)


@pytest.mark.usefixtures("welcome")
def test_the_screen_asks_and_all_go_on(
    live_site: Site,
    event: Event,
    laptop: BrowserContext,
) -> None:
    console = opened(laptop, live_site, event, "console")
    screen = opened(laptop, live_site, event, "screen")
    press(console, "Start")
    expect(console.get_by_text("begins by itself at")).to_be_visible()
    expect(console.locator(".console__now-title")).to_have_text("Tour de table", timeout=40_000)
    expect(screen.locator("#live")).to_contain_text("Tour de table")
    begun, went_on = Command.objects.order_by("rev")
    assert went_on.at - begun.at == dt.timedelta(minutes=MINUTES)
    assert console.troubles + screen.troubles == []


@pytest.mark.usefixtures("welcome")
def test_without_network_the_console_does_it_and_nobody_quarrels_about_it(
    live_site: Site,
    event: Event,
    cast: Cast,
    laptop: BrowserContext,
) -> None:
    console = opened(laptop, live_site, event, "console")
    actions.command(
        event=event, kind="start", payload={}, id=uuid.uuid4(), expected_rev=0, by=cast.organiser
    )
    expect(console.locator("#main")).to_have_attribute("data-rev", "1", timeout=15_000)
    console.wait_for_timeout(1000)  # the log is kept on the device, too
    laptop.set_offline(True)
    expect(console.locator(".console__now-title")).to_have_text("Tour de table", timeout=40_000)
    # Meanwhile the server did the same: it is the same.
    assert actions.go_on(event=event, by=None) is None
    laptop.set_offline(False)
    expect(console.locator("#console:not([data-away])")).to_have_count(1, timeout=20_000)
    expect(console.get_by_role("dialog")).to_have_count(0)
    assert kinds() == ["start", "next"]
    assert console.troubles == []
