"""The editor of a series in a real browser: the next dates follow what one chooses."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import Cast, assemble
from tests.services.site import Site


@pytest.fixture
def cast(live_site: Site, page: Page) -> Cast:
    """An organiser with the page of a new series open on her phone."""
    cast = assemble()
    client = Client()
    client.force_login(cast.organiser)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url},
            {"name": "django_language", "value": "en", "url": live_site.url},
        ]
    )
    address = reverse("calendar:new_series", args=[cast.association.slug])
    page.goto(f"{live_site.url}{address}", wait_until="networkidle")
    return cast


def test_the_next_dates_follow_the_choice_and_a_tick_leaves_one_out(cast: Cast, page: Page) -> None:
    dates = page.locator("#dates")
    ticks = dates.get_by_role("checkbox")
    expect(dates).to_contain_text("The first Tuesday of the month")
    expect(page.get_by_role("group", name="On", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="on days of the week").check()
    page.get_by_role("checkbox", name="Thursday").check()
    expect(dates).to_contain_text("Every Tuesday and Thursday")
    expect(ticks).to_have_count(6)
    ticks.first.check()
    # The tick stays, another date takes its place, and the keyboard is where it was.
    expect(ticks).to_have_count(7)
    expect(ticks.first).to_be_checked()
    expect(ticks.first).to_be_focused()
    page.get_by_label("How often").fill("2")
    expect(dates).to_contain_text("Every 2 weeks, on Tuesday and Thursday")
    page.get_by_label("Title").fill("Deux fois par semaine")
    page.get_by_role("button", name="Begin the series").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deux fois par semaine")
    series = cast.association.series.get()
    assert re.fullmatch(r"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", series.rule)
    assert len(series.exceptions) == 1
    assert series.events.exists()
