"""“Not with this person again”: no drawer ever puts the two together, and nobody learns why."""

import random
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import assume, given
from hypothesis import strategies as st
from playwright.sync_api import Page, Route

from events.agenda.formats import FORMATS
from events.agenda.models import Command
from events.directory.index import entries_of
from events.directory.to_meet import people_to_meet
from events.door.seating import draw_tables, tables_of
from events.guests.models import Registration
from events.rounds import actions, people
from events.rounds.veiled import veiled
from networking.accounts.actions import block, unblock
from networking.accounts.models import Block
from networking.associations.models import Role
from tests.events.formats.impromptu.test_pages import shown, words
from tests.events.formats.in_rounds import Room, rooms
from tests.factories import MembershipFactory, RegistrationFactory

Groups = list[tuple[str, ...]]
Captured = Callable[..., Any]


@pytest.fixture
def room(db: None) -> Iterator[Room]:
    yield from rooms("impromptu")


@pytest.fixture
def tables(db: None) -> Iterator[Room]:
    yield from rooms("speed_tables", size=4, rounds=3, turn=60, together=2)


def groups_of(room: Room) -> Groups:
    return [table.guests for table in room.last.tables]


def together(groups: Any, one: Registration, two: Registration) -> bool:
    return any({one.public_id, two.public_id} <= {*group} for group in groups)


def keep_apart(one: Registration, two: Registration) -> None:
    block(person=two.user, by=one.user)


# --- Every drawer --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["impromptu", "speed_tables"])
@pytest.mark.parametrize("number", [4, 5, 6, 9])
def test_rounds_drawn_and_drawn_again_never_hold_the_two(key: str, number: int, db: None) -> None:
    for room in rooms(key, size=4, rounds=3):
        guests = room.enter(number)
        keep_apart(guests[0], guests[1])
        room.tap("start")
        for _ in range(3):
            room.tap("draw")
            assert not together(groups_of(room), guests[0], guests[1])
            for _ in range(4):
                room.tap("redraw")
                assert not together(groups_of(room), guests[0], guests[1])
            assert not together(
                [group for groups in room.course.ahead for group in groups], guests[0], guests[1]
            )
            room.tap("round")
            room.wait(30 + 8 * 60 + 240)


@pytest.mark.parametrize("key", ["impromptu", "speed_tables"])
def test_whoever_comes_or_goes_never_brings_the_two_together(key: str, db: None) -> None:
    for room in rooms(key, size=4, rounds=1):
        guests = room.enter(8)
        late = RegistrationFactory.create(event=room.event, organisation="")
        keep_apart(late, guests[0])
        room.tap("start")
        room.tap("draw")
        room.tap("round")
        room.enter_known(late)
        room.tap("join")
        assert not together(groups_of(room), guests[0], late)
        others = [guest for guest in guests[1:] if guest.public_id in room.last.guests]
        for guest in others[:5]:
            room.tap("absent", guest=guest.public_id)
            assert not together(groups_of(room), guests[0], late)


def test_the_joker_is_kept_apart_as_everybody_else(db: None) -> None:
    for room in rooms("impromptu", odd="joker"):
        guests = room.enter(3)
        organiser = MembershipFactory.create(
            association=room.event.association, role=Role.ORGANISER, user__language="en"
        ).user
        (joker,) = room.enter(1, user=organiser)
        keep_apart(guests[0], joker)
        room.tap("start")
        for _ in range(3):
            room.play()
            assert not together(groups_of(room), guests[0], joker)


@pytest.mark.parametrize("key", ["impromptu", "speed_tables"])
def test_what_a_device_keeps_drawn_ahead_never_holds_the_two(key: str, db: None) -> None:
    for room in rooms(key, size=4, rounds=3):
        guests = room.enter(8)
        keep_apart(guests[0], guests[1])
        room.tap("start")
        kept = FORMATS[key].kept(room.scene())
        drawn = [table["guests"] for each in kept["draws"] for table in each["tables"]]
        assert drawn
        assert not together(drawn, guests[0], guests[1])
        pair = tuple(sorted((guests[0].public_id, guests[1].public_id)))
        assert pair in kept["apart"]


