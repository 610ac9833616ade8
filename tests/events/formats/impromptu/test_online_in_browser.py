"""Two guests, each with a phone, meet in a video room: by a pattern of links, and made ahead."""

import re
import uuid
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings, settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.agenda import actions, reading
from events.agenda.models import Segment
from events.calendar.models import Event
from events.guests.models import Registration
from events.rooms import actions as rooms
from events.rooms.models import MadeRoom, Where
from events.rooms.online import online
from tests.events.rooms.conftest import use
from tests.factories import CheckInFactory, EventFactory, RegistrationFactory
from tests.services.bigbluebutton import SECRET, BigBlueButton
from tests.services.servers import wait_until
from tests.services.site import Site

pytestmark = pytest.mark.slow


@pytest.fixture
def bbb() -> Iterator[BigBlueButton]:
    server = BigBlueButton()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def event(site: Site) -> Event:
    site.environment["VIDEO_PRIVATE_ADDRESSES"] = "1"
    site.web()
    event = EventFactory.create(live=True, status="published", venue="", address="")
    Segment.objects.filter(event=event).delete()
    Segment.objects.create(event=event, position=0, format="impromptu", title="Duos", minutes=30)
    rooms.choose(event=event, where=Where.ONLINE, by=None)
    return event


@pytest.fixture
def guests(event: Event) -> list[Registration]:
    coming = RegistrationFactory.create_batch(2, event=event, organisation="")
    for guest in coming:
        CheckInFactory.create(registration=guest)
    return coming


def tap(event: Event, verb: str) -> None:
    kind = verb if verb == "start" else f"impromptu.{verb}"
    fresh = Event.objects.select_related("association").get(pk=event.pk)
    actions.command(event=fresh, kind=kind, payload={}, id=uuid.uuid4(), expected_rev=None, by=None)


def phone_of(browser: Browser, site: Site, event: Event, guest: Registration) -> Page:
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844})
    client = Client()
    client.force_login(guest.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    for name, value in ((settings.SESSION_COOKIE_NAME, session), ("django_language", "en")):
        context.add_cookies([{"name": name, "value": value, "url": site.url}])
    page = context.new_page()
    page.goto(f"{site.url}{event.get_absolute_url()}now/")
    return page


def joins(page: Page, label: str) -> Page:
    """Tap on a way in, and return the tab it opens once it has arrived somewhere."""
    link = page.get_by_role("link", name=label)
    expect(link).to_be_visible(timeout=20_000)
    with page.context.expect_page() as opening:
        link.click()
    opening.value.wait_for_load_state()
    return opening.value


def test_a_pair_meets_by_a_pattern_and_comes_back_to_the_main_room(
    site: Site,
    event: Event,
    guests: list[Registration],
    bbb: BigBlueButton,
    browser: Browser,
) -> None:
    home = bbb.url.removesuffix("/bigbluebutton")
    use(event.association, "pattern", f"{home}/html5client/{{event}}-{{table}}-{{key}}")
    phones = [phone_of(browser, site, event, guest) for guest in guests]
    main = joins(phones[0], "Join the main room").url
    assert re.fullmatch(rf"{home}/html5client/{event.slug}-0-[0-9a-f]{{32}}", main)
    tap(event, "start")
    tap(event, "draw")
    tap(event, "round")
    tabs = [joins(phone, "Join our room") for phone in phones]
    first, second = (tab.url for tab in tabs)
    assert first == second
    assert re.fullmatch(rf"{home}/html5client/{event.slug}-1-[0-9a-f]{{32}}", first)
    # The page over there has no hand on ours, and doesn't learn where it was opened from.
    assert tabs[0].evaluate("[window.opener, document.referrer]") == [None, ""]
    assert home not in phones[0].content()
    found = Axe().run(phones[0])
    assert found.violations_count == 0, found.generate_report()
    assert joins(phones[0], "Back to the main room").url == main
    # Out, and in again.
    assert joins(phones[0], "Join our room").url == first

    phones[0].get_by_role("button", name="Our room doesn’t work").click()
    expect(phones[0].get_by_text("You have another room").first).to_be_visible()
    # The other is told, and comes after.
    expect(phones[1].get_by_text("You have another room now.")).to_be_visible(timeout=20_000)
    other = [joins(phone, "Join our room").url for phone in phones]
    assert other[0] == other[1] != first
    for phone in phones:
        phone.context.close()


def test_rooms_are_made_ahead_by_a_worker_and_known_to_end(
    site: Site,
    event: Event,
    guests: list[Registration],
    bbb: BigBlueButton,
    browser: Browser,
    settings: LazySettings,
) -> None:
    use(event.association, "bigbluebutton", bbb.url, SECRET)
    site.worker()
    tap(event, "start")
    tap(event, "draw")
    wait_until(lambda: len(bbb.meetings) == 3, "the main room, a table's, and one to spare")
    phones = [phone_of(browser, site, event, guest) for guest in guests]
    for phone in phones:
        assert "/html5client/join" in joins(phone, "Join our room").url
    fresh = Event.objects.select_related("association").get(pk=event.pk)
    (table,) = reading.read(fresh).state.parts[0].state.last.tables
    key = online(fresh).room(table.number).key
    assert {name for name, _ in bbb.meetings[key].people} == {guest.full_name for guest in guests}
    # Everybody has left, and the server says that it is over: whoever comes back has it made again.
    bbb.expire(key)
    assert MadeRoom.objects.get(event=event, number=table.number).state == "gone"
    tab = joins(phones[0], "Join our room")
    expect(tab.get_by_role("heading", name="In the meeting")).to_be_visible(timeout=20_000)
    assert [name for name, _ in bbb.meetings[key].people] == [guests[0].full_name]
    assert SECRET not in site.log()
    assert key not in site.log()
    for phone in phones:
        phone.context.close()
