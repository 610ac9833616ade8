"""An event's plan as its organiser sees it: each part with its hours, and how all of it fits."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from events.agenda.clock import ZERO, Status
from events.agenda.formats import FORMATS, Format
from events.agenda.models import Segment
from events.agenda.reading import read
from events.agenda.stage import Line, lines
from events.calendar.models import Event
from networking.time import now


@dataclass(frozen=True, slots=True)
class Row:
    """A part on the list: its hours, its format, and who was said to lead it."""

    line: Line
    format: Format[Any]
    lead: str

    @property
    def minutes(self) -> int:
        return round(self.line.part.plan.length / dt.timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it, beside the time the event has."""

    rows: list[Row]
    begun: bool
    starts_at: dt.datetime
    ends_at: dt.datetime
    total: dt.timedelta
    free: dt.timedelta
    room: dt.timedelta

    @property
    def excess(self) -> dt.timedelta:
        """How long after the event's end the plan ends; negative when it ends before."""
        return self.ends_at - self.starts_at - self.room

    @property
    def over(self) -> int:
        """The minutes by which it is too long."""
        return max(round(self.excess / dt.timedelta(minutes=1)), 0)

    @property
    def left(self) -> int:
        """The minutes at the end that nothing is planned for."""
        return max(round(-self.excess / dt.timedelta(minutes=1)), 0)


def plan_of(event: Event) -> Plan:
    """Return an event's plan. Four queries at most, however many parts."""
    state = read(event).state
    leads = dict(Segment.objects.filter(event=event).values_list("pk", "lead"))
    found = lines(state, now())
    return Plan(
        rows=[
            Row(line, FORMATS[line.part.plan.format], leads.get(line.part.plan.id, ""))
            for line in found
        ],
        begun=state.status is not Status.WAITING,
        starts_at=state.planned_start,
        ends_at=state.planned_end,
        total=sum((part.plan.length for part in state.parts), ZERO),
        free=sum((line.free for line in found), ZERO),
        room=event.ends_at - event.starts_at,
    )
