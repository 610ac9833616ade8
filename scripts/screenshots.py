"""Takes the pictures of the README from a running demo: ``python scripts/screenshots.py [url]``.

Start the demo first, at a breakfast's hour:
``make demo-reset && TABLEE_CLOCK=2026-12-01T08:02:00+01:00 make demo``. Presses Start on the
console, opens the round table and, with the clock running, takes the guest's phone, the console and
the projector.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def enter(browser: Browser, url: str, role: str, width: int, height: int, scale: float) -> Page:
    """Open a browser of its own and come into the demo in a role."""
    page = browser.new_context(
        base_url=url,
        locale="fr-FR",
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
    ).new_page()
    page.goto("/")
    page.locator(f'form[action$="/enter/{role}/"] button').click()
    page.wait_for_load_state("networkidle")
    return page


def tap(page: Page, selector: str) -> None:
    """Tap on the console, and let the views follow."""
    page.locator(f"{selector}:visible").first.click()
    page.wait_for_timeout(1200)


def take(page: Page, name: str) -> None:
    """Save what the page shows now."""
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(800)
    page.screenshot(path=PICTURES / f"{name}.png")


def main(url: str) -> None:
    """Take the three pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        phone = enter(browser, url, "guest", 390, 844, 2)
        take(phone, "guest")
        console = enter(browser, url, "facilitator", 1024, 820, 1.25)
        screen = console.context.new_page()
        screen.set_viewport_size({"width": 1600, "height": 900})
        screen.goto(console.url.replace("/console/", "/screen/"))
        if console.locator('[data-tap="start"]').count():
            tap(console, '[data-tap="start"]')
            tap(console, '[data-tap="next"]')
            tap(console, '[data-tap="round_table.open"]')
        take(console, "console")
        take(screen, "screen")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
