"""The time of an Impromptu round: who has the word, and for how long. Pure.

One minute of briefing before the first round. Then each round gives half a minute (less online) to
think and to find each other, and its conversation: half for one, half for the other and, from four
minutes on, a last minute together. Three people share the same time in thirds.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from events.agenda.clock import ZERO, Bell, Moment, Phase

BRIEFING = dt.timedelta(seconds=60)
MOVE = dt.timedelta(seconds=30)
TOGETHER = dt.timedelta(seconds=60)
# A conversation shorter than this has no time left for a last minute together.
_ROOM_FOR_TOGETHER = dt.timedelta(minutes=4)
# From here on the ring is amber.
_WARN = dt.timedelta(seconds=10)
WARN_REST = dt.timedelta(seconds=60)


class Cue(StrEnum):
    """What a moment of a round is for."""

    BRIEFING = "briefing"
    MOVE = "move"
    ONE = "one"
    TWO = "two"
    THREE = "three"
    FOUR = "four"
    FIVE = "five"
    SIX = "six"
    SEVEN = "seven"
    EIGHT = "eight"
    TOGETHER = "together"
    TALK = "talk"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a round, and the sound of its end."""

    cue: Cue
    length: dt.timedelta
    bell: Bell = Bell.TICK


def steps(
    minutes: int, *, people: int = 2, cues: bool = True, move: dt.timedelta = MOVE
) -> tuple[Step, ...]:
    """Return the moments of one round of so many minutes for a pair, or a trio, and time to move.

    Without ``cues`` the conversation is one moment, and people share it as they like.
    """
    whole = dt.timedelta(minutes=minutes)
    if not cues:
        shares = [(Cue.TALK, whole)]
    elif people > 2:
        shares = [(cue, whole / 3) for cue in (Cue.ONE, Cue.TWO, Cue.THREE)]
    else:
        together = TOGETHER if whole >= _ROOM_FOR_TOGETHER else ZERO
        each = (whole - together) / 2
        shares = [(Cue.ONE, each), (Cue.TWO, each), (Cue.TOGETHER, together)]
    talk = [Step(cue, length) for cue, length in shares if length > ZERO]
    return (Step(Cue.MOVE, move), *talk[:-1], replace(talk[-1], bell=Bell.BOWL))


# Who has the word, one after the other; a ninth at a table speaks while all do.
TURNS = (Cue.ONE, Cue.TWO, Cue.THREE, Cue.FOUR, Cue.FIVE, Cue.SIX, Cue.SEVEN, Cue.EIGHT)


def tour(people: int, *, turn: dt.timedelta, together: dt.timedelta) -> tuple[Step, ...]:
    """Return the moments of a round at a table: each has a turn of the same length, then all.

    Where everybody has left there is one turn, as a round takes some time.
    """
    talk = [Step(cue, turn) for cue in TURNS[: max(people, 1)]]
    if together > ZERO:
        talk.append(Step(Cue.TOGETHER, together))
    return (Step(Cue.MOVE, MOVE), *talk[:-1], replace(talk[-1], bell=Bell.BOWL))


def total(rounds: int, minutes: int) -> dt.timedelta:
    """Return how long so many rounds take, briefing included."""
    return BRIEFING + rounds * (MOVE + dt.timedelta(minutes=minutes))


def duration(round_steps: Sequence[Step]) -> dt.timedelta:
    """Return how long a round takes."""
    return sum((step.length for step in round_steps), ZERO)


def at(round_steps: Sequence[Step], since: dt.timedelta) -> tuple[int, dt.timedelta]:
    """Return which moment is on so long after the round's start, and what is left of it.

    After the end it is the last one, with less than nothing left.
    """
    end = ZERO
    for index, step in enumerate(round_steps):
        end += step.length
        if since < end:
            return index, end - since
    return len(round_steps) - 1, end - since


def stretched(
    round_steps: Sequence[Step], since: dt.timedelta, by: dt.timedelta
) -> tuple[Step, ...]:
    """Return a round whose present moment is longer, or shorter but not than it has lasted."""
    index, left = at(round_steps, since)
    step = round_steps[index]
    longer = replace(step, length=step.length + max(by, -max(left, ZERO)))
    return (*round_steps[:index], longer, *round_steps[index + 1 :])


def for_three(round_steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the same round for a trio: it ends with the others', stretched or not."""
    move, *talk = round_steps
    if len(talk) == 1:
        return tuple(round_steps)
    share = duration(talk) / 3
    return (
        move,
        Step(Cue.ONE, share),
        Step(Cue.TWO, share),
        Step(Cue.THREE, share, Bell.BOWL),
    )


def phases(round_steps: Sequence[Step], began: dt.timedelta, moment: Moment) -> list[Phase]:
    """Return the countdowns of a round that began when the segment's clock showed ``began``."""
    countdowns = []
    for step in round_steps:
        anchor = moment.anchor(began, step.length)
        countdowns.append(Phase(step.cue.value, anchor, step.bell, _WARN))
        began += step.length
    return countdowns


def briefing(moment: Moment) -> Phase:
    """Return the countdown before the first round, which begins with the segment."""
    return Phase(Cue.BRIEFING.value, moment.anchor(ZERO, BRIEFING), Bell.TICK, _WARN)
