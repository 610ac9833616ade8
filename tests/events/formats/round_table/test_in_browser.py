"""The queue on a facilitator's phone, put in order by finger, by taps, by keys; and one word."""

import datetime as dt
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.agenda import links, reading
from events.agenda.formats import View
from events.agenda.models import Command
from networking.time import now
from tests.cast import Cast, assemble
from tests.events.agenda.conftest import Console
from tests.factories import CheckInFactory, RegistrationFactory
from tests.services.servers import wait_until
from tests.services.site import Site

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 844}
NAMES = ["Amina", "Boris", "Claire", "David", "Ève"]
LONG = ("Marie-Antoinette-Clémentine", "de La Rochefoucauld-Montmorency-Saint-Exupéry-Beauharnais")


@pytest.fixture
def cast(live_site: Site, breakfast: Any) -> Cast:
    found = assemble(breakfast)
    for name in NAMES:
        guest = RegistrationFactory.create(event=breakfast, given_name=name, family_name="Roux")
        CheckInFactory.create(registration=guest)
    return found


@pytest.fixture
def table(cast: Cast) -> Console:
    console = Console(cast.event, cast.facilitator)
    console.tap("start")
    console.tap("next")
    return console


@pytest.fixture
def opened(live_site: Site, cast: Cast, browser: Browser, browser_context_args: dict[str, Any]):
    """Opens an address as the facilitator, or as nobody; afterwards nothing has gone wrong."""
    contexts, problems = [], []

    def open_page(path: str, *, signed_in: bool = True, **more: Any) -> Page:
        context = browser.new_context(**browser_context_args | more)
        contexts.append(context)
        if signed_in:
            client = Client()
            client.force_login(cast.facilitator)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url}]
            )
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{live_site.url}{cast.event.get_absolute_url()}{path}")
        expect(page.locator("html")).to_have_attribute("data-live-state", "connected")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems


def waiting(page: Page) -> list[str]:
    rows = page.locator("[data-sorts-row] .list__name").all_inner_texts()
    return [name.split()[0] for name in rows]


def settled(page: Page) -> None:
    expect(page.locator("#console:not([data-busy])")).to_have_count(1)


def unfolded(page: Page, id: str) -> None:
    page.locator(f"#{id} > summary").click()
    expect(page.locator(f"#{id} [data-sorts-row]").first).to_be_visible()


def handle(page: Page, name: str) -> Any:
    return page.get_by_label(f"Déplacer {name} Roux")


def box(found: Any) -> Any:
    """Where it is, once it is drawn: the queue may just be drawn anew."""
    wait_until(lambda: found.bounding_box() is not None, "its place on the page", 10)
    return found.bounding_box()


def drag(page: Page, name: str, onto: str) -> None:
    """Take a row by its handle, and let it go above the middle of another one."""
    # Where the big buttons don't cover it.
    handle(page, name).evaluate("(it) => it.scrollIntoView({ block: 'center' })")
    taken, there = box(handle(page, name)), box(handle(page, onto))
    x = taken["x"] + taken["width"] / 2
    page.mouse.move(x, taken["y"] + taken["height"] / 2)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(x, taken["y"] + (there["y"] - taken["y"]) * step / 8)
    page.mouse.up()


def test_by_its_arrows_its_handle_and_its_keys_the_queue_is_put_in_order(
    opened: Any, table: Console
) -> None:
    table.tap("round_table.open")
    page = opened("console/", viewport=PHONE)
    unfolded(page, "round-waiting")
    assert waiting(page) == ["Boris", "Claire", "David", "Ève"]

    page.get_by_label("Claire Roux plus tôt").click()
    expect(page.locator("[data-sorts-row] .list__name").first).to_have_text("Claire Roux")
    settled(page)
    assert waiting(page) == ["Claire", "Boris", "David", "Ève"]

    page.get_by_label("Claire Roux plus tard").click()
    expect(page.locator("[data-sorts-row] .list__name").first).to_have_text("Boris Roux")
    settled(page)

    handle(page, "Boris").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-sorts-row] .list__name").first).to_have_text("Claire Roux")
    settled(page)
    expect(handle(page, "Boris")).to_be_focused()

    drag(page, "David", onto="Claire")
    settled(page)
    expect(page.locator("#main")).to_have_attribute("data-rev", "7")
    assert waiting(page) == ["David", "Claire", "Boris", "Ève"]
    queue = reading.read(table.event).state.current.state
    assert len({seat.guest for seat in queue.seats}) == len(NAMES)

    # The list stayed open all the time, and what was done can be undone.
    page.locator("#tap-undo").click()
    expect(page.locator("[data-sorts-row] .list__name").first).to_have_text("Claire Roux")


def test_a_finger_drags_without_scrolling_the_page(opened: Any, table: Console) -> None:
    page = opened("console/", viewport=PHONE)
    unfolded(page, "round-order")
    handle(page, "Amina").evaluate("(it) => it.scrollIntoView({ block: 'center' })")
    near = box(handle(page, "Amina"))
    far = box(handle(page, "Claire"))
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": near["x"] + 20, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    scrolled = page.evaluate("scrollY")
    touch("touchStart", near["y"] + 20)
    for step in range(1, 11):
        touch("touchMove", near["y"] + 20 + (far["y"] + far["height"] - near["y"] - 15) * step / 10)
    touch("touchEnd", 0)
    expect(page.locator("[data-sorts-row] .list__name").first).to_have_text("Boris Roux")
    settled(page)
    assert waiting(page) == ["Boris", "Claire", "Amina", "David", "Ève"]
    assert page.evaluate("scrollY") == scrolled
    page.locator("#tap-primary").click()
    expect(page.locator(".person__name")).to_have_text("Boris Roux")


