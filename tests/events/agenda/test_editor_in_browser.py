"""The order of an agenda in a browser: by mouse, by keyboard, by a finger, and without scripts."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from events.agenda import actions
from events.agenda.models import Segment
from events.calendar.models import Event
from networking.associations.models import Role
from tests.factories import MembershipFactory
from tests.services.servers import wait_until
from tests.services.site import Site

pytestmark = pytest.mark.slow

CLASSIC = ["welcome", "round_table", "talk", "bilateral"]


def enter(context: BrowserContext, site: Site, event: Event, language: str = "en") -> None:
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.url},
            {"name": "django_language", "value": language, "url": site.url},
        ]
    )


def open_editor(context: BrowserContext, site: Site, event: Event) -> Page:
    enter(context, site, event)
    page = context.new_page()
    page.goto(f"{site.url}{event.get_absolute_url()}agenda/", wait_until="networkidle")
    return page


def order(event: Event) -> list[str]:
    return [segment.format for segment in Segment.objects.filter(event=event)]


def handle(page: Page, event: Event, format: str) -> Any:
    return page.locator(f"#handle-{Segment.objects.get(event=event, format=format).pk}")


def settled(page: Page, event: Event, wanted: list[str]) -> None:
    """Wait until the plan has come back in the wanted order; then the database has it too."""
    numbers = {s.format: str(s.pk) for s in Segment.objects.filter(event=event)}
    rows = page.locator("[data-segment]")
    for place, format in enumerate(wanted):
        expect(rows.nth(place)).to_have_attribute("data-segment", numbers[format])
    expect(page.locator("#moved")).to_contain_text("begins at")
    wait_until(lambda: order(event) == wanted, "the order in the database", 10)


def test_a_part_is_dragged_by_its_handle_and_the_hours_follow(
    live_site: Site, breakfast: Event, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_editor(context, live_site, breakfast)
    grip = handle(page, breakfast, "talk").bounding_box()
    target = page.locator("[data-segment]").first.bounding_box()
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, target["y"] + 60, steps=6)
    page.mouse.move(grip["x"] + 10, target["y"] + 4, steps=6)
    expect(page.locator("[data-segment]").first.locator("time")).to_be_hidden()
    page.mouse.up()
    settled(page, breakfast, ["talk", "welcome", "round_table", "bilateral"])
    start = breakfast.local_start
    expect(page.locator("[data-segment] time").nth(1)).to_have_text(
        f"{start.replace(hour=start.hour + 1):%H:%M}"
    )
    context.close()


def test_escape_lets_a_dragged_part_lie_where_it_was(
    live_site: Site, breakfast: Event, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_editor(context, live_site, breakfast)
    grip = handle(page, breakfast, "talk").bounding_box()
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, grip["y"] - 140, steps=6)
    page.keyboard.press("Escape")
    page.mouse.up()
    first = str(Segment.objects.get(event=breakfast, format="welcome").pk)
    expect(page.locator("[data-segment]").first).to_have_attribute("data-segment", first)
    assert order(breakfast) == CLASSIC
    context.close()


def test_arrow_keys_move_a_part_and_it_is_announced_and_keeps_the_focus(
    live_site: Site, breakfast: Event, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_editor(context, live_site, breakfast)
    moved = handle(page, breakfast, "welcome")
    moved.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#moved")).to_contain_text("is now part 2 of 4")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#moved")).to_contain_text("is now part 3 of 4")
    settled(page, breakfast, ["round_table", "talk", "welcome", "bilateral"])
    expect(handle(page, breakfast, "welcome")).to_be_focused()
    page.keyboard.press("ArrowUp")
    settled(page, breakfast, ["round_table", "welcome", "talk", "bilateral"])
    context.close()


def test_on_a_phone_it_is_dragged_by_a_finger_or_moved_by_buttons_one_can_hit(
    live_site: Site, breakfast: Event, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = open_editor(context, live_site, breakfast)
    for button in page.locator("[data-segment] :is(button, summary, input)").all():
        if button.is_visible():
            box = button.bounding_box()
            assert box["height"] >= 47.5, button.evaluate("it => it.outerHTML")
    row = page.locator("[data-segment]").nth(0)
    row.get_by_role("button", name="Down").tap()
    settled(page, breakfast, ["round_table", "welcome", "talk", "bilateral"])
    touch = context.new_cdp_session(page)

    def finger(kind: str, x: float, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    grip = handle(page, breakfast, "welcome").bounding_box()
    x, y = grip["x"] + 20, grip["y"] + 20
    finger("touchStart", x, y)
    for step in range(1, 9):
        finger("touchMove", x, y - 25 * step)
        page.wait_for_timeout(30)
    finger("touchEnd", x, y - 200)
    settled(page, breakfast, CLASSIC)
    context.close()


def test_what_somebody_else_changed_meanwhile_comes_along(
    live_site: Site, breakfast: Event, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_editor(context, live_site, breakfast)
    welcome = Segment.objects.get(event=breakfast, format="welcome")
    actions.add_segment(event=breakfast, format="break", after=welcome.pk, by=None)
    handle(page, breakfast, "bilateral").focus()
    page.keyboard.press("ArrowUp")
    settled(page, breakfast, ["welcome", "break", "round_table", "bilateral", "talk"])
    actions.remove_segment(segment=welcome, by=None)
    handle(page, breakfast, "break").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Somebody else has just changed the agenda.")).to_be_visible()
    expect(page.locator("[data-segment]")).to_have_count(4)
    context.close()


def test_minutes_are_changed_where_they_stand(
    live_site: Site, breakfast: Event, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_editor(context, live_site, breakfast)
    page.get_by_label("Minutes of").nth(0).fill("25")
    page.keyboard.press("Tab")
    expect(page.get_by_text("The agenda is 10 minutes longer than the event.")).to_be_visible()
    assert Segment.objects.get(event=breakfast, format="welcome").minutes == 25
    context.close()


def test_what_is_being_typed_outlives_the_answer_to_what_was_typed_before(
    live_site: Site, breakfast: Event, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_editor(context, live_site, breakfast)
    page.get_by_label("Minutes of").nth(0).fill("25")
    second = page.get_by_label("Minutes of").nth(1)
    second.fill("20")
    expect(page.get_by_text("The agenda is 10 minutes longer than the event.")).to_be_visible()
    expect(second).to_have_value("20")
    expect(second).to_be_focused()
    page.get_by_label("Add a part").focus()
    expect(page.get_by_text("The agenda ends with the event, to the minute.")).to_be_visible()
    lengths = Segment.objects.filter(event=breakfast).values_list("minutes", flat=True)
    assert list(lengths) == [25, 20, 60, 15]
    context.close()


def test_without_scripts_all_of_it_works_by_forms(
    live_site: Site, breakfast: Event, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": 768, "height": 1000}, java_script_enabled=False
    )
    page = open_editor(context, live_site, breakfast)
    assert not page.locator("[data-handle]").first.is_visible()
    page.locator("[data-segment]").nth(1).get_by_role("button", name="Up").click()
    assert order(breakfast) == ["round_table", "welcome", "talk", "bilateral"]
    page.get_by_label("Minutes of").nth(0).fill("25")
    page.get_by_role("button", name="Save").nth(0).click()
    assert Segment.objects.get(event=breakfast, format="round_table").minutes == 25
    page.locator("[data-segment]").nth(0).locator("summary").click()
    page.get_by_role("link", name="Add a part behind it").first.click()
    page.get_by_label("Add a part").select_option("break")
    page.get_by_role("button", name="Add", exact=True).click()
    assert order(breakfast)[:2] == ["round_table", "break"]
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (768, "dark"), (1280, "dark")])
def test_axe_finds_nothing_to_say(
    live_site: Site, breakfast: Event, browser: Browser, width: int, scheme: Any
) -> None:
    talk = Segment.objects.get(event=breakfast, format="talk")
    table = Segment.objects.get(event=breakfast, format="round_table")
    start = breakfast.local_start
    actions.change_segment(
        segment=talk, not_before=start.replace(minute=(start.minute + 50) % 60).time(), by=None
    )
    actions.change_segment(segment=table, lead="Zoé", notes="The bell is in the hall.", by=None)
    actions.save_template(event=breakfast, name="Ours", by=None)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    complaints: list[str] = []
    page = open_editor(context, live_site, breakfast)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    own = f"{live_site.url}{breakfast.get_absolute_url()}agenda/"
    for address in (own, f"{own}templates/", f"{own}{talk.pk}/"):
        page.goto(address, wait_until="networkidle")
        if address == own:
            page.locator("[data-segment] summary").first.click()
        found = Axe().run(page)
        assert found.violations_count == 0, (address, width, found.generate_report())
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), (address, width)
    context.close()
    assert complaints == []