def test_tables_of_the_door_and_suggestions_keep_the_two_apart(room: Room) -> None:
    guests = room.enter(8)
    keep_apart(guests[0], guests[1])
    for _ in range(5):
        draw_tables(event=room.event, size=4, anew=True, by=room.by)
        seats = tables_of(room.event)
        assert seats[guests[0].pk] != seats[guests[1].pk]
    entries = entries_of(room.event, room.event.registrations.confirmed())
    for one, two in ((guests[0], guests[1]), (guests[1], guests[0])):
        found = [each.card.public_id for each in people_to_meet(one.user, room.event, entries)]
        assert found
        assert two.public_id not in found


# --- While the event is on -----------------------------------------------------------------------


def test_a_drawn_round_not_begun_is_drawn_again_and_one_under_way_goes_on(
    room: Room, django_capture_on_commit_callbacks: Captured
) -> None:
    guests = room.enter(8)
    room.tap("start")
    room.tap("draw")
    one = guests[0]
    partner = next(guest for guest in guests[1:] if together(groups_of(room), one, guest))
    with django_capture_on_commit_callbacks(execute=True):
        keep_apart(one, partner)
    assert Command.objects.filter(kind="impromptu.redraw", system=True).count() == 1
    assert not together(groups_of(room), one, partner)
    room.tap("round")
    before = groups_of(room)
    other = next(guest for guest in guests[1:] if together(before, one, guest))
    with django_capture_on_commit_callbacks(execute=True):
        keep_apart(other, one)
    assert groups_of(room) == before
    # Devices that keep rounds drawn ahead hear that there is something new, and no more than that.
    told = Command.objects.get(kind="impromptu.replan")
    assert (told.by, told.system) == (None, True)
    assert told.payload == {"segment": room.part.plan.id, "after": 1}
    room.wait(270)
    for _ in range(2):
        room.play()
        assert not together(groups_of(room), one, partner)
        assert not together(groups_of(room), one, other)


def test_tables_foreseen_are_drawn_anew_without_the_two_and_nobody_moves_who_sits(
    tables: Room, django_capture_on_commit_callbacks: Captured
) -> None:
    guests = tables.enter(12)
    tables.tap("start")
    tables.tap("draw")
    tables.tap("round")
    before = groups_of(tables)
    one, two = next(
        (one, two)
        for one, two in combinations(guests, 2)
        if together(tables.course.ahead[0], one, two)
    )
    with django_capture_on_commit_callbacks(execute=True):
        keep_apart(one, two)
    assert groups_of(tables) == before
    assert tables.course.ahead
    assert not any(together(groups, one, two) for groups in tables.course.ahead)


def test_what_was_foreseen_is_not_believed_where_nobody_told_of_the_two(tables: Room) -> None:
    """Without the signal: at the draw itself."""
    guests = tables.enter(12)
    tables.tap("start")
    tables.tap("draw")
    tables.tap("round")
    one, two = next(
        (one, two)
        for one, two in combinations(guests, 2)
        if together(tables.course.ahead[0], one, two)
    )
    Block.objects.create(by=one.user, person=two.user)
    tables.wait(30 + 4 * 60 + 120)
    tables.tap("draw")
    assert not together(groups_of(tables), one, two)


