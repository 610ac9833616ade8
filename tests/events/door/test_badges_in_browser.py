"""The page of badges in a browser: the preview follows what one chooses, and ticking chooses."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from events.calendar.models import Event
from events.door.models import Badge
from networking.associations.models import Role
from tests.factories import CheckInFactory, MembershipFactory, RegistrationFactory
from tests.services.site import Site


@pytest.fixture
def laptop(live_site: Site, event: Event, page: Page) -> Page:
    """An organiser's, with the page of badges open and three guests on it."""
    for name in ("Amina", "Björn", "Marie-Alexandrine"):
        RegistrationFactory.create(event=event, given_name=name, family_name="Roux")
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url},
            {"name": "django_language", "value": "en", "url": live_site.url},
        ]
    )
    page.goto(f"{live_site.url}{event.get_absolute_url()}paper/", wait_until="networkidle")
    expect(page.locator(".preview img").first).to_be_visible(timeout=20_000)
    return page


def sheet(page: Page) -> str:
    return page.locator(".preview__sheet img").first.get_attribute("src") or ""


def test_the_preview_follows_what_is_chosen_and_nothing_is_made(laptop: Page) -> None:
    before = sheet(laptop)
    laptop.get_by_label("Large first name").check()
    expect(laptop.locator(".preview__sheet img").first).not_to_have_attribute("src", before)
    assert laptop.locator(".preview figure").count() == 2
    back = laptop.get_by_label("On the back")
    expect(back).to_be_hidden()
    laptop.get_by_label("Two-sided").check()
    expect(back).to_be_visible()
    expect(laptop.get_by_text("Behind it")).to_be_visible()
    laptop.get_by_label("Begin at label").fill("11")
    expect(laptop.locator("#preview")).to_contain_text("A sheet of these has 10 labels.")
    assert not Badge.objects.exists()


def test_ticking_a_guest_chooses_her_and_the_preview_counts(laptop: Page) -> None:
    laptop.get_by_text("The badges one by one").click()
    laptop.locator("#badge-list input[type=checkbox]").nth(1).check()
    expect(laptop.get_by_label("Only those I choose")).to_be_checked()
    expect(laptop.locator("#preview")).to_contain_text("1 badge")
    expect(laptop.locator("#preview")).to_contain_text("Björn Roux")


def test_choosing_opens_the_list_to_choose_from(laptop: Page) -> None:
    expect(laptop.locator("#badge-list li").first).to_be_hidden()
    laptop.get_by_label("Only those I choose").check()
    expect(laptop.locator("#badge-list li").first).to_be_visible()
    expect(laptop.get_by_label("Their numbers")).to_be_visible()


def test_printing_opens_the_sheet_beside_the_page_and_marks_the_badges(laptop: Page) -> None:
    with laptop.context.expect_event("response", lambda got: "badges.pdf" in got.url) as got:
        laptop.get_by_role("button", name="Print the badges").click()
    assert got.value.status == 200
    assert got.value.headers["content-type"] == "application/pdf"
    assert Badge.objects.filter(printed_at__isnull=False).count() == 3
    expect(laptop.get_by_role("button", name="Print the badges")).to_be_enabled()


def test_nobody_is_kept_out(laptop: Page) -> None:
    laptop.get_by_label("Two-sided").check()
    laptop.get_by_label("Only those I choose").check()
    expect(laptop.locator("#preview")).to_contain_text("Write their numbers, or tick them")
    laptop.locator("#badge-list input[type=checkbox]").first.check()
    expect(laptop.get_by_text("Behind it")).to_be_visible()
    found = Axe().run(laptop)
    assert not found.response["violations"], found.generate_report()


def test_a_phone_at_the_door_prints_one_again_and_she_stays_checked_in(
    laptop: Page, live_site: Site, event: Event
) -> None:
    guest = event.registrations.get(given_name="Amina")
    CheckInFactory.create(registration=guest)
    laptop.set_viewport_size({"width": 390, "height": 844})
    laptop.goto(f"{live_site.url}{event.get_absolute_url()}door/?show=here")
    assert laptop.evaluate("document.documentElement.scrollWidth") == 390
    with laptop.context.expect_event("response", lambda got: "badge.pdf" in got.url) as got:
        laptop.get_by_role("button", name="Print the badge of Amina Roux").click()
    assert got.value.status == 200
    expect(laptop.locator(f"#guest-{guest.pk}")).to_contain_class("door__row--here")
    guest.refresh_from_db()
    assert guest.check_in