def test_a_row_that_may_not_stay_goes_back_to_where_it_was(opened: Any, table: Console) -> None:
    table.tap("round_table.open")
    page = opened("console/", viewport=PHONE)
    unfolded(page, "round-waiting")
    page.route("**/console/command/", lambda route: route.fulfill(status=422, body="{}"))
    drag(page, "David", onto="Boris")
    expect(page.locator(".toast")).to_be_visible()
    assert waiting(page) == ["Boris", "Claire", "David", "Ève"]


def test_a_word_is_on_the_speakers_view_at_once_and_the_console_hears_that_it_was_seen(
    opened: Any, table: Console
) -> None:
    link = links.make(table.event, View.SPEAKER)
    speaker = opened(f"l/{link}/", signed_in=False)
    screen = opened("screen/", viewport={"width": 1920, "height": 1080})
    console = opened("console/", viewport=PHONE)
    console.locator("#to-speaker").click()
    console.get_by_role("button", name="Merci de conclure").click()
    expect(console.locator("#say")).to_be_hidden()
    expect(speaker.locator("#whisper")).to_contain_text("Merci de conclure")
    expect(console.locator(".whispered")).to_contain_text("pas encore vu")
    settled(console)

    console.locator("#to-speaker").click()
    console.get_by_label("Avec vos mots").fill("Le micro, s’il vous plaît")
    console.keyboard.press("Enter")
    expect(speaker.locator("#whisper")).to_contain_text("Le micro, s’il vous plaît")
    speaker.locator("#whisper").click()
    expect(speaker.locator("#whisper")).to_be_hidden()
    expect(console.locator(".whispered .pill")).to_have_text("vu")
    expect(speaker.locator("#whisper")).to_have_count(0)
    assert "micro" not in screen.content()
    # The next word begins with an empty line.
    settled(console)
    console.locator("#to-speaker").click()
    expect(console.get_by_label("Avec vos mots")).to_have_value("")


def test_a_word_that_nobody_taps_on_leaves_by_itself_after_two_minutes(
    opened: Any, table: Console
) -> None:
    rev = table.tap("say", text="Plus fort").rev
    Command.objects.filter(rev=rev).update(at=now() - dt.timedelta(seconds=100))
    speaker = opened("speaker/")
    expect(speaker.locator("#whisper")).to_be_visible()
    expect(speaker.locator("#whisper")).to_be_hidden(timeout=30_000)
    expect(speaker.locator(".screen__name")).to_be_visible()


def test_the_screen_tells_its_keys_and_is_silenced_by_one(opened: Any, table: Console) -> None:
    screen = opened("screen/", viewport={"width": 1920, "height": 1080})
    screen.keyboard.press("?")
    keys = screen.locator("#screen-help")
    expect(keys).to_be_visible()
    for key in ("M", "L", "F", "?"):
        expect(keys.get_by_text(key, exact=True)).to_be_visible()
    screen.keyboard.press("?")
    expect(keys).to_be_hidden()
    screen.keyboard.press("m")
    expect(screen.locator("#silent")).to_be_visible()
    screen.keyboard.press("m")
    expect(screen.locator("#silent")).to_be_hidden()
    screen.keyboard.press("l")
    expect(screen.locator("html")).to_have_attribute("data-theme", "light")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "dark")])
def test_axe_finds_nothing_to_say_of_the_console(
    opened: Any, table: Console, width: int, scheme: Any
) -> None:
    long = RegistrationFactory.create(
        event=table.event, given_name=LONG[0], family_name=LONG[1], organisation="x" * 80
    )
    CheckInFactory.create(registration=long)
    page = opened(
        "console/",
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    unfolded(page, "round-order")
    legible(page)
    for _ in range(2):
        page.locator("#tap-primary").click()
        settled(page)
    expect(page.locator(".person__text")).to_have_text(re.compile("2 sur"))
    unfolded(page, "round-waiting")
    page.locator("#round-over > summary").click()
    page.locator("#round-arrival > summary").click()
    legible(page)
    page.locator("#to-speaker").click()
    legible(page)


@pytest.mark.parametrize(
    ("width", "height", "theme"),
    [(1920, 1080, "dark"), (1920, 1080, "light"), (390, 844, "dark"), (844, 390, "light")],
)
def test_axe_finds_nothing_to_say_of_screen_and_speakers_view(
    opened: Any, table: Console, width: int, height: int, theme: str
) -> None:
    table.tap("round_table.open")
    table.tap("say", text="x" * 20 + " y" * 30)
    for path in ("screen/", "speaker/"):
        page = opened(path, viewport={"width": width, "height": height}, reduced_motion="reduce")
        if theme == "light":
            page.keyboard.press("l")
        legible(page)
        page.keyboard.press("?")
        legible(page)


def legible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