@pytest.mark.parametrize("fixture", ["room", "tables"])
def test_newcomers_take_nobody_from_a_table_at_which_two_would_rather_not_sit_again(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    """She said so during the round; it goes on as it is, whoever comes."""
    room: Room = request.getfixturevalue(fixture)
    guests = room.enter(8)
    room.tap("start")
    for _ in range(3):
        room.tap("draw")
        room.tap("round")
        if room.last.number < 3:
            room.wait(30 + 8 * 60 + 240)
    one = guests[0]
    two = next(guest for guest in guests[1:] if together(groups_of(room), one, guest))
    keep_apart(one, two)
    room.enter(1)
    room.tap("join")
    assert together(groups_of(room), one, two)


def test_told_twice_of_the_same_it_is_drawn_once(
    room: Room, django_capture_on_commit_callbacks: Captured
) -> None:
    guests = room.enter(6)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    with django_capture_on_commit_callbacks(execute=True):
        keep_apart(guests[0], guests[1])
        keep_apart(guests[0], guests[1])
    said = {"event": room.event, "one": guests[0].user, "two": guests[1].user, "by": None}
    cause = str(Block.objects.get().pk)
    actions.draw_apart(**said, cause=cause)
    assert Command.objects.filter(kind="impromptu.replan").count() == 1
    # Elsewhere nothing happens: somebody who isn't there can't be drawn.
    stranger = RegistrationFactory.create(event__starts_at=room.event.starts_at)
    actions.draw_apart(**{**said, "two": stranger.user}, cause="another")
    assert Command.objects.filter(kind="impromptu.replan").count() == 1


def test_taken_back_the_two_may_meet_again(room: Room) -> None:
    guests = room.enter(2)
    keep_apart(guests[0], guests[1])
    room.tap("start")
    kept = people.blocks(room.event, guests)
    assert kept == [(guests[0].public_id, guests[1].public_id)]
    unblock(person=guests[1].user, by=guests[0].user)
    room.tap("draw")
    assert together(groups_of(room), *guests)


# --- Pages ---------------------------------------------------------------------------------------


def ask(room: Room, by: Registration, person: Registration, on: str = "1", **more: Any) -> Any:
    client = Client()
    client.force_login(by.user)
    slugs = [room.event.association.slug, room.event.slug]
    path = reverse("directory:apart", args=[*slugs, person.public_id])
    phone = reverse("agenda:phone", args=slugs)
    return client.post(path, {"on": on, "next": phone}, **more)


@pytest.mark.parametrize("fixture", ["room", "tables"])
def test_it_is_asked_and_taken_back_on_the_partners_card_and_the_other_learns_nothing(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    room: Room = request.getfixturevalue(fixture)
    guests = room.enter(8)
    room.tap("start")
    room.tap("draw")
    room.tap("round")
    one = guests[0]
    two = next(guest for guest in guests[1:] if together(groups_of(room), one, guest))
    before = words(shown(room, "phone", two.user))
    assert f"Not with {two.full_name} again" in words(shown(room, "phone", one.user))
    answer = ask(room, one, two, HTTP_HX_REQUEST="true")
    assert "You are kept apart in suggestions and pairs." in answer.content.decode()
    assert "Bring us together again" in answer.content.decode()
    assert "You are kept apart in suggestions" in words(shown(room, "phone", one.user))
    assert words(shown(room, "phone", two.user)) == before
    assert "kept apart" not in words(shown(room, "console", room.by))
    back = ask(room, one, two, "0")
    assert (back.status_code, back.url) == (302, reverse("agenda:phone", args=_slugs(room)))
    assert "You are kept apart in suggestions" not in words(shown(room, "phone", one.user))
    assert not Block.objects.exists()


def _slugs(room: Room) -> list[str]:
    return [room.event.association.slug, room.event.slug]


def test_nobody_is_led_elsewhere_afterwards(room: Room) -> None:
    one, two = room.enter(2)
    client = Client()
    client.force_login(one.user)
    path = reverse("directory:apart", args=[*_slugs(room), two.public_id])
    answer = client.post(path, {"on": "1", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


# --- On a device without network -----------------------------------------------------------------

NUMBERS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=6),
    st.integers(0, 2**64 - 1),
    min_size=2,
    max_size=40,
)


@given(NUMBERS, st.data())
def test_a_block_is_a_pair_as_any_other(numbers: dict[str, int], data: st.DataObject) -> None:
    one, two = sorted(data.draw(st.permutations(sorted(numbers)))[:2])
    said = veiled([(two, one)], numbers)
    assert (one, two) in said
    assert said == veiled([(one, two)], dict(reversed(numbers.items())))
    named = [name for pair in said for name in pair]
    # Everybody is in one pair and in no other, but for one where the number is odd.
    assert len(named) == len(set(named)) == len(numbers) - len(numbers) % 2


@given(NUMBERS, st.integers(0, 2**64 - 1))
def test_when_somebody_comes_only_pairs_on_her_way_change(
    numbers: dict[str, int], number: int
) -> None:
    assume(len({*numbers.values(), number}) == len(numbers) + 1)
    before, after = veiled([], numbers), veiled([], {**numbers, "newcomer": number})
    # Her way leads down the tree of numbers: one fork for each bit at which somebody leaves it.
    forks = {(other ^ number).bit_length() for other in numbers.values()}
    assert len({*before} - {*after}) <= len(forks)


def test_when_somebody_comes_nearly_all_pairs_stay() -> None:
    drawn = random.Random(2026)
    changed = []
    for _ in range(500):
        numbers = {f"guest {n}": drawn.getrandbits(64) for n in range(40)}
        newcomer = {"newcomer": drawn.getrandbits(64)}
        pairs = {*veiled([], numbers)}
        changed.append(len(pairs - {*veiled([], {**numbers, **newcomer})}))
    assert max(changed) <= 6
    assert sum(changed) / len(changed) < 2


DECIDE = """async ([origin, twin, games]) => {
    const { decide, initial } = await import(`${origin}/${twin}`);
    return games.map(({ guests, apart, verb, course }) => {
        const people = Object.fromEntries(guests.map((guest) => [guest, { observer: false }]));
        const moment = { elapsed: 0, current: true, segment: { options: { size: 4, rounds: 3 } } };
        const kept = { draws: [], done: 0, questions: [], apart };
        const state = { ...initial(), ...course };
        return decide(state, verb, {}, { here: guests, people, kept, moment });
    });
}"""
FEWEST = {"impromptu": 4, "speed_tables": 6}
ORIGIN = "http://twins.localhost"
ROOTS = [Path("events") / name / "static" for name in ("agenda", "formats", "rounds")]


@pytest.fixture
def modules(page: Page) -> Page:
    """A page that finds the modules, and nothing else."""

    def give(route: Route) -> None:
        path = route.request.url.removeprefix(f"{ORIGIN}/")
        found = next((root / path for root in ROOTS if (root / path).is_file()), None)
        body = found.read_text() if found else "<title>Twins</title>"
        kind = "text/javascript" if found else "text/html"
        route.fulfill(body=body, content_type=kind)

    page.route(f"{ORIGIN}/**", give)
    page.goto(f"{ORIGIN}/")
    return page


@pytest.mark.slow
@pytest.mark.parametrize("key", ["impromptu", "speed_tables"])
def test_a_device_that_draws_by_itself_keeps_the_two_apart_too(modules: Page, key: str) -> None:
    games = []
    for number in range(2, 14):
        guests = [f"g{each}" for each in range(number)]
        dice = random.Random(number)
        seeds = {name: dice.getrandbits(64) for name in guests}
        for one, two in combinations(guests[:5], 2):
            said = veiled([(one, two)], seeds)
            games += [
                {"guests": guests, "apart": said, "verb": verb, "course": {}}
                for verb in ("draw", "redraw")
            ]
    for game in games:
        if game["verb"] == "redraw":
            drawn = {"number": 1, "tables": [], "began": None, "steps": [], "stopped": None}
            game["course"] = {"rounds": [drawn]}
    said = modules.evaluate(DECIDE, [ORIGIN, FORMATS[key].twin, games])
    for game, answer in zip(games, said, strict=True):
        seated = [guest for table in answer["tables"] for guest in table["guests"]]
        assert sorted([*seated, *answer["left_over"]]) == sorted(game["guests"])
        for table in answer["tables"]:
            assert len(table["guests"]) > 1
            for pair in combinations(sorted(table["guests"]), 2):
                assert pair not in game["apart"]
        # Hiding it costs nobody her table, where there are two.
        if len(game["guests"]) >= FEWEST[key]:
            assert not answer["left_over"], game
