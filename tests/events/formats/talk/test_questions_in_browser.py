"""A question’s way in real browsers: phone, console, screen, speaker’s view; and votes."""

import uuid
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from events.agenda import actions as agenda
from events.agenda import reading
from events.agenda.models import Segment
from events.agenda.remarks import actions
from events.agenda.remarks.models import Remark, Vote
from networking.accounts.models import User
from tests.cast import Cast, assemble
from tests.events.agenda.conftest import Console
from tests.factories import CheckInFactory, EventFactory, RegistrationFactory
from tests.services.site import Site

pytestmark = pytest.mark.slow

SCREEN = {"viewport": {"width": 1920, "height": 1080}}
QUESTION = "Comment fixez-vous vos prix ?"


@pytest.fixture
def cast(live_site: Site) -> Cast:
    event = EventFactory.create()
    Segment.objects.filter(event=event).delete()
    found = assemble(event)
    CheckInFactory.create(registration=found.registration)
    User.objects.update(language="en")
    return found


@pytest.fixture
def begin(cast: Cast):
    """Starts an event that is one part of a format; returns the facilitator's console."""

    def started(format: str, **options: Any) -> Console:
        segment = agenda.add_segment(event=cast.event, format=format, by=None)
        Segment.objects.filter(pk=segment.pk).update(options=options)
        console = Console(cast.event, cast.facilitator)
        console.tap("start")
        return console

    return started


