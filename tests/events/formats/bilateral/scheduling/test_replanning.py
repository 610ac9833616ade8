"""Planning anew, beside every plan there could be: nothing is moved that need not be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.formats.bilateral.scheduling import (
    Aim,
    Answer,
    Change,
    Kind,
    Meeting,
    Person,
    Why,
    Wish,
    differences,
    plan,
    replan,
)
from tests.events.formats.bilateral.scheduling.checks import (
    lawful,
    reached,
    satisfied,
    told_truly,
    worth_of,
)
from tests.events.formats.bilateral.scheduling.rooms import at, room

Room = tuple[list[Person], list[Wish], int, int]
# Weight of what was frozen and stays, pairs who still meet, score, and moves the other way round.
Standing = tuple[int, int, tuple[int, int], int]


def standing(
    meetings: Sequence[Meeting],
    before: Sequence[Meeting],
    wishes: Sequence[Wish],
    frozen: frozenset[int],
    aim: Aim,
) -> Standing:
    worth = worth_of(wishes)
    was = {meeting.pair: meeting.slot for meeting in before if meeting.pair in worth}
    now = {meeting.pair: meeting.slot for meeting in meetings}
    stay = sum(
        worth[pair] for pair, slot in was.items() if slot in frozen and now.get(pair) == slot
    )
    kept = [pair for pair in was if pair in now]
    weight, people = satisfied(meetings, wishes), reached(meetings)
    score = (weight, people) if aim is Aim.MOST else (people, weight)
    return stay, len(kept), score, -sum(now[pair] != was[pair] for pair in kept)


def same_place(meeting: Meeting, other: Meeting) -> bool:
    return (meeting.pair, meeting.slot) == (other.pair, other.slot)


def every_plan(
    people: Sequence[Person], wishes: Sequence[Wish], slots: int, tables: int
) -> Iterator[list[Meeting]]:
    """Every plan there is, tables aside from their number."""
    by_id = {person.id: person for person in people}
    pairs = [sorted(pair) for pair in worth_of(wishes) if pair <= by_id.keys()]
    plan: list[Meeting] = []

    def further(index: int) -> Iterator[list[Meeting]]:
        if index == len(pairs):
            yield list(plan)
            return
        yield from further(index + 1)
        one, two = pairs[index]
        met = Counter(each for meeting in plan for each in (meeting.one, meeting.two))
        if met[one] >= by_id[one].cap or met[two] >= by_id[two].cap:
            return
        for slot in by_id[one].slots & by_id[two].slots & frozenset(range(slots)):
            at_once = [meeting for meeting in plan if meeting.slot == slot]
            if len(at_once) < tables and not any({one, two} & meeting.pair for meeting in at_once):
                plan.append(Meeting(slot, len(at_once), one, two))
                yield from further(index + 1)
                plan.pop()

    return further(0)


@st.composite
def changed(draw: st.DrawFn, drawn: Room) -> Room:
    """Change one thing: who is there, how many meetings somebody wants, a wish, a table."""
    people, wishes, slots, tables = drawn
    people, wishes = list(people), list(wishes)
    what = draw(st.sampled_from(["late", "leaves", "comes", "cap", "wish", "declines", "table"]))
    if what == "comes":
        people.append(Person("new", frozenset(range(slots)), 3))
        wishes += [Wish("new", person.id) for person in people[:2]]
    elif what == "wish":
        one, two = draw(st.permutations([person.id for person in people]))[:2]
        wishes.append(Wish(one, two, draw(st.integers(1, 3))))
    elif what == "declines":
        index = draw(st.integers(0, len(wishes) - 1))
        wishes[index] = replace(wishes[index], answer=Answer.DECLINED)
    elif what == "table":
        tables -= 1
    else:
        index = draw(st.integers(0, len(people) - 1))
        person = people[index]
        slot = draw(st.integers(0, slots - 1))
        if what == "late":
            people[index] = replace(person, slots=person.slots - frozenset(range(slot + 1)))
        elif what == "leaves":
            people[index] = replace(person, slots=person.slots & frozenset(range(slot)))
        else:
            people[index] = replace(person, cap=max(person.cap - 1, 0))
    return people, wishes, slots, tables


def wished(number: int) -> list[tuple[str, str]]:
    return [(f"p{one}", f"p{two}") for one, two in combinations(range(number), 2)]


@st.composite
def small_rooms(draw: st.DrawFn) -> Room:
    """Up to six people, three slots and seven wishes: every plan can be tried."""
    slots, number = draw(st.integers(1, 3)), draw(st.integers(2, 6))
    people = [
        Person(
            f"p{index}",
            draw(
                st.one_of(
                    st.just(frozenset(range(slots))), st.frozensets(st.integers(0, slots - 1))
                )
            ),
            draw(st.integers(1, slots)),
        )
        for index in range(number)
    ]
    pairs = draw(st.lists(st.sampled_from(wished(number)), min_size=1, max_size=7, unique=True))
    wishes = [
        Wish(*(pair if draw(st.booleans()) else pair[::-1]), draw(st.integers(1, 2)))
        for pair in pairs
    ]
    if draw(st.booleans()):
        wishes.append(Wish(wishes[0].to, wishes[0].by))
    return people, wishes, slots, draw(st.integers(1, 3))


@given(drawn=small_rooms(), data=st.data(), aim=st.sampled_from(Aim))
@settings(max_examples=150)
def test_after_one_change_nothing_better_moves_less(
    drawn: Room, data: st.DataObject, aim: Aim
) -> None:
    people, wishes, slots, tables = drawn
    before = plan(people, wishes, slots=slots, tables=tables, aim=aim, seed=1).meetings
    people, wishes, slots, tables = data.draw(changed(drawn))
    frozen = data.draw(st.frozensets(st.integers(0, slots - 1)))
    made = replan(
        before, people, wishes, slots=slots, tables=tables, frozen_slots=frozen, aim=aim, seed=2
    )
    lawful(made.plan.meetings, people, slots, tables)
    told_truly(made.plan, people, wishes, slots, tables)
    every = [
        (each, standing(each, before, wishes, frozen, aim))
        for each in every_plan(people, wishes, slots, tables)
    ]
    found = standing(made.plan.meetings, before, wishes, frozen, aim)
    assert found[0] == max(each[0] for _, each in every)
    # Where a cap or a table less leaves a choice which of them stay, theirs is taken as given.
    stay = {
        (meeting.pair, meeting.slot)
        for meeting in made.plan.meetings
        if meeting.slot in frozen and any(same_place(meeting, other) for other in before)
    }
    assert found == max(
        each
        for meetings, each in every
        if stay <= {(meeting.pair, meeting.slot) for meeting in meetings}
    )
    assert made.changes == differences(before, made.plan.meetings)
    again = replan(
        made.plan.meetings, people, wishes, slots=slots, tables=tables, frozen_slots=frozen, aim=aim
    )
    assert again.changes == ()


def everybody(ids: str, slots: int, cap: int = 9) -> list[Person]:
    return [Person(one, frozenset(range(slots)), cap) for one in ids]


def test_a_newcomer_finds_a_place_and_nobody_hears_of_it() -> None:
    people, wishes = everybody("abc", 3), [Wish("a", "b"), Wish("b", "c")]
    before = plan(people, wishes, slots=3, tables=2, seed=1)
    made = replan(
        before.meetings, [*people, *everybody("d", 3)], [*wishes, Wish("d", "a")], slots=3, tables=2
    )
    (change,) = made.changes
    assert change.kind is Kind.ADDED
    assert change.before is None
    assert change.after is not None
    assert change.after.pair == {"a", "d"}
    assert set(before.meetings) < set(made.plan.meetings)


def test_what_has_begun_stays_and_nothing_is_added_to_it() -> None:
    people = everybody("abcd", 2)
    running = at("a", "b", 0)
    declined = [Wish("a", "b", 1, Answer.DECLINED), Wish("c", "d")]
    made = replan(
        [running], people, declined, slots=2, tables=2, frozen_slots={0}, closed_slots={0}
    )
    assert made.plan.meetings == (running, at("c", "d", 1))
    # Announced only, it goes with its wish, and its slot is free for others.
    made = replan([running], people, declined, slots=2, tables=2, frozen_slots={0})
    assert [change.kind for change in made.changes] == [Kind.REMOVED, Kind.ADDED]


def test_what_is_over_stays_whoever_wants_fewer_now_and_whatever_table_is_gone() -> None:
    over = [at("a", "b", 0, 3), at("a", "c", 1, 0)]
    people = [Person("a", frozenset(range(3)), 1), *everybody("bcd", 3)]
    wishes = [Wish("a", "b"), Wish("a", "c"), Wish("a", "d"), Wish("c", "d")]
    made = replan(over, people, wishes, slots=3, tables=1, closed_slots={0, 1})
    assert made.plan.meetings == (*over, at("c", "d", 2))
    assert [(each.wish.to, each.why) for each in made.plan.left_out] == [("d", Why.YOUR_CAP)]


def test_a_meeting_of_somebody_who_left_is_removed_wherever_it_was() -> None:
    people, meetings = everybody("ac", 2), [at("a", "b", 0), at("b", "c", 1)]
    wishes = [Wish("a", "b"), Wish("b", "c")]
    made = replan(
        meetings, people, wishes, slots=2, tables=1, frozen_slots={0, 1}, closed_slots={0}
    )
    assert made.plan.meetings == ()
    assert made.changes == tuple(Change(Kind.REMOVED, meeting, None) for meeting in meetings)
    assert {each.why for each in made.plan.left_out} == {Why.AWAY}


def test_a_pin_moves_a_meeting_and_its_wish_is_kept() -> None:
    people, wishes = everybody("abc", 3), [Wish("a", "b"), Wish("b", "c")]
    meetings = [at("a", "b", 0), at("b", "c", 1)]
    made = replan(
        meetings,
        people,
        wishes,
        slots=3,
        tables=3,
        frozen_slots={0, 1},
        pinned=[at("b", "a", 1, 2)],
    )
    moved, other = made.plan.meetings
    assert moved == at("b", "c", 0)
    assert other == at("a", "b", 1, 2)
    assert [change.kind for change in made.changes] == [Kind.MOVED, Kind.MOVED]


def test_a_table_that_is_gone_moves_its_meeting_within_the_slot() -> None:
    people, wishes = everybody("abcd", 1), [Wish("a", "b"), Wish("c", "d")]
    meetings = [at("a", "b", 0, 1), at("c", "d", 0, 4)]
    made = replan(meetings, people, wishes, slots=1, tables=2, frozen_slots={0})
    assert made.changes == (Change(Kind.MOVED, meetings[1], at("c", "d", 0, 0)),)


def test_who_meets_twice_by_mistake_meets_once() -> None:
    people, wishes = everybody("ab", 2), [Wish("a", "b")]
    made = replan([at("a", "b", 1), at("a", "b", 0)], people, wishes, slots=2, tables=1)
    assert made.plan.meetings == (at("a", "b", 0),)


@pytest.mark.parametrize("aim", Aim)
def test_in_a_large_room_nobody_who_can_meet_is_given_up_for_others(aim: Aim) -> None:
    people, wishes = room(120, 8, "replanned", gaps=0.2)
    before = plan(people, wishes, slots=8, tables=30, aim=aim, seed=1).meetings
    late = [replace(person, slots=person.slots - {0, 1, 2}) for person in people[:6]]
    people = [*late, *people[6:], Person("new", frozenset(range(8)), 4)]
    wishes = [*wishes, *(Wish("new", person.id, 3) for person in people[40:48])]
    made = replan(before, people, wishes, slots=8, tables=30, frozen_slots={0}, aim=aim, seed=2)
    lawful(made.plan.meetings, people, 8, 30)
    told_truly(made.plan, people, wishes, 8, 30)
    there = {person.id: person.slots for person in people}
    now = {meeting.pair: meeting.slot for meeting in made.plan.meetings}
    for meeting in before:
        if all(meeting.slot in there[one] for one in meeting.pair):
            assert meeting.pair in now
            assert meeting.slot != 0 or now[meeting.pair] == 0
    assert sum(change.kind is Kind.MOVED for change in made.changes) < len(before) // 5
    again = replan(
        made.plan.meetings, people, wishes, slots=8, tables=30, frozen_slots={0}, aim=aim
    )
    assert again.changes == ()
