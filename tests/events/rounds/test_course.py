"""The course of a segment: rounds drawn, begun, stretched, ended; people coming and going."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from events.agenda.clock import Moment, Planned
from events.agenda.log import Refused
from events.formats.impromptu.format import Impromptu
from events.formats.impromptu.settings import Settings, Way, most_rounds
from events.rounds import course
from events.rounds.course import Course, apply
from events.rounds.pairing import Reason
from events.rounds.round import Round
from events.rounds.tables import Table, numbered

EIGHT = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)
ROUND = 30 + 240
TIMING = Impromptu().timing


def seconds(number: float) -> dt.timedelta:
    return dt.timedelta(seconds=number)


def moment(elapsed: float, *, current: bool = True, **options: Any) -> Moment:
    return Moment(
        segment=Planned(1, "impromptu", "Impromptu", dt.timedelta(minutes=20), options),
        at=EIGHT + seconds(elapsed),
        elapsed=seconds(elapsed),
        length=dt.timedelta(minutes=20),
        running=current,
        current=current,
    )


def tables(*groups: Sequence[str]) -> dict[str, Any]:
    return {
        "question": "challenge",
        "tables": [Table(i, tuple(group)).to_json() for i, group in enumerate(groups, 1)],
        "left_over": [],
        "joker": None,
    }


def played(*steps: tuple[float, str, dict[str, Any]]) -> Course:
    state = Course()
    for at, verb, payload in steps:
        state = apply(state, verb, payload, moment(at), TIMING)
    return state


def last(state: Course) -> Round:
    assert state.last is not None
    return state.last


FIRST = (10.0, "draw", tables("ab", "cd"))
BEGUN = (60.0, "round", dict[str, Any]())


def test_a_round_is_drawn_then_begun_then_over_by_its_own_clock() -> None:
    assert course.stage(Course(), moment(5)) == "briefing"
    drawn = played(FIRST)
    assert course.stage(drawn, moment(20)) == "drawn"
    begun = played(FIRST, BEGUN)
    assert course.stage(begun, moment(60)) == "on"
    assert course.stage(begun, moment(60 + ROUND - 1)) == "on"
    assert course.stage(begun, moment(60 + ROUND)) == "over"


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ([BEGUN], "nothing_drawn"),
        ([(5, "redraw", tables("ab"))], "nothing_drawn"),
        ([FIRST, (20, "draw", tables("ac"))], "already_drawn"),
        ([FIRST, BEGUN, (70, "draw", tables("ac"))], "round_is_on"),
        ([FIRST, BEGUN, (70, "round", {})], "nothing_drawn"),
        ([FIRST, BEGUN, (70, "redraw", tables("ac"))], "nothing_drawn"),
        ([FIRST, (20, "stop", {})], "no_round"),
        ([FIRST, (20, "stretch", {"seconds": 30})], "no_round"),
        ([FIRST, BEGUN, (200, "stop", {}), (201, "stop", {})], "no_round"),
        ([FIRST, BEGUN, (400, "join", tables("abx", "cd"))], "no_round"),
        ([(5, "draw", tables())], "too_few"),
        ([(5, "dance", {})], "unknown_command"),
    ],
)
def test_what_makes_no_sense_is_refused(
    steps: list[tuple[float, str, dict[str, Any]]], reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        played(*steps)
    assert refused.value.reason == reason


def test_drawing_again_replaces_what_was_drawn() -> None:
    state = played(FIRST, (20, "redraw", tables("ac", "bd")))
    assert len(state.rounds) == 1
    assert last(state).number == 1
    assert last(state).table_of("a") == Table(1, ("a", "c"))


def test_thirty_seconds_more_move_the_end_and_thirty_less_bring_it_back() -> None:
    longer = played(FIRST, BEGUN, (100, "stretch", {"seconds": 30}))
    assert last(longer).end() == seconds(60 + ROUND + 30)
    back = apply(longer, "stretch", {"seconds": -30}, moment(110), TIMING)
    assert last(back).end() == seconds(60 + ROUND)


def test_a_round_stopped_early_is_over_and_the_next_can_be_drawn() -> None:
    state = played(FIRST, BEGUN, (200, "stop", {}), (205, "draw", tables("ac", "bd")))
    assert [round_.number for round_ in state.rounds] == [1, 2]
    assert state.rounds[0].end() == seconds(200)


def test_a_tap_that_comes_just_after_the_bell_changes_nothing() -> None:
    state = played(FIRST, BEGUN, (60 + ROUND + 2, "stop", {}))
    assert last(state).end() == seconds(60 + ROUND)


def test_who_comes_or_is_absent_changes_the_open_round_alone() -> None:
    state = played(FIRST, BEGUN, (70, "join", tables("abx", "cd")))
    assert last(state).table_of("x") == Table(1, ("a", "b", "x"))
    assert last(state).began == seconds(60)
    state = apply(state, "absent", {"guest": "b", **tables("ax", "cd")}, moment(75), TIMING)
    assert last(state).table_of("b") is None
    assert state.gone == ("b",)
    state = apply(state, "here", {"guest": "b"}, moment(80), TIMING)
    assert state.gone == ()


def test_who_leaves_after_a_round_has_met_in_it_all_the_same() -> None:
    state = played(FIRST, BEGUN, (400, "absent", {"guest": "a"}), (401, "absent", {"guest": "a"}))
    assert state.gone == ("a",)
    assert last(state).pairs == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize(
    ("elapsed", "current", "talked"),
    [
        (70, True, False),
        (200, True, False),
        (60 + ROUND, True, True),
        # The facilitator went on to the next segment, early and very early.
        (200, False, True),
        (80, False, False),
    ],
)
def test_people_have_met_once_their_round_is_over_or_was_left_while_they_talked(
    elapsed: float, current: bool, talked: bool
) -> None:
    round_ = last(played(FIRST, BEGUN))
    assert round_.talked(moment(elapsed, current=current)) is talked


def test_a_round_drawn_and_never_begun_made_nobody_meet() -> None:
    assert not last(played(FIRST)).talked(moment(500, current=False))


def test_a_round_stopped_before_anybody_spoke_made_nobody_meet() -> None:
    assert not last(played(FIRST, BEGUN, (70, "stop", {}))).talked(moment(600))


def test_three_at_a_table_and_the_jokers_partner_had_an_odd_turn() -> None:
    trio = last(played((1, "draw", tables("abc", "de"))))
    assert trio.odd == ["a", "b", "c"]
    joker = last(played((1, "draw", {**tables("aj", "de"), "joker": "j"})))
    assert joker.odd == ["a"]


def test_the_ring_counts_the_briefing_then_the_round_and_at_last_the_segment() -> None:
    named = [phase.name for phase in course.phases(Course(), moment(5))]
    assert named == ["briefing", "rest"]
    assert course.phases(played(FIRST), moment(20)) == []
    phases = course.phases(played(FIRST, BEGUN), moment(100))
    assert [phase.name for phase in phases] == ["move", "one", "two", "together", "rest"]
    end = EIGHT + dt.timedelta(minutes=20)
    assert phases[-1].anchor.ends_at == end
    assert phases[-2].anchor.ends_at == EIGHT + seconds(60 + ROUND)
    assert course.phases(played(FIRST, BEGUN, (100, "stop", {})), moment(110)) == []


def test_settings_keep_their_defaults_where_nothing_is_said() -> None:
    assert Settings.of({}) == Settings(3, 4, True, False)
    assert Settings.of({"rounds": 5, "minutes": 2, "odd": "joker", "cues": False}) == Settings(
        5, 2, False, True
    )


def test_people_are_drawn_unless_another_way_is_said() -> None:
    assert Settings.of({"way": "walk"}).way is Way.WALK
    assert not Settings.of({"way": "circles"}).draws
    assert all(Settings.of({"way": said}).draws for said in ("drawn", "", None, "by boat", 7))


@pytest.mark.parametrize(("people", "rounds"), [(0, 0), (2, 1), (3, 2), (7, 4), (8, 4), (31, 16)])
def test_circles_are_back_where_they_began_after_half_as_many_rounds_as_people(
    people: int, rounds: int
) -> None:
    """Walked through: the outer circle, the inner one and its free place, one step each round."""
    assert most_rounds(people) == rounds
    inner = [*range(people // 2), *([None] if people % 2 else [])]
    outer = range(len(inner))
    met = [{(one, inner[(one + step) % len(inner)]) for one in outer} for step in range(rounds + 1)]
    assert all(one.isdisjoint(two) for at, one in enumerate(met[:-1]) for two in met[:at])
    assert not met or met[rounds] == met[0]


ALONE = {"question": "learnt", "second": "challenge"}


def test_a_round_that_nobody_is_drawn_for_begins_with_its_questions() -> None:
    begun = played((60, "round", ALONE))
    assert course.stage(begun, moment(60 + ROUND - 1)) == "on"
    assert course.stage(begun, moment(60 + ROUND)) == "over"
    assert (last(begun).asked, last(begun).tables, last(begun).pairs) == (
        ("learnt", "challenge"),
        (),
        [],
    )
    longer = played((60, "round", ALONE), (100, "stretch", {"seconds": 30}))
    assert course.stage(longer, moment(60 + ROUND + 29)) == "on"
    second = played((60, "round", ALONE), (100, "stop", {}), (110, "round", {"question": "proud"}))
    assert (last(second).number, last(second).asked) == (2, ("proud",))


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ([(60, "round", ALONE), (70, "round", ALONE)], "round_is_on"),
        ([FIRST, (60, "round", ALONE)], "already_drawn"),
    ],
)
def test_it_waits_for_what_is_under_way(
    steps: list[tuple[float, str, dict[str, Any]]], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        played(*steps)


def test_two_questions_stay_with_their_round_when_somebody_joins() -> None:
    drawn = {**tables("ab"), "second": "learnt"}
    joined = played((10, "draw", drawn), (20, "join", tables("abc")))
    assert last(joined).asked == ("challenge", "learnt")


def test_tables_keep_their_numbers_when_others_change() -> None:
    before = [Table(1, ("a", "b")), Table(2, ("c", "d")), Table(3, ("e", "f"))]
    new = Reason.NEW
    # a is gone: b joins e and f. Tables 2 and 3 stay what they were.
    assert numbered([(("c", "d"), new, None), (("e", "f", "b"), new, None)], before) == [
        Table(2, ("c", "d")),
        Table(3, ("e", "f", "b")),
    ]
    # x and y come: they take the table that is free.
    groups = [(("c", "d"), new, None), (("e", "f"), new, None), (("x", "y"), new, None)]
    assert numbered(groups, before)[0] == Table(1, ("x", "y"))


def test_a_trio_that_becomes_two_pairs_keeps_one_table_and_takes_another() -> None:
    before = [Table(1, ("a", "b", "c"))]
    made = numbered([(("a", "x"), Reason.NEW, None), (("b", "c"), Reason.NEW, None)], before)
    assert made == [Table(1, ("b", "c")), Table(2, ("a", "x"))]


def test_a_table_survives_its_way_through_the_log() -> None:
    table = Table(4, ("a", "b"), Reason.EARLIER, 5)
    assert Table.from_json(table.to_json()) == table
