"""The face in a real browser: legible to all, quiet in the console, and it does what it says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.services.site import Site

pytestmark = pytest.mark.slow

GUIDE = ("", "guest/", "round/", "organiser/", "console/", "screen/", "question/", "letter/")
Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_site: Site) -> Iterator[Open]:
    """Opens a page of the site on a screen of its own; fails if its console complained."""
    complaints: list[str] = []
    contexts = []

    def opened(path: str, width: int = 1280, scheme: Any = "light", locale: str = "fr") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale=locale,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_site.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def test_axe_finds_nothing_to_say_and_no_page_is_wider_than_its_screen(
    open_page: Open, live_site: Site
) -> None:
    for width, scheme in ((390, "light"), (1280, "dark")):
        page = open_page("/", width=width, scheme=scheme)
        for path in GUIDE:
            page.goto(f"{live_site.url}/styleguide/{path}")
            found = Axe().run(page)
            assert found.violations_count == 0, (path, width, found.generate_report())
            assert page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            ), (path, width)


def test_every_target_is_large_enough_for_a_finger(open_page: Open) -> None:
    page = open_page("/styleguide/", width=390)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".button, .choice, .tick, .field select, .drop,"
            + ".field input:not([type=radio], [type=checkbox]), .places__link, .menu > summary")]
            .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 48)
            .filter((one) => !one.matches(".button--small"))
            .map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_a_theme_one_chooses_stays_on_the_next_page(open_page: Open, live_site: Site) -> None:
    page = open_page("/")
    page.get_by_label("Sombre").check(force=True)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(live_site.url + "/styleguide/letter/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert (
        page.evaluate("getComputedStyle(document.body).backgroundColor") == "oklch(0.21 0.015 60)"
    )
    page.get_by_label("Automatique").check(force=True)
    page.reload()
    assert page.locator("html").get_attribute("data-theme") is None


def test_the_language_changes_with_one_press_and_stays_on_the_page(open_page: Open) -> None:
    page = open_page("/styleguide/letter/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/styleguide/letter/")


def test_a_dialog_opens_keeps_the_focus_and_closes(open_page: Open) -> None:
    page = open_page("/styleguide/")
    dialog = page.locator("#sample-dialog")
    page.locator("[data-opens=sample-dialog]").click()
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("[data-opens=sample-dialog]").click()
    dialog.get_by_role("button").first.click()
    expect(dialog).to_be_hidden()
    page.locator("[data-opens=sample-dialog]").click()
    page.mouse.click(5, 5)
    expect(dialog).to_be_hidden()


def test_a_double_click_sends_once(open_page: Open) -> None:
    page = open_page("/styleguide/letter/")
    sent = page.evaluate(
        """() => {
            let sent = 0;
            const form = document.createElement("form");
            form.method = "post";
            form.innerHTML = "<button>Go</button>";
            document.body.append(form);
            addEventListener("submit", (event) => {
                if (!event.defaultPrevented) sent += 1;
                event.preventDefault();
            });
            form.querySelector("button").click();
            form.querySelector("button").click();
            return [sent, form.querySelector("button").getAttribute("aria-busy")];
        }"""
    )
    assert sent == [1, "true"]


def test_good_news_leaves_by_itself_and_bad_news_stays(open_page: Open, live_site: Site) -> None:
    page = open_page("/")
    page.clock.install()
    page.goto(f"{live_site.url}/styleguide/")
    page.clock.run_for(8000)
    expect(page.locator(".toast--success")).to_have_count(0)
    expect(page.locator(".toast--error")).to_have_count(1)
    page.locator(".toast--error [data-toast-close]").click()
    expect(page.locator(".toast--error")).to_have_count(0)


def test_the_screens_help_answers_to_its_key(open_page: Open) -> None:
    page = open_page("/styleguide/screen/")
    page.keyboard.press("?")
    expect(page.locator("#screen-help")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#screen-help")).to_be_hidden()


def test_the_organisers_rail_opens_on_a_phone_without_a_script(open_page: Open) -> None:
    page = open_page("/styleguide/organiser/", width=390)
    expect(page.locator("#rail")).to_be_hidden()
    page.get_by_role("link", name="Menu").click()
    expect(page.locator("#rail")).to_be_visible()
    page.get_by_role("link", name="Fermer").click()
    expect(page.locator("#rail")).to_be_hidden()


def test_a_ring_runs_from_its_anchors_and_says_so_with_more_than_colour(open_page: Open) -> None:
    page = open_page("/styleguide/round/")
    seen = page.evaluate(
        """async () => {
            const { mount, seconds } = await import("/static/web/js/ring.js");
            let now = 0;
            const tones = [];
            const element = document.querySelector(".ring");
            const ring = mount(element, { now: () => now, onTone: (tone) => tones.push(tone) });
            const look = () => [
                element.querySelector(".ring__text").textContent,
                element.querySelector(".ring__value").style.strokeDashoffset,
            ];
            const shown = [];
            ring.run({ endsAt: 60000, duration: 60000, amberAt: 15000, format: seconds });
            for (now of [0, 30000, 45000, 60000, 67000]) { ring.paint(); shown.push(look()); }
            ring.pause({ left: 20000, duration: 60000 });
            shown.push([element.classList.contains("ring--paused"), look()[0]]);
            ring.rest({ share: 1, text: "ok" });
            shown.push(look());
            ring.stop();
            return { shown, tones };
        }"""
    )
    assert seen["shown"] == [
        ["60", "0"],
        ["30", "50"],
        ["15", "75"],
        ["0", "100"],
        ["−7", "100"],
        [True, "20"],
        ["ok", "0"],
    ]
    assert seen["tones"] == ["leaf", "amber", "coral", "leaf", "accent"]


def test_the_bell_asks_for_a_gesture_and_can_be_set_ahead(open_page: Open) -> None:
    page = open_page("/styleguide/letter/")
    page.evaluate("import('/static/web/js/bell.js').then((bell) => { window.bell = bell; })")
    page.wait_for_function("window.bell")
    page.evaluate("window.bell.bell(); window.bell.tick();")
    assert page.evaluate("window.bell.armed()") is False
    page.evaluate("addEventListener('click', () => window.bell.arm(), { once: true })")
    page.locator("h1").click()
    page.wait_for_function("window.bell.armed()")
    page.evaluate("window.cancel = window.bell.bell(500); window.bell.tick(); window.cancel();")


def test_a_page_fetches_only_what_it_uses(open_page: Open) -> None:
    page = open_page("/styleguide/guest/")
    fetched = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert not [name for name in fetched if "htmx" in name]
    fonts = [name for name in fetched if name.endswith(".woff2")]
    assert all("western" in name for name in fonts)
