"""People in front of real browsers: what they do, in the words of the page."""

import re
from email.message import EmailMessage
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.services.smtp import SmtpSink

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
PROJECTOR = {"width": 1920, "height": 1080}
ON_PURPOSE = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")


class Actor:
    """Somebody with a browser of her own. What goes wrong in it is in ``troubles``."""

    def __init__(self, browser: Browser, url: str, viewport: Any = None) -> None:
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            locale="en-GB",
            timezone_id="Europe/Paris",
            viewport=viewport or PHONE,
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self._overhear)

    def _overhear(self, message: Any) -> None:
        # A page that answers 4xx on purpose is reported by the browser as an error, and a search
        # called back for a newer one by htmx; scripts and policies that fail are what counts.
        if message.type == "error" and not message.text.startswith(ON_PURPOSE):
            self.troubles.append(message.text)

    def goes(self, path: str) -> None:
        self.page.goto(path)

    def sees(self, words: str | re.Pattern[str]) -> None:
        shown = self.page.get_by_text(words).filter(visible=True).first
        expect(shown).to_be_visible(timeout=20_000)

    def fills(self, label: str, words: str) -> None:
        self.field(label).fill(words)

    def field(self, label: str) -> Locator:
        """The control under a label, whether or not it says that it is optional."""
        said = re.compile(rf"^\s*{re.escape(label)}(\s*\(optional\))?\s*$", re.IGNORECASE)
        return self.page.get_by_label(said).first

    def presses(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def follows(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def taps(self, command: str) -> None:
        """Tap the console's button for a command, and wait until the console has moved on."""
        rev = self.rev
        self.tap(command).click()
        expect(self.page.locator("[data-rev]").first).not_to_have_attribute("data-rev", rev)
        # A hand is slower than the end of a double tap; nor is it what another's tap brought.
        expect(self.page.locator("#console")).not_to_have_attribute("data-busy", "")

    def tap(self, command: str) -> Locator:
        return self.page.locator(f'[data-tap="{command}"]:visible').first

    @property
    def rev(self) -> str:
        return self.page.locator("[data-rev]").first.get_attribute("data-rev") or ""

    def signs_in(self, email: str, sink: SmtpSink, name: tuple[str, str] | None = None) -> None:
        """Sign in by the code that arrives by mail; a newcomer gives her name."""
        before = len(sink.to(email))
        self.goes("/sign-in/")
        self.fills("Your e-mail", email)
        self.presses("Send me a code")
        self.enters_code(sink.wait_for(before + 1, email)[-1])
        if name:
            self.fills("First name", name[0])
            self.fills("Family name", name[1])
            self.presses("Continue")

    def enters_code(self, mail: EmailMessage) -> None:
        self.fills("Code", code_in(mail))
        self.presses("Sign in")
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)

    def leaves(self) -> None:
        self.context.close()


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def code_in(mail: EmailMessage) -> str:
    """The sign-in code, as it stands in the subject."""
    return str(mail["Subject"]).split()[0]


def links_in(mail: EmailMessage) -> list[str]:
    """Every address in the text of a mail."""
    return re.findall(r"https?://[^\s<>]+", text_of(mail))