@pytest.fixture
def held_by(live_site: Site, browser: Browser, browser_context_args: dict[str, Any]):
    """Makes somebody’s device; afterwards nothing has gone wrong on any of its pages."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def made(user: User, **more: Any) -> BrowserContext:
        context = browser.new_context(**browser_context_args | more)
        context.on("weberror", lambda error: problems.append(str(error.error)))
        contexts.append(context)
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        for name, value in ((settings.SESSION_COOKIE_NAME, session), ("django_language", "en")):
            context.add_cookies([{"name": name, "value": value, "url": live_site.url}])
        return context

    yield made
    for context in contexts:
        context.close()
    assert not problems


@pytest.fixture
def shown(live_site: Site, cast: Cast):
    def opened(context: BrowserContext, view: str) -> Page:
        page = context.new_page()
        page.goto(f"{live_site.url}{cast.event.get_absolute_url()}{view}/")
        expect(page.locator("html")).to_have_attribute(
            "data-live-state", "connected", timeout=15_000
        )
        return page

    return opened


def ask(phone: Page, words: str) -> None:
    phone.get_by_label("Your question").fill(words)
    phone.get_by_role("button", name="Send the question").click()


def settled(console: Page) -> None:
    expect(console.locator("#console:not([data-busy])")).to_have_count(1)


def test_a_question_is_sent_accepted_shown_and_answered(begin, held_by, shown, cast) -> None:
    begin("talk")
    phone = shown(held_by(cast.guest), "now")
    console = shown(held_by(cast.facilitator), "console")
    screen = shown(held_by(cast.organiser, **SCREEN), "screen")
    speaker = shown(held_by(cast.speaker), "speaker")

    phone.get_by_label("Your question").fill(QUESTION)
    phone.get_by_role("button", name="Send the question").dblclick()
    expect(phone.locator(".remarks__mine")).to_contain_text(QUESTION)
    expect(phone.get_by_label("Your question")).to_have_value("")
    expect(console.locator("#remarks")).to_contain_text(QUESTION)
    expect(console.locator("#remarks")).to_contain_text(cast.registration.full_name)
    assert Remark.objects.count() == 1

    console.get_by_role("button", name="Accept").click()
    expect(speaker.locator(".coming")).to_contain_text(QUESTION)
    expect(phone.locator(".remarks__mine")).to_contain_text("Accepted", timeout=10_000)
    settled(console)
    console.get_by_role("button", name="Show", exact=True).click()
    expect(screen.locator(".asked")).to_have_text(QUESTION)
    expect(screen.locator(".screen__over")).to_contain_text(cast.registration.full_name)
    expect(speaker.locator(".asked--speaker")).to_have_text(QUESTION)
    expect(phone.locator("#remarks .question")).to_have_text(QUESTION, timeout=10_000)
    for page in (phone, console, screen, speaker):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    settled(console)
    console.locator("#tap-undo").click()
    expect(screen.locator(".asked")).to_have_count(0)
    settled(console)
    console.get_by_role("button", name="Show", exact=True).click()
    expect(screen.locator(".asked")).to_have_text(QUESTION)
    settled(console)
    console.get_by_role("button", name="It’s answered").click()
    expect(screen.locator(".asked")).to_have_count(0)
    expect(speaker.locator(".asked--speaker")).to_have_count(0)
    expect(phone.locator(".remarks__mine")).to_contain_text("Answered", timeout=10_000)


def test_without_network_a_question_waits_in_its_field_and_leaves_by_itself_once(
    begin, held_by, shown, cast
) -> None:
    begin("talk")
    context = held_by(cast.guest)
    phone = shown(context, "now")
    context.set_offline(True)
    ask(phone, QUESTION)
    expect(phone.get_by_text("No network. Your words stay here")).to_be_visible()
    expect(phone.get_by_label("Your question")).to_have_value(QUESTION)
    assert not Remark.objects.exists()
    context.set_offline(False)
    expect(phone.locator(".remarks__mine")).to_contain_text(QUESTION, timeout=15_000)
    expect(phone.get_by_label("Your question")).to_have_value("")
    expect(phone.get_by_text("No network. Your words stay here")).to_be_hidden()
    phone.wait_for_timeout(6000)
    assert Remark.objects.count() == 1


def test_an_answer_that_was_lost_makes_no_second_question(begin, held_by, shown, cast) -> None:
    begin("talk")
    phone = shown(held_by(cast.guest), "now")

    def lose(route) -> None:
        route.fetch()
        route.abort()

    phone.route("**/remarks/send/", lose, times=1)
    ask(phone, QUESTION)
    expect(phone.get_by_text("No network. Your words stay here")).to_be_visible()
    expect(phone.get_by_label("Your question")).to_have_value("", timeout=15_000)
    assert Remark.objects.count() == 1


def test_what_is_being_written_outlives_a_reload_and_a_new_page(
    begin, held_by, shown, cast
) -> None:
    console = begin("talk")
    phone = shown(held_by(cast.guest), "now")
    field = phone.get_by_label("Your question")
    field.fill("Half a thou")
    field.blur()
    console.tap("extend", seconds=60)
    phone.wait_for_timeout(3500)
    expect(phone.get_by_label("Your question")).to_have_value("Half a thou")
    phone.reload()
    expect(phone.get_by_label("Your question")).to_have_value("Half a thou")


def test_one_vote_each_in_two_tabs_and_the_console_counts_without_a_storm(
    begin, held_by, shown, cast
) -> None:
    console = begin("talk", voting=True, moderated=False)
    author = RegistrationFactory.create(event=cast.event, user__language="en")
    CheckInFactory.create(registration=author)
    ask(shown(held_by(author.user), "now"), QUESTION)
    context = held_by(cast.guest)
    one, other = shown(context, "now"), shown(context, "now")
    helm = shown(held_by(cast.facilitator), "console")
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    vote = one.get_by_role("button", name="Vote for")
    vote.dblclick()
    expect(vote).to_have_attribute("aria-pressed", "true")
    expect(helm.locator("[data-votes]").first).to_have_text("1")
    expect(other.locator("[data-votes]").first).to_have_text("1")
    assert not [url for url in asked if "remarks" in url], "a count is pushed, not fetched"
    assert Vote.objects.count() == 1
    # The other tab doesn't know yet that it is hers: her tap there is the same vote.
    other.get_by_role("button", name="Vote for").click()
    expect(other.get_by_role("button", name="Vote for")).to_have_attribute("aria-pressed", "true")
    assert Vote.objects.count() == 1
    other.wait_for_timeout(600)
    other.get_by_role("button", name="Vote for").click()
    expect(helm.locator("[data-votes]").first).to_have_text("0")
    assert console.reading.rev == 1, "no vote is a command"


def test_two_tabs_of_one_guest_show_the_same_questions(begin, held_by, shown, cast) -> None:
    begin("talk")
    context = held_by(cast.guest)
    one, other = shown(context, "now"), shown(context, "now")
    ask(one, QUESTION)
    other.bring_to_front()
    expect(other.locator(".remarks__mine")).to_contain_text(QUESTION, timeout=10_000)
    other.get_by_role("button", name="Take").click()
    expect(other.locator(".remarks__mine")).to_have_count(0)
    assert Remark.objects.get().withdrawn_at


def test_a_wall_fills_turns_its_pages_and_shows_the_newest_first(
    begin, held_by, shown, cast
) -> None:
    begin("debrief", moderated=False)
    phone = shown(held_by(cast.guest), "now")
    console = shown(held_by(cast.facilitator), "console")
    screen = shown(held_by(cast.organiser, **SCREEN), "screen")
    expect(screen.locator(".screen__name")).to_contain_text("What did you learn")
    console.get_by_role("button", name="Note what was said").click()
    console.get_by_label("Note", exact=True).fill("Heard in the room")
    console.get_by_role("button", name="Note it").click()
    expect(screen.locator(".wall__note")).to_have_count(1)
    expect(console.get_by_role("dialog")).to_have_count(0)
    expect(console.locator("#remarks")).to_contain_text("Heard in the room")
    for words in ("One thing", "Another " + "w" * 200):
        phone.get_by_label("Your note").fill(words)
        phone.get_by_role("button", name="Send the note").click()
        expect(screen.locator(".wall__note").first).to_contain_text(words)
    expect(screen.locator("[data-wall-page]")).to_be_hidden()
    found = Axe().run(screen)
    assert found.violations_count == 0, found.generate_report()
    _fill(cast, 60)
    expect(screen.locator(".wall__note")).to_have_count(63)
    expect(screen.locator("[data-wall-page]")).to_contain_text("1 / ")
    expect(screen.locator("[data-wall-page]")).to_contain_text("2 / ", timeout=20_000)


def _fill(cast: Cast, number: int) -> None:
    """Note so much in the room."""
    segment = reading.read(cast.event).state.current.plan.id
    for count in range(number):
        actions.send(
            event=cast.event, segment=segment, author=None, named=False, by=None,
            id=uuid.uuid4(), text=f"Note {count}: " + "word " * (count % 20),
        )  # fmt: skip
