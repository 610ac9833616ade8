"""A part of the agenda on real devices: pages opened as somebody, long lists that turn pages."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.agenda import reading
from events.agenda.models import Segment
from events.calendar.models import Event
from events.guests.models import Registration
from networking.accounts.models import User
from tests.cast import Cast
from tests.factories import CheckInFactory, RegistrationFactory
from tests.services.site import Site

PHONE = {"width": 390, "height": 844}
PROJECTOR = {"width": 1920, "height": 1080}

Opened = Callable[..., Page]


def only_part(event: Event, format: str, **options: Any) -> None:
    """Let this be all there is on the agenda."""
    Segment.objects.filter(event=event).delete()
    Segment.objects.create(
        event=event, position=0, format=format, title="Rencontres", minutes=35, options=options
    )


@pytest.fixture
def opened(
    live_site: Site, cast: Cast, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Opened]:
    """Opens an address as somebody; afterwards nothing has gone wrong on any page."""
    contexts, problems = [], []

    def open_page(user: User, path: str, *, live: bool = True, **more: Any) -> Page:
        context = browser.new_context(**browser_context_args | more)
        contexts.append(context)
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url}]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{live_site.url}{cast.event.get_absolute_url()}{path}")
        if live:
            expect(page.locator("html")).to_have_attribute(
                "data-live-state", "connected", timeout=20_000
            )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems


def come(cast: Cast, number: int) -> list[Registration]:
    """Let so many be here."""
    guests = RegistrationFactory.create_batch(number, event=cast.event, user__language="fr")
    for guest in guests:
        CheckInFactory.create(registration=guest)
    return guests


def tap_next(desk: Page, cast: Cast) -> None:
    """Tap the console's main button as a person would: who sees what is, and not twice at once."""
    rev = str(reading.read(cast.event).rev)
    expect(desk.locator("#main")).to_have_attribute("data-rev", rev, timeout=20_000)
    desk.wait_for_timeout(450)  # a second tap sooner than this would be a double tap
    desk.locator("#tap-primary").click()


def pages_turned(page: Page, count: int) -> list[list[str]]:
    """Watch the projector until it has shown all pages of names; return what stood on each.

    What stands there is readable at 15 m, and nothing of it is cut off.
    """
    sign, rows = page.locator("[data-page]"), page.locator(".seats > li:visible")
    seen: dict[str, list[str]] = {}
    while len(seen) < count:
        number = sign.inner_text()
        shown = rows.all_inner_texts()
        ends = rows.evaluate_all(
            "all => all.map(row => row.getBoundingClientRect()).map(at => [at.right, at.bottom])"
        )
        # Type of three hundredths of the picture's height at least.
        size = rows.first.evaluate("row => parseFloat(getComputedStyle(row).fontSize)")
        if sign.inner_text() == number:
            assert size >= 0.03 * PROJECTOR["height"]
            assert max(right for right, _ in ends) <= PROJECTOR["width"]
            assert max(bottom for _, bottom in ends) <= 0.9 * PROJECTOR["height"]
            seen[number] = shown
        expect(sign).not_to_have_text(number, timeout=10_000)
    assert set(seen) == {f"{number}/{count}" for number in range(1, count + 1)}
    return [seen[number] for number in sorted(seen)]
