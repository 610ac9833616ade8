"""“Ready?”: the device that will lead the morning says what is still to be done."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.agenda import actions
from events.agenda.templates import CLASSIC
from tests.cast import Cast, assemble
from tests.factories import EventFactory
from tests.services.site import Site

FAST = "const real = Date.now.bind(Date); Date.now = () => real() + 15 * 60 * 1000;"


pytestmark = pytest.mark.slow


@pytest.fixture
def cast(live_site: Site) -> Cast:
    event = EventFactory.create()
    actions.lay_out(event=event, template=CLASSIC, by=None)
    return assemble(event)


@pytest.fixture
def ready(live_site: Site, cast: Cast, browser: Browser, browser_context_args) -> Page:
    context = browser.new_context(**browser_context_args)
    client = Client()
    client.force_login(cast.facilitator)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    for name, value in ((settings.SESSION_COOKIE_NAME, session), ("django_language", "en")):
        context.add_cookies([{"name": name, "value": value, "url": live_site.url}])
    page = context.new_page()
    page.add_init_script(FAST)
    page.goto(f"{live_site.url}{cast.event.get_absolute_url()}ready/")
    yield page
    context.close()


def found(page: Page, check: str, how: str = "ok"):
    expect(page.locator(f'[data-check="{check}"]')).to_have_attribute(
        "data-found", how, timeout=20_000
    )


def test_everything_is_looked_at_and_said_in_words(ready: Page) -> None:
    found(ready, "network")
    found(ready, "data")
    found(ready, "clock")
    expect(ready.get_by_text("wrong by 15 min. It doesn’t matter")).to_be_visible()
    ready.get_by_role("button", name="Ring").click()
    ready.get_by_role("button", name="I heard it").click()
    found(ready, "sound")
    found(ready, "pages", "wrong")
    for name in ("Console", "Screen", "Door"):
        with ready.context.expect_page() as opening:
            ready.locator("[data-check=pages]").get_by_role("link", name=name).click()
        window = opening.value
        expect(window.locator("html")).to_have_attribute(
            "data-live-state", "connected", timeout=15_000
        )
        ready.bring_to_front()
        expect(ready.locator("[data-check=pages]").get_by_role("link", name=name)).to_be_hidden(
            timeout=20_000
        )
    found(ready, "pages")
    report = Axe().run(ready)
    assert report.violations_count == 0, report.generate_report()
    assert ready.evaluate("document.documentElement.scrollWidth") == 390
