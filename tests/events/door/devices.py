"""Devices at a door in a real browser, each a context of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from events.calendar.models import Event
from networking.accounts.models import User
from tests.services.servers import wait_until
from tests.services.site import Site

DOUBLE_TAP_MS = 520
PHONE = {"width": 390, "height": 844}

_KEPT = """async () => {
  const pages = await (await caches.open("tablee-1")).keys();
  const { get } = await import("/static/web/js/kept.js");
  const { key } = await import("/static/door/desk.js");
  return pages.some(({ url }) => url.endsWith("/door/")) && Boolean(await get(key));
}"""


class Device:
    """A phone with the door's page open, in a host's hand."""

    def __init__(self, context: BrowserContext, site: Site, event: Event, user: User) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [
                {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.url},
                {"name": "django_language", "value": "en", "url": site.url},
            ]
        )
        self.context = context
        self.url = f"{site.url}{event.get_absolute_url()}door/"
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def opens(self) -> "Device":
        """Open the door, and wait until this device has the list and follows the others."""
        self.page.goto(self.url)
        self.has_the_list()
        expect(self.page.locator("html")).to_have_attribute(
            "data-live-state", "connected", timeout=15_000
        )
        return self

    def has_the_list(self) -> None:
        expect(self.page.locator("#door[data-ready]")).to_have_count(1)

    def keeps_the_page(self) -> None:
        """Wait until page and list are on the device, to be opened without network."""
        wait_until(lambda: bool(self.page.evaluate(_KEPT)), "page and list on the device", 20)

    def types(self, text: str) -> None:
        self.search.fill("")
        self.search.press_sequentially(text)

    @property
    def search(self) -> Locator:
        return self.page.get_by_role("searchbox")

    @property
    def rows(self) -> Locator:
        return self.page.locator(".door__row")

    def row(self, name: str) -> Locator:
        return self.rows.filter(has=self.page.get_by_text(name, exact=True))

    def checks_in(self, name: str) -> None:
        self.row(name).get_by_role("button", name="Check in").click()

    def undoes(self, name: str) -> None:
        # Sooner it would be the second tap of a double tap.
        self.page.wait_for_timeout(DOUBLE_TAP_MS)
        self.row(name).get_by_role("button", name="Undo").click()

    def counts(self, here: int, of: int) -> None:
        expect(self.page.locator("#count")).to_contain_text(f"{here} / {of}", timeout=15_000)

    def scans(self, text: str) -> None:
        """As a hand scanner does: key by key onto the page, and Enter."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def has_sent_all(self) -> None:
        """Wait until the server has answered every tap."""
        expect(self.page.locator('#door[data-waiting="0"]')).to_have_count(1, timeout=20_000)

    def goes_offline(self) -> None:
        self.context.set_offline(True)

    def comes_back(self) -> None:
        self.context.set_offline(False)


@contextmanager
def handed_out(
    browser: Browser, arguments: dict[str, Any], site: Site, event: Event, host: User
) -> Iterator[Any]:
    """Give a device at each call, in the host's hand or another's; none may have had troubles."""
    given: list[Device] = []

    def give(user: User | None = None) -> Device:
        context = browser.new_context(**arguments | {"viewport": PHONE})
        given.append(Device(context, site, event, user or host))
        return given[-1]

    yield give
    troubles = [trouble for each in given for trouble in each.troubles]
    for each in given:
        each.context.close()
    assert not troubles
