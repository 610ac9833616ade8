"""The bell: of record on the screen's machine, and on phones whose owners joined."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.conf import settings as site_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.agenda.models import Command, Segment
from networking import moved_clock
from networking.accounts.models import User
from networking.moved_clock import MovedClock
from tests.cast import Cast, assemble
from tests.events.agenda.conftest import Console
from tests.events.agenda.ringing import RECORDER, bowls
from tests.factories import CheckInFactory, EventFactory
from tests.networking.push.pages import SKEWED
from tests.services.servers import wait_until
from tests.services.site import Site

pytestmark = pytest.mark.slow

RATE = 10
TOLERATED_MS = 250
Opened = Callable[..., Page]


@pytest.fixture
def clock(site: Site, settings: LazySettings) -> MovedClock:
    """The site's clock and this process's, ten times as fast."""
    began = dt.datetime.now(dt.UTC)
    setting = f"2026-12-01T07:00:00+00:00,{RATE},{began.isoformat()}"
    site.environment["TABLEE_CLOCK"] = setting
    found = moved_clock.parse(setting)
    assert found is not None
    settings.CLOCK = found
    return found


@pytest.fixture
def cast(clock: MovedClock, site: Site) -> Cast:
    site.web()
    event = EventFactory.create(starts_at=clock.start, ends_at=clock.start + dt.timedelta(hours=1))
    found = assemble(event)
    CheckInFactory.create(registration=event.registrations.get(user=found.guest))
    Segment.objects.create(
        event=event, position=0, format="bilateral", minutes=10, options={"bell_minutes": 1}
    )
    return found


@pytest.fixture
def opened(
    site: Site, cast: Cast, browser: Browser, browser_context_args: dict[str, Any]
) -> Opened:
    def open_page(user: User, path: str, script: str = "") -> Page:
        context = browser.new_context(**browser_context_args)
        client = Client()
        client.force_login(user)
        name = site_settings.SESSION_COOKIE_NAME
        session = client.cookies[name].value
        context.add_cookies([{"name": name, "value": session, "url": site.url}])
        page = context.new_page()
        page.add_init_script(RECORDER + script)
        page.goto(f"{site.url}{cast.event.get_absolute_url()}{path}")
        expect(page.locator("html")).to_have_attribute("data-live-state", "connected")
        return page

    return open_page


def test_the_screen_and_a_phone_that_joined_ring_as_one_until_the_phone_has_enough(
    cast: Cast, opened: Opened, clock: MovedClock
) -> None:
    Console(cast.event, cast.facilitator).tap("start")
    screen = opened(cast.facilitator, "screen/")
    phone = opened(cast.guest, "now/", SKEWED.format(skew=15 * 60 * 1000))
    silent = opened(cast.guest, "now/")
    screen.locator("[data-arms]").click()
    joins = phone.get_by_role("button", name="Sonner la cloche ici aussi")
    joins.click()
    expect(joins).to_have_attribute("aria-pressed", "true")

    wait_until(lambda: bool(bowls(screen) and bowls(phone)), "the bell", 20)
    began = Command.objects.get(kind="start").at
    for rang in (bowls(screen)[0], bowls(phone)[0]):
        minute = (rang - ms_of(began, clock)) * RATE / 60_000
        # Whoever joined late hears the bells from then on, each on the minute.
        assert abs(minute - round(minute)) * 60_000 / RATE < TOLERATED_MS

    joins.click()
    expect(joins).to_have_attribute("aria-pressed", "false")
    (heard, rung) = (len(bowls(phone)), len(bowls(screen)))
    wait_until(lambda: len(bowls(screen)) > rung, "another bell on the screen", 20)
    assert len(bowls(phone)) == heard
    assert not bowls(silent)


def ms_of(instant: dt.datetime, clock: MovedClock) -> float:
    """Return when it really was, in ms since 1970, that the moved clock showed an instant."""
    return (clock.began + (instant - clock.start) / clock.rate).timestamp() * 1000
