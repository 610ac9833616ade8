"""The directory by keyboard alone, on a phone's screen, and what axe has to say to it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from events.directory.models import IntroductionRequest, Star
from networking.profiles.actions import save
from tests.cast import Cast, assemble
from tests.factories import ProfileFactory, RegistrationFactory
from tests.services.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def cast(live_site: Site, page: Page) -> Cast:
    """The cast's guest, signed in on the page; Ngọc, who needs what she offers, comes too."""
    cast = assemble()
    other = RegistrationFactory.create(
        event=cast.event, user=ProfileFactory.create().user, given_name="Ngọc"
    )
    save(user=cast.guest, fields={}, offers=[("Droit", "")], needs=[], by=cast.guest)
    save(user=other.user, fields={}, offers=[("Vidéo", "")], needs=[("Droit", "")], by=other.user)
    client = Client()
    client.force_login(cast.guest)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": live_site.url,
            }
        ]
    )
    page.goto(f"{live_site.url}{cast.event.get_absolute_url()}people/")
    return cast


def reach(page: Page, name: str, most: int = 40) -> None:
    """Press Tab until what has the focus is called so."""
    for _press in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => document.activeElement.getAttribute('aria-label')"
            " || document.activeElement.innerText || ''"
        )
        if name in focused:
            return
    raise AssertionError(f"No way to “{name}” by keyboard")


def test_somebody_is_found_starred_and_asked_for_by_keyboard_alone(cast: Cast, page: Page) -> None:
    reach(page, "Chercher")
    page.keyboard.type("video")
    expect(page.locator("#people .list__row")).to_have_count(1)
    reach(page, "Ngọc")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ngọc")
    reach(page, "Étoile")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Retirer l’étoile")).to_be_visible()
    reach(page, "J’aimerais qu’on nous présente")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Pour un film")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vous avez demandé une mise en relation")).to_be_visible()
    assert Star.objects.get().user == cast.guest
    assert IntroductionRequest.objects.get().note == "Pour un film"


def test_axe_finds_nothing_and_nothing_is_wider_than_the_phone(
    cast: Cast, page: Page, live_site: Site
) -> None:
    home = f"{live_site.url}{cast.event.get_absolute_url()}"
    person = page.get_by_role("link", name="Ngọc").first.get_attribute("href")
    for address in (f"{home}people/", f"{live_site.url}{person}", f"{home}prepare/"):
        page.goto(address)
        found = Axe().run(page)
        assert not found.response["violations"], found.generate_report()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
