"""Planned exchanges at a real breakfast: planned, changed, run, and what is known afterwards."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse

from events.agenda.formats import FORMATS, View
from events.agenda.log import Refused, undoable
from events.formats.bilateral import actions
from events.formats.bilateral.exchanges import Exchanges, pair_of
from events.guests.models import Registration
from tests.events.formats.in_rounds import Room, rooms
from tests.factories import WishFactory

FIVE = 5 * 60


@pytest.fixture
def room(db: None) -> Iterator[Room]:
    """Twenty minutes, a bell every five: four slots."""
    yield from rooms("bilateral", way="planned", bell_minutes=5)


def wish(one: Registration, other: Registration, state: str = "accepted") -> None:
    WishFactory.create(registration=one, wanted=other, state=state)


def ring(guests: list[Registration]) -> None:
    """Each would like to meet the next one, and that one is glad to."""
    for one, other in pairwise([*guests, guests[0]]):
        wish(one, other)


def exchanges(room: Room) -> Exchanges:
    state: Exchanges = room.part.state
    return state


def pairs(room: Room) -> set[tuple[str, str]]:
    return {pair_of(each) for each in exchanges(room).meetings}


def test_wishes_among_those_here_get_an_hour_and_a_table(room: Room) -> None:
    guests = room.enter(6)
    ring(guests)
    room.tap("start")
    assert room.part_primary() == "bilateral.plan"
    room.tap("plan")
    assert len(pairs(room)) == 6
    assert exchanges(room).left_out == ()
    assert room.part_primary() is None
    for slot in range(4):
        at = exchanges(room).at(slot)
        people = [name for each in at for name in (each.one, each.two)]
        assert len(people) == len(set(people))
        assert len({each.table for each in at}) == len(at) <= 3


def test_nothing_is_planned_without_an_accepted_wish(room: Room) -> None:
    one, other = room.enter(2)
    wish(one, other, "open")
    room.tap("start")
    with pytest.raises(Refused, match="no_wishes"):
        room.tap("plan")


def test_two_who_both_asked_meet_though_nobody_answered(room: Room) -> None:
    one, other = room.enter(2)
    wish(one, other, "open")
    wish(other, one, "open")
    room.tap("start")
    room.tap("plan")
    assert len(pairs(room)) == 1


def test_who_is_late_is_fitted_in_and_what_was_announced_stays(room: Room) -> None:
    guests = room.enter(5)
    ring(guests)
    room.tap("start")
    room.tap("plan")
    before = set(exchanges(room).meetings)
    (late,) = room.enter(1)
    wish(late, guests[0])
    scene = room.scene()
    assert FORMATS["bilateral"].context(View.CONSOLE, scene)["ready"].open == 1
    room.tap("replan")
    after = set(exchanges(room).meetings)
    assert before < after
    (change,) = exchanges(room).changes
    assert change[0] == "added"
    assert late.public_id in change[1:3]


def test_who_leaves_gives_her_hours_back_and_the_others_keep_theirs(room: Room) -> None:
    guests = room.enter(6)
    ring(guests)
    room.tap("start")
    room.tap("plan")
    before = set(exchanges(room).meetings)
    gone = guests[2].public_id
    room.tap("absent", guest=gone)
    hers = {each for each in before if gone in (each.one, each.two)}
    assert set(exchanges(room).meetings) == before - hers
    assert {change[0] for change in exchanges(room).changes} == {"removed"}
    room.tap("here", guest=gone)
    assert len(pairs(room)) == 6


def test_what_has_begun_is_not_touched(room: Room) -> None:
    guests = room.enter(6)
    ring(guests)
    room.tap("start")
    room.tap("plan")
    begun = exchanges(room).at(0)
    room.wait(2 * 60)
    gone = begun[0].one
    room.tap("absent", guest=gone)
    assert exchanges(room).at(0) == begun
    assert all(
        gone not in (each.one, each.two) for n in (1, 2, 3) for each in exchanges(room).at(n)
    )


def test_what_took_place_is_an_encounter_and_what_did_not_is_none(room: Room) -> None:
    guests = room.enter(4)
    ring(guests)
    room.tap("start")
    room.tap("plan")
    room.wait(20 * 60)
    room.tap("next")
    assert len(room.met) == 4
    one, two = guests[:2]
    actions.say_held(guest=one, other=two, held=False, by=one.user)
    assert len(room.met) == 3
    assert frozenset((one.user_id, two.user_id)) not in room.met
    actions.say_held(guest=two, other=one, held=True, by=two.user)
    assert len(room.met) == 4


def test_a_plan_taken_back_leaves_no_trace(room: Room) -> None:
    ring(room.enter(4))
    room.tap("start")
    room.tap("plan")
    room.wait(6 * 60)
    room.tap("absent", guest=exchanges(room).meetings[-1].one)
    assert room.met
    for _ in range(2):
        last = undoable(room.reading.log)
        assert last is not None
        room.tap("undo", rev=last.rev)
    assert exchanges(room).meetings == ()
    assert room.met == set()


def test_a_meeting_is_dragged_to_a_free_table_and_stays_there(room: Room) -> None:
    guests = room.enter(4)
    wish(guests[0], guests[1])
    wish(guests[2], guests[3])
    room.tap("start")
    room.tap("plan")
    moving = exchanges(room).meetings[0]
    room.tap("move", slot=moving.slot, table=moving.table, to_slot=3, to_table=1)
    (moved,) = (each for each in exchanges(room).meetings if pair_of(each) == pair_of(moving))
    assert (moved.slot, moved.table) == (3, 1)
    (late,) = room.enter(1)
    wish(late, guests[0])
    room.tap("replan")
    assert moved in exchanges(room).meetings


def test_nobody_is_dragged_to_two_tables_at_once(room: Room) -> None:
    one, two, three = room.enter(3)
    wish(one, two)
    wish(one, three)
    room.tap("start")
    room.tap("plan")
    first, second = exchanges(room).meetings
    before = exchanges(room)
    with pytest.raises(Refused, match=r"breaks_(nowhere|busy)"):
        room.tap(
            "move",
            slot=first.slot,
            table=first.table,
            to_slot=second.slot,
            to_table=1 - second.table,
        )
    assert exchanges(room) == before


def test_free_exchanges_know_no_plan(db: None) -> None:
    for room in rooms("bilateral"):
        ring(room.enter(4))
        room.tap("start")
        with pytest.raises(Refused):
            room.tap("plan")
        assert room.part_primary() is None


def test_we_met_is_one_tap_and_is_taken_back_by_another(db: None) -> None:
    for room in rooms("bilateral"):
        one, other, stranger = room.enter(3)
        wish(one, other)
        with pytest.raises(Refused):
            actions.say_met(guest=one, other=stranger, on=True, by=one.user)
        for _ in range(2):
            actions.say_met(guest=one, other=other, on=True, by=one.user)
            assert room.met == {frozenset((one.user_id, other.user_id))}
        assert actions.met_by(other) == {one.public_id}
        actions.say_met(guest=other, other=one, on=False, by=other.user)
        assert room.met == set()


def test_after_a_meeting_each_is_asked_for_a_word_to_remember(room: Room) -> None:
    one, other = room.enter(2)
    wish(one, other)
    room.tap("start")
    room.tap("plan")
    phone = reverse("agenda:phone", args=[room.event.association.slug, room.event.slug])
    client = Client()
    client.force_login(one.user)
    assert "A word to remember" not in client.get(phone).content.decode()
    room.wait(20 * 60)
    page = client.get(phone).content.decode()
    assert "A word to remember" in page
    assert f"word-{other.public_id}" in page
    sent = reverse(
        "contacts:remember",
        args=[room.event.association.slug, room.event.slug, other.public_id],
    )
    assert client.post(sent, {"text": "Une salle le jeudi."}).status_code == 302
    assert "Une salle le jeudi." in client.get(phone).content.decode()
