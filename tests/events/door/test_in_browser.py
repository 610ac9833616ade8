"""The door as a host's phone shows it: two keystrokes, a tap, and nothing else moves."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from events.calendar.models import Event
from events.door import actions
from networking.accounts.models import User
from tests.factories import RegistrationFactory
from tests.services.site import Site

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(live_site: Site, event: Event, host: User, page: Page) -> Page:
    client = Client()
    client.force_login(host)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url},
            {"name": "django_language", "value": "en", "url": live_site.url},
        ]
    )
    page.set_viewport_size(PHONE)
    return page


def opened(phone: Page, live_site: Site, event: Event) -> None:
    """Open the door, and wait until the page is all there."""
    phone.goto(f"{live_site.url}{event.get_absolute_url()}door/", wait_until="networkidle")


def test_two_keystrokes_and_a_tap_check_a_guest_in_without_leaving_the_page(
    live_site: Site, event: Event, phone: Page
) -> None:
    lea = RegistrationFactory.create(event=event, given_name="Léa", family_name="Ørsted")
    RegistrationFactory.create(event=event, given_name="Karim", family_name="Benali")
    opened(phone, live_site, event)
    phone.evaluate("window.same = true")
    search = phone.get_by_role("searchbox")
    search.press_sequentially("le")
    expect(phone.locator(".door__row")).to_have_count(1)
    phone.get_by_role("button", name="Check in").click()
    row = phone.locator(f"#guest-{lea.pk}")
    expect(row).to_contain_class("door__row--here")
    expect(phone.locator("#count")).to_contain_text("1 / 2")
    assert phone.locator("#count").count() == 1
    assert phone.evaluate("window.same") is True
    # What was typed is marked: the next name takes its place.
    expect(search).to_be_focused()
    phone.keyboard.type("kar")
    expect(phone.locator(".door__name")).to_have_text(["Karim Benali"])
    search.fill("le")
    phone.get_by_role("button", name="is not here").click()
    expect(row).not_to_contain_class("door__row--here")
    expect(phone.locator("#count")).to_contain_text("0 / 2")


def test_a_guest_whom_the_other_door_has_let_in_is_said_to_be_here(
    live_site: Site, event: Event, phone: Page
) -> None:
    lea = RegistrationFactory.create(event=event, given_name="Léa", family_name="Ørsted")
    opened(phone, live_site, event)
    actions.check_in(registration=lea, source="badge", by=None)
    phone.get_by_role("button", name="Check in").click()
    expect(phone.locator(".door__already")).to_contain_text("Here already since")
    expect(phone.locator("#count")).to_contain_text("1 / 1")


def test_a_search_typed_just_before_a_tap_does_not_show_the_guest_as_missing(
    live_site: Site, event: Event, phone: Page
) -> None:
    for number in range(5):
        RegistrationFactory.create(event=event, given_name="Léa", family_name=f"Ørsted {number}")
    opened(phone, live_site, event)
    search = phone.get_by_role("searchbox")
    for number in range(5):
        search.fill("")
        search.press_sequentially("léa", delay=60)
        phone.locator(".door__tap").first.click()
        expect(phone.locator("#count")).to_contain_text(f"{number + 1} / 5")
        expect(phone.locator(".door__row--here")).to_have_count(number + 1)
