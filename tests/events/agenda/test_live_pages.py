"""Console, screen and phone in a real browser, on the real server."""

import re
import uuid

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from events.agenda import actions
from events.agenda.models import Command
from events.agenda.templates import CLASSIC
from tests.cast import assemble
from tests.e2e.reading import seconds_on
from tests.factories import CheckInFactory, EventFactory, RegistrationFactory

# A device whose clock is a quarter of an hour fast.
FAST = "const real = Date.now.bind(Date); Date.now = () => real() + 15 * 60 * 1000;"


@pytest.fixture
def breakfast(live_site):
    event = EventFactory.create()
    actions.lay_out(event=event, template=CLASSIC, by=None)
    return event


@pytest.fixture
def cast(breakfast):
    return assemble(breakfast)


@pytest.fixture
def opened(live_site, cast, browser, browser_context_args):
    """Opens a view as somebody, each in a browser of her own."""
    contexts = []

    def open_view(view, user, *, script="", **viewport):
        context = browser.new_context(**browser_context_args | viewport)
        contexts.append(context)
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url}]
        )
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(f"{live_site.url}{cast.event.get_absolute_url()}{view}/")
        connected(page)
        return page

    yield open_view
    problems = [
        problem for context in contexts for page in context.pages for problem in page.problems
    ]
    for context in contexts:
        context.close()
    assert not problems


def connected(page):
    expect(page.locator("html")).to_have_attribute("data-live-state", "connected", timeout=15_000)


def tap(event, kind, rev, **payload):
    actions.command(
        event=event, kind=kind, payload=payload, id=uuid.uuid4(), expected_rev=rev, by=None
    )


def kinds() -> list[str]:
    return list(Command.objects.order_by("rev").values_list("kind", flat=True))


def test_everybody_sees_the_same_second_whatever_their_device_believes(opened, cast):
    console = opened("console", cast.facilitator)
    screen = opened("screen", cast.facilitator, script=FAST)
    phone = opened("now", cast.guest)
    console.locator("#tap-primary").click()
    for page in (console, screen, phone):
        expect(page.locator("#ring .ring__text")).to_have_text(re.compile("14:5"))
    shown = [seconds_on(page) for page in (console, screen, phone)]
    assert max(shown) - min(shown) <= 1


def test_a_double_tap_is_one_tap_and_every_key_does_its_own_thing(opened, cast):
    console = opened("console", cast.facilitator)
    text = console.locator("#ring .ring__text")

    def settled():
        expect(console.locator("#console:not([data-busy])")).to_have_count(1)

    console.locator("#tap-primary").dblclick()
    settled()
    assert Command.objects.count() == 1
    for key, shown in (("p", "[data-tap=resume]"), ("p", "[data-tap=pause]")):
        console.keyboard.press(key)
        expect(console.locator(shown)).to_be_visible()
        settled()
    console.keyboard.press("+")
    expect(text).to_have_text(re.compile("^15:"))
    settled()
    console.keyboard.press("u")
    expect(text).to_have_text(re.compile("^14:"))
    settled()
    console.keyboard.press("Space")
    expect(text).to_have_text(re.compile("^(30:00|29:5)"))
    assert kinds() == ["start", "pause", "resume", "extend", "undo", "next"]


def test_a_tap_counts_although_the_one_before_has_no_answer_yet(opened, cast):
    console = opened("console", cast.facilitator)
    held = []

    def hold(route):
        held.append(route)

    console.route("**/console/command/", hold, times=1)
    console.locator("#tap-primary").click()
    while not held:
        console.wait_for_timeout(20)
    answer = held[0].fetch()
    # The news are here before the answer: who taps now means what she sees.
    expect(console.locator("#main")).to_have_attribute("data-rev", "1")
    console.wait_for_timeout(500)
    console.locator("#tap-pause").click()
    held[0].fulfill(response=answer)
    expect(console.locator("[data-tap=resume]")).to_be_visible()
    assert kinds() == ["start", "pause"]


def test_a_button_under_the_finger_stays_until_the_finger_leaves(opened, cast):
    tap(cast.event, "start", 0)
    console = opened("console", cast.facilitator)
    console.locator("#tap-pause").hover()
    console.mouse.down()
    tap(cast.event, "extend", 1, seconds=60)
    expect(console.locator("#ring .ring__text")).to_have_text(re.compile("^15:"))
    console.wait_for_timeout(700)
    expect(console.locator("#main")).to_have_attribute("data-rev", "1")
    console.mouse.up()
    expect(console.locator("#main")).to_have_attribute("data-rev", "2")
    # The tap itself arrived: somebody else was faster, and she is told.
    expect(console.locator(".toast")).to_be_visible()


