"""The association’s pages in a real browser: a colour tried on, a role changed in place."""

import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, expect

from networking.associations.models import Role
from tests.cast import Cast, assemble
from tests.factories import MembershipFactory
from tests.services.site import Site

pytestmark = pytest.mark.slow


@pytest.fixture
def cast(live_site: Site) -> Cast:
    return assemble()


@pytest.fixture
def organiser(live_site: Site, cast: Cast, page: Page) -> Page:
    client = Client()
    client.force_login(cast.organiser)
    MembershipFactory.create(user=cast.organiser)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url},
            {"name": "django_language", "value": "en", "url": live_site.url},
        ]
    )
    return page


def open_page(page: Page, live_site: Site, cast: Cast, path: str) -> None:
    page.goto(f"{live_site.url}/a/{cast.association.slug}/{path}", wait_until="networkidle")


def test_the_whole_page_tries_a_colour_on_while_one_chooses_it(
    organiser: Page, live_site: Site, cast: Cast
) -> None:
    open_page(organiser, live_site, cast, "settings/")
    save = organiser.get_by_role("button", name="Save")
    before = save.evaluate("one => getComputedStyle(one).backgroundColor")
    organiser.locator("#id_accent").fill("#ffd200")
    expect(organiser.locator(".shades__word")).to_contain_text("too light for text")
    organiser.wait_for_function(
        "([one, before]) => getComputedStyle(one).backgroundColor !== before",
        arg=[save.element_handle(), before],
    )


def test_a_logo_shows_itself_before_it_is_sent(
    organiser: Page, live_site: Site, cast: Cast, tmp_path: Path
) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (30, 10), "teal").save(drawn, "PNG")
    (tmp_path / "logo.png").write_bytes(drawn.getvalue())
    open_page(organiser, live_site, cast, "settings/")
    picture = organiser.locator("[data-drop-picture]")
    expect(picture).to_be_hidden()
    organiser.locator("#id_logo").set_input_files(tmp_path / "logo.png")
    expect(picture).to_be_visible()
    expect(organiser.locator("[data-drop-name]")).to_have_text("logo.png")


def test_a_role_is_changed_without_leaving_the_list(
    organiser: Page, live_site: Site, cast: Cast
) -> None:
    host = cast.association.memberships.get(user=cast.host)
    open_page(organiser, live_site, cast, "members/")
    organiser.evaluate("window.same = true")
    row = organiser.locator(f"#member-{host.pk}")
    row.locator("summary").click()
    row.get_by_role("button", name="Facilitator").click()
    expect(row.locator("summary")).to_have_text("Facilitator")
    expect(organiser.locator(".toast")).to_contain_text("Facilitator")
    assert organiser.evaluate("window.same") is True
    host.refresh_from_db()
    assert host.role == Role.FACILITATOR


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_to_say_and_no_page_is_wider_than_its_screen(
    organiser: Page, live_site: Site, cast: Cast, width: int
) -> None:
    organiser.set_viewport_size({"width": width, "height": 900})
    for path in ("settings/", "members/", "members/add/", "members/invite/", "leave/"):
        open_page(organiser, live_site, cast, path)
        for summary in organiser.locator("main summary").all()[:1]:
            summary.click()
        found = Axe().run(organiser)
        assert found.violations_count == 0, (path, found.generate_report())
        assert organiser.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), path
