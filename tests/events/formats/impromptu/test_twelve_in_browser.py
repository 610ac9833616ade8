"""Twelve guests with a phone each: an odd number, one who comes late and one who is gone."""

import datetime as dt
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from django.conf import LazySettings
from django.conf import settings as site_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.agenda import reading
from events.agenda.models import Command, Segment
from events.encounters.models import Encounter
from events.guests.models import Registration
from events.rounds.round import Round
from events.rounds.tables import Table
from networking import moved_clock
from networking.accounts.models import User
from networking.moved_clock import MovedClock
from tests.cast import Cast, assemble
from tests.events.agenda.conftest import Console
from tests.events.agenda.ringing import RECORDER, bowls
from tests.factories import CheckInFactory, EventFactory, RegistrationFactory
from tests.networking.push.pages import SKEWED
from tests.services.servers import wait_until
from tests.services.site import Site

pytestmark = pytest.mark.slow

RATE = 6
MOVE, TALK = 10, 60
QUARTER_MS = 15 * 60 * 1000
TOLERATED_MS = 250
Opened = Callable[..., Page]
Phones = dict[str, Page]


@pytest.fixture
def clock(site: Site, settings: LazySettings) -> MovedClock:
    """The site's clock and this process's, six times as fast."""
    began = dt.datetime.now(dt.UTC)
    setting = f"2026-12-01T07:00:00+00:00,{RATE},{began.isoformat()}"
    site.environment["TABLEE_CLOCK"] = setting
    found = moved_clock.parse(setting)
    assert found is not None
    settings.CLOCK = found
    return found


@pytest.fixture
def cast(clock: MovedClock, site: Site) -> Cast:
    site.web()
    event = EventFactory.create(starts_at=clock.start, ends_at=clock.start + dt.timedelta(hours=1))
    Segment.objects.create(
        event=event,
        position=0,
        format="impromptu",
        title="Impromptu",
        minutes=20,
        options={"rounds": 3, "minutes": TALK // 60, "move": MOVE},
    )
    return assemble(event)


@pytest.fixture
def opened(
    site: Site, cast: Cast, browser: Browser, browser_context_args: dict[str, Any]
) -> Opened:
    def open_page(user: User, path: str, skew: int = 0) -> Page:
        context = browser.new_context(**browser_context_args)
        client = Client()
        client.force_login(user)
        name = site_settings.SESSION_COOKIE_NAME
        session = client.cookies[name].value
        context.add_cookies([{"name": name, "value": session, "url": site.url}])
        page = context.new_page()
        page.add_init_script(RECORDER + SKEWED.format(skew=skew))
        page.goto(f"{site.url}{cast.event.get_absolute_url()}{path}")
        expect(page.locator("html")).to_have_attribute(
            "data-live-state", "connected", timeout=20_000
        )
        return page

    return open_page


def last(cast: Cast) -> Round:
    round_ = reading.read(cast.event).state.parts[0].state.last
    assert isinstance(round_, Round)
    return round_


def table_of(round_: Round, guest: str) -> Table:
    table = round_.table_of(guest)
    assert table is not None
    return table


def all_see_their_partners(cast: Cast, phones: Phones, people: dict[str, Registration]) -> Round:
    """Each phone shows its own table and the others at it, and all the same question."""
    round_ = last(cast)
    questions = set()
    for guest in round_.guests:
        table = table_of(round_, guest)
        phone = phones[guest]
        expect(phone.locator(".pill", has_text=f"Table {table.number}")).to_be_visible()
        others = [people[other].full_name for other in table.guests if other != guest]
        expect(phone.locator(".impromptu__partners .person__name")).to_have_text(others)
        questions.add(phone.locator(".question").inner_text())
    assert len(questions) == 1
    return round_


def bells_ring(cast: Cast, phones: Phones, clock: MovedClock) -> None:
    """On all phones the bowl is struck once more, when the round that now begins is over."""
    before = {guest: len(bowls(phone)) for guest, phone in phones.items()}
    console = Console(cast.event, cast.facilitator)
    console.tap("impromptu.round")
    began = Command.objects.filter(kind="impromptu.round").latest("rev").at
    over = began + dt.timedelta(seconds=MOVE + TALK)
    due = (clock.began + (over - clock.start) / clock.rate).timestamp() * 1000

    def rang() -> bool:
        return all(len(bowls(phone)) > before[guest] for guest, phone in phones.items())

    wait_until(rang, "the bell on every phone", 40)
    for guest, phone in phones.items():
        (struck,) = bowls(phone)[before[guest] :]
        assert abs(struck - due) < TOLERATED_MS
        # By its own clock; or, fetched so late that the round was over, by the server's.
        expect(phone.get_by_text("Remerciez-vous.").filter(visible=True)).to_be_visible()


def test_all_see_the_right_partner_hear_the_bell_and_read_the_question(
    cast: Cast, opened: Opened, clock: MovedClock
) -> None:
    guests = RegistrationFactory.create_batch(
        12, event=cast.event, organisation="", user__language="fr"
    )
    people = {guest.public_id: guest for guest in guests}
    (*early, late) = guests
    for guest in early:
        CheckInFactory.create(registration=guest)
    phones = {
        guest.public_id: opened(guest.user, "now/", QUARTER_MS * (number % 3 - 1))
        for number, guest in enumerate(early)
    }
    console = Console(cast.event, cast.facilitator)
    console.tap("start")
    for phone in phones.values():
        phone.locator("[data-arms]").click()

    # Eleven: four pairs, and one group of three.
    console.tap("impromptu.draw")
    first = all_see_their_partners(cast, phones, people)
    assert sorted(len(table.guests) for table in first.tables) == [2, 2, 2, 2, 3]
    bells_ring(cast, phones, clock)

    # The twelfth comes: nobody is a third.
    CheckInFactory.create(registration=late)
    phones[late.public_id] = opened(late.user, "now/")
    phones[late.public_id].locator("[data-arms]").click()
    console.tap("impromptu.draw")
    second = all_see_their_partners(cast, phones, people)
    assert {len(table.guests) for table in second.tables} == {2}
    bells_ring(cast, phones, clock)

    # One of them is gone when the third begins: only who would have been alone is paired anew.
    console.tap("impromptu.draw")
    drawn = all_see_their_partners(cast, phones, people)
    gone = early[0].public_id
    alone = table_of(drawn, gone)
    console.tap("impromptu.absent", guest=gone)
    expect(phones[gone].locator(".impromptu__partners")).to_have_count(0)
    third = all_see_their_partners(cast, phones, people)
    stayed = [table.guests for table in third.tables if len(table.guests) == 2]
    assert len(stayed) == 4
    assert set(stayed) < {table.guests for table in drawn.tables if table != alone}
    del phones[gone]
    bells_ring(cast, phones, clock)

    console.tap("close")
    rounds = [first, second, third]
    pairs = [
        frozenset(pair)
        for round_ in rounds
        for table in round_.tables
        for pair in combinations(table.guests, 2)
    ]
    assert len(pairs) == len(set(pairs))  # nobody twice
    met = Encounter.objects.filter(event=cast.event).select_related("first", "second")
    names = {guest.user_id: public_id for public_id, guest in people.items()}
    known = {frozenset((names[one.first_id], names[one.second_id])) for one in met}
    assert known == set(pairs)