def test_what_a_tap_opens_stays_open_although_news_waited_for_the_finger_to_leave(opened, cast):
    tap(cast.event, "start", 0)
    console = opened("console", cast.facilitator)
    more = console.locator("#more-time")
    for rev in range(1, 6):
        console.locator("#more-time summary").hover()
        console.mouse.down()
        with console.expect_response("**/console/part/"):
            tap(cast.event, "extend", rev, seconds=60)
        console.wait_for_timeout(100)
        console.mouse.up()
        expect(console.locator("#main")).to_have_attribute("data-rev", str(rev + 1))
        expect(more).to_have_js_property("open", rev % 2 == 1)


def test_what_the_server_opens_opens_until_somebody_turns_it(opened, cast):
    tap(cast.event, "start", 0)
    console = opened("console", cast.facilitator)
    more = console.locator("#more-time")
    drawn_as = ['id="more-time"']

    def drawn(route):
        answer = route.fetch()
        body = answer.text().replace('id="more-time"', drawn_as[-1])
        route.fulfill(response=answer, body=body)

    def shows(rev, *, is_open):
        tap(cast.event, "extend", rev - 1, seconds=60)
        expect(console.locator("#main")).to_have_attribute("data-rev", str(rev))
        expect(more).to_have_js_property("open", is_open)

    # From the beginning: an answer that was on its way already may tell of the next tap.
    console.route("**/console/part/", drawn)
    shows(2, is_open=False)
    drawn_as.append('id="more-time" open')
    shows(3, is_open=True)
    more.locator("summary").click()
    shows(4, is_open=False)
    more.locator("summary").click()
    shows(5, is_open=True)
    drawn_as.pop()
    shows(6, is_open=False)


def test_without_network_the_clock_goes_on_and_a_tap_counts_at_once_and_is_sent_once(opened, cast):
    console = opened("console", cast.facilitator)
    console.locator("#tap-primary").click()
    text = console.locator("#ring .ring__text")
    expect(text).to_have_text(re.compile("14:5"))
    console.context.set_offline(True)
    expect(console.locator(".pill--offline")).to_be_visible(timeout=15_000)
    before = seconds_on(console)
    console.wait_for_timeout(2500)
    assert before - seconds_on(console) in {2, 3}
    console.locator("#tap-pause").click()
    expect(console.locator("[data-tap=resume]")).to_be_visible()
    stands = seconds_on(console)
    console.wait_for_timeout(1500)
    assert seconds_on(console) == stands
    assert Command.objects.count() == 1
    console.context.set_offline(False)
    expect(console.locator(".pill--offline")).to_be_hidden(timeout=20_000)
    expect(console.locator("[data-tap=resume]")).to_be_visible()
    assert kinds() == ["start", "pause"]


def test_two_facilitators_the_slower_is_told(opened, cast):
    tap(cast.event, "start", 0)
    one = opened("console", cast.facilitator)
    # The other one's page can't be made anew, but her taps arrive.
    other = opened("console", cast.organiser)
    other.route("**/console/part/", lambda route: route.abort())
    one.locator("#tap-primary").click()
    expect(one.get_by_text("2 sur 4").first).to_be_visible()
    other.locator("#tap-longer").click()
    expect(other.locator(".toast--warning")).to_be_visible()
    assert Command.objects.count() == 2


def test_the_screen_names_who_speaks_and_a_phone_counts_its_turn_by_itself(opened, cast):
    first = RegistrationFactory.create(event=cast.event)
    for guest in (first, RegistrationFactory.create(event=cast.event), cast.registration):
        CheckInFactory.create(registration=guest)
    tap(cast.event, "start", 0)
    tap(cast.event, "next", 1)
    screen = opened("screen", cast.facilitator, viewport={"width": 1920, "height": 1080})
    tap(cast.event, "round_table.open", 2)
    expect(screen.locator(".screen__name")).to_have_text(first.full_name)
    expect(screen.locator("#ring .ring__text")).to_have_text(re.compile(r"^(60|5\d)$"))
    phone = opened("now", cast.guest)
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    expect(phone.locator("[data-turn-is=waiting]").first).to_be_visible()
    tap(cast.event, "round_table.next", 3)
    expect(phone.locator("[data-turn-is=next]")).to_be_visible()
    tap(cast.event, "round_table.next", 4)
    expect(phone.locator("[data-turn-is=mine]")).to_be_visible()
    expect(screen.locator(".screen__name")).to_have_text(cast.registration.full_name)
    assert not [url for url in asked if url.endswith("/now/part/")]
