"""What was planned beside what happened. Pure: a state in, rows out."""

import datetime as dt
from dataclasses import dataclass

from events.agenda.clock import ZERO, Part, State


@dataclass(frozen=True, slots=True)
class Row:
    """A segment: planned, given (after extensions), really taken, and how long it was paused."""

    part: Part
    planned: dt.timedelta
    given: dt.timedelta
    taken: dt.timedelta
    paused: dt.timedelta

    @property
    def over(self) -> dt.timedelta:
        """How much more than planned it took; negative when less."""
        return self.taken + self.paused - self.planned


@dataclass(frozen=True, slots=True)
class Report:
    """The rows, and the sums below them."""

    rows: list[Row]
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    start_late: dt.timedelta
    end_late: dt.timedelta

    @property
    def planned(self) -> dt.timedelta:
        return sum((row.planned for row in self.rows), ZERO)

    @property
    def taken(self) -> dt.timedelta:
        return sum((row.taken + row.paused for row in self.rows), ZERO)

    @property
    def over(self) -> dt.timedelta:
        return self.taken - self.planned


def report(state: State, now: dt.datetime) -> Report:
    """Return planned beside real as of ``now``; after the close it no longer changes."""
    rows = [
        Row(
            part=part,
            planned=part.plan.length,
            given=part.length,
            taken=part.watch.read(now),
            paused=part.pause.read(now),
        )
        for part in state.parts
    ]
    begun = state.started_at is not None
    return Report(
        rows=rows,
        started_at=state.started_at,
        ended_at=state.ended_at,
        start_late=state.started_at - state.planned_start if state.started_at else ZERO,
        end_late=state.drift(now) if begun else ZERO,
    )
