import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.agenda.clock import ZERO, Bell, Moment, Planned, phase_at
from events.rounds import steps as rounds
from events.rounds.steps import Cue

EIGHT = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)


def seconds(number: float) -> dt.timedelta:
    return dt.timedelta(seconds=number)


def moment(elapsed: dt.timedelta, *, running: bool = True) -> Moment:
    return Moment(
        segment=Planned(1, "impromptu", "Impromptu", dt.timedelta(minutes=20)),
        at=EIGHT + elapsed,
        elapsed=elapsed,
        length=dt.timedelta(minutes=20),
        running=running,
        current=True,
    )


@pytest.mark.parametrize(
    ("minutes", "people", "expected"),
    [
        (4, 2, [("move", 30), ("one", 90), ("two", 90), ("together", 60)]),
        (5, 2, [("move", 30), ("one", 120), ("two", 120), ("together", 60)]),
        (3, 2, [("move", 30), ("one", 90), ("two", 90)]),
        (4, 3, [("move", 30), ("one", 80), ("two", 80), ("three", 80)]),
    ],
)
def test_a_round_is_shared_as_the_method_says(
    minutes: int, people: int, expected: list[tuple[str, int]]
) -> None:
    shares = [(step.cue, step.length) for step in rounds.steps(minutes, people=people)]
    assert shares == [(Cue(cue), seconds(length)) for cue, length in expected]


def test_without_cues_the_conversation_is_one() -> None:
    assert [(step.cue, step.length) for step in rounds.steps(4, cues=False)] == [
        (Cue.MOVE, seconds(30)),
        (Cue.TALK, seconds(240)),
    ]


def test_the_bowl_rings_once_at_the_end_and_ticks_cue_the_rest() -> None:
    assert [step.bell for step in rounds.steps(4)] == [
        Bell.TICK,
        Bell.TICK,
        Bell.TICK,
        Bell.BOWL,
    ]


def test_three_rounds_of_four_minutes_take_a_quarter_of_an_hour_at_most() -> None:
    assert rounds.total(3, 4) == dt.timedelta(minutes=14, seconds=30)


@given(st.integers(1, 15), st.sampled_from([2, 3]), st.booleans())
def test_the_moments_of_a_round_add_up_to_it(minutes: int, people: int, cues: bool) -> None:
    steps = rounds.steps(minutes, people=people, cues=cues)
    assert rounds.duration(steps) == rounds.MOVE + dt.timedelta(minutes=minutes)
    assert rounds.total(2, minutes) - rounds.BRIEFING == 2 * rounds.duration(steps)


@pytest.mark.parametrize(
    ("since", "cue", "left"),
    [
        (0, Cue.MOVE, 30),
        (29.9, Cue.MOVE, 0.1),
        (30, Cue.ONE, 90),
        (119, Cue.ONE, 1),
        (120, Cue.TWO, 90),
        (210, Cue.TOGETHER, 60),
        (269, Cue.TOGETHER, 1),
        (270, Cue.TOGETHER, 0),
        (300, Cue.TOGETHER, -30),
    ],
)
def test_every_instant_has_its_moment_and_what_is_left_of_it(
    since: float, cue: Cue, left: float
) -> None:
    steps = rounds.steps(4)
    index, remaining = rounds.at(steps, seconds(since))
    assert (steps[index].cue, remaining) == (cue, seconds(left))


@given(since=st.integers(0, 400), by=st.integers(-120, 120))
def test_stretching_touches_the_present_moment_alone(since: int, by: int) -> None:
    before = rounds.steps(4)
    index, left = rounds.at(before, seconds(since))
    after = rounds.stretched(before, seconds(since), seconds(by))
    assert [a.cue for a in after] == [b.cue for b in before]
    assert all(a == b for i, (a, b) in enumerate(zip(after, before, strict=True)) if i != index)
    gained = rounds.duration(after) - rounds.duration(before)
    # Nothing that has passed already can be taken back.
    assert gained == seconds(max(by, -max(left.total_seconds(), 0)))


def test_a_trio_ends_with_the_others_stretched_or_not() -> None:
    pair = rounds.stretched(rounds.steps(4), seconds(200), seconds(30))
    trio = rounds.for_three(pair)
    assert rounds.duration(trio) == rounds.duration(pair)
    assert [step.length for step in trio] == [seconds(30), seconds(90), seconds(90), seconds(90)]
    assert trio[-1].bell is Bell.BOWL


def test_without_cues_a_trio_has_none_either() -> None:
    steps = rounds.steps(4, cues=False)
    assert rounds.for_three(steps) == steps


def test_the_phases_are_countdowns_one_after_the_other() -> None:
    began = seconds(75)
    now = moment(seconds(200))
    phases = rounds.phases(rounds.steps(4), began, now)
    assert [phase.name for phase in phases] == ["move", "one", "two", "together"]
    assert [phase.anchor.ends_at for phase in phases] == [
        EIGHT + began + seconds(end) for end in (30, 120, 210, 270)
    ]
    assert phases[phase_at(phases, now.at)].name == "two"


def test_a_pause_stands_still_for_the_phases_too() -> None:
    phases = rounds.phases(rounds.steps(4), ZERO, moment(seconds(40), running=False))
    assert phases[1].anchor.ends_at is None
    assert phases[1].anchor.left == seconds(80)


def test_the_briefing_counts_from_the_beginning_of_the_segment() -> None:
    phase = rounds.briefing(moment(seconds(15)))
    assert (phase.name, phase.anchor.left) == ("briefing", seconds(45))
