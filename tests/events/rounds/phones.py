"""Guests' phones at an Impromptu, in a real browser: fixtures for tests that look at them."""

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
from events.rounds.course import Course
from networking.accounts.models import User
from tests.cast import Cast, assemble
from tests.events.agenda.conftest import Console
from tests.factories import CheckInFactory, RegistrationFactory
from tests.services.site import Site

PHONE = {"width": 390, "height": 844}
# The move of the settings, and a talk of a minute.
OPTIONS = {"rounds": 2, "minutes": 1, "move": 5, "cues": False}

Opened = Callable[..., Page]


@pytest.fixture
def cast(live_site: Site, breakfast: Event) -> Cast:
    found = assemble(breakfast)
    Segment.objects.filter(event=breakfast).delete()
    for position, (key, title) in enumerate((("impromptu", "Impromptu"), ("debrief", "Bilan"))):
        Segment.objects.create(
            event=breakfast,
            position=position,
            format=key,
            title=title,
            minutes=20,
            options=OPTIONS if key == "impromptu" else {},
        )
    return found


@pytest.fixture
def guests(cast: Cast) -> list[Registration]:
    """Six who are here."""
    coming = RegistrationFactory.create_batch(6, event=cast.event, user__language="fr")
    for guest in coming:
        CheckInFactory.create(registration=guest)
    return coming


@pytest.fixture
def desk(cast: Cast) -> Console:
    return Console(cast.event, cast.facilitator)


@pytest.fixture
def opened(
    live_site: Site, cast: Cast, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Opened]:
    """Opens somebody's phone; afterwards nothing has gone wrong on any of them."""
    contexts, problems = [], []

    def open_page(user: User, path: str = "now/", **more: Any) -> Page:
        context = browser.new_context(**browser_context_args | {"viewport": PHONE} | more)
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
        expect(page.locator("html")).to_have_attribute(
            "data-live-state", "connected", timeout=20_000
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems


def course_of(cast: Cast) -> Course:
    course: Course = reading.read(cast.event).state.parts[0].state
    return course


def seated_with(cast: Cast, guest: Registration) -> list[Registration]:
    """With whom a guest sits in the last round."""
    last = course_of(cast).last
    table = last.table_of(guest.public_id) if last else None
    names = [other for other in table.guests if other != guest.public_id] if table else []
    return list(Registration.objects.filter(public_id__in=names))
