"""What an organiser drags: whatever would break a rule is refused, and said why."""

from itertools import product

import pytest
from hypothesis import given, settings

from events.formats.bilateral.scheduling import (
    Meeting,
    Person,
    Refusal,
    Rule,
    Wish,
    add,
    move,
    plan,
    swap,
)
from tests.events.formats.bilateral.scheduling.checks import lawful
from tests.events.formats.bilateral.scheduling.rooms import at, rooms

SLOTS, TABLES = 3, 2
PEOPLE = [Person(one, frozenset(range(SLOTS)), 2) for one in "abcdef"] + [
    Person("late", frozenset({2}), 3)
]
MEETINGS = (at("a", "b", 0), at("c", "d", 0, 1), at("a", "c", 1), at("e", "late", 2))
Room = tuple[list[Person], list[Wish], int, int]


def moved(meeting: Meeting, slot: int, table: int) -> tuple[Meeting, ...] | Refusal:
    return move(
        MEETINGS, meeting, slot=slot, table=table, people=PEOPLE, slots=SLOTS, tables=TABLES
    )


def swapped(meeting: Meeting, other: Meeting) -> tuple[Meeting, ...] | Refusal:
    return swap(MEETINGS, meeting, other, people=PEOPLE, slots=SLOTS, tables=TABLES)


def added(meeting: Meeting) -> tuple[Meeting, ...] | Refusal:
    return add(MEETINGS, meeting, people=PEOPLE, slots=SLOTS, tables=TABLES)


def test_a_meeting_goes_where_there_is_room() -> None:
    assert moved(at("a", "b", 0), 2, 1) == (*MEETINGS[1:], at("a", "b", 2, 1))
    # Its own place is none that is taken.
    assert moved(at("a", "b", 0), 0, 0) == MEETINGS


@pytest.mark.parametrize(
    ("meeting", "slot", "table", "refusal"),
    [
        (at("a", "b", 0, 1), 2, 1, Refusal(Rule.GONE, "", at("a", "b", 0, 1))),
        (at("a", "b", 0), 3, 0, Refusal(Rule.NOWHERE)),
        (at("a", "b", 0), 0, 2, Refusal(Rule.NOWHERE)),
        (at("a", "b", 0), 2, 0, Refusal(Rule.TABLE_TAKEN, "", at("e", "late", 2))),
        (at("a", "b", 0), 1, 1, Refusal(Rule.BUSY, "a", at("a", "c", 1))),
        (at("e", "late", 2), 1, 1, Refusal(Rule.NOT_THERE, "late")),
    ],
)
def test_where_a_meeting_cannot_go_the_rule_says_so(
    meeting: Meeting, slot: int, table: int, refusal: Refusal
) -> None:
    assert moved(meeting, slot, table) == refusal


def test_two_meetings_trade_places_if_all_four_can() -> None:
    assert swapped(at("a", "b", 0), at("c", "d", 0, 1)) == (
        at("c", "d", 0),
        at("a", "b", 0, 1),
        *MEETINGS[2:],
    )
    assert swapped(at("a", "c", 1), at("e", "late", 2)) == Refusal(Rule.NOT_THERE, "late")
    assert swapped(at("c", "d", 0, 1), at("a", "c", 1)) == Refusal(Rule.BUSY, "a", at("a", "b", 0))
    gone = at("b", "f", 1)
    assert swapped(at("a", "c", 1), gone) == Refusal(Rule.GONE, "", gone)


def test_one_more_meeting_needs_no_wish_but_room() -> None:
    assert added(at("f", "e", 1, 1)) == (*MEETINGS[:3], at("e", "f", 1, 1), MEETINGS[3])
    assert added(at("b", "a", 2, 1)) == Refusal(Rule.MET, "", at("a", "b", 0))
    assert added(at("f", "a", 2, 1)) == Refusal(Rule.CAP, "a")
    assert added(at("f", "gone", 2, 1)) == Refusal(Rule.NOT_THERE, "gone")


@given(drawn=rooms(largest=6, most_slots=3))
@settings(max_examples=60)
def test_what_is_done_is_lawful_and_what_is_refused_would_not_be(drawn: Room) -> None:
    people, wishes, slots, tables = drawn
    meetings = plan(people, wishes, slots=slots, tables=tables).meetings
    for meeting, slot, table in product(meetings, range(slots), range(tables)):
        made = move(
            meetings, meeting, slot=slot, table=table, people=people, slots=slots, tables=tables
        )
        if isinstance(made, Refusal):
            kept = [other for other in meetings if other != meeting]
            with pytest.raises(AssertionError):
                lawful([*kept, at(meeting.one, meeting.two, slot, table)], people, slots, tables)
        else:
            lawful(made, people, slots, tables)
            assert len(made) == len(meetings)
    for meeting, other in product(meetings, meetings):
        made = swap(meetings, meeting, other, people=people, slots=slots, tables=tables)
        if meeting != other and not isinstance(made, Refusal):
            lawful(made, people, slots, tables)
            assert at(meeting.one, meeting.two, other.slot, other.table) in made
            assert at(other.one, other.two, meeting.slot, meeting.table) in made
