"""Reading a live event: its log from the database, its state from the log."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from events.agenda import by_itself, clock, log
from events.agenda.clock import Planned, State
from events.agenda.formats import FORMATS, Scene
from events.agenda.log import Entry
from events.agenda.models import Run, Segment
from events.calendar.models import Event
from events.guests.models import Registration


@dataclass(frozen=True, slots=True)
class Reading:
    """An event's log and what it means, as of one revision."""

    event: Event
    rev: int
    log: list[Entry]
    before: State
    state: State
    # What pages were told of remarks, as the run has it.
    heard: Mapping[str, Any] = field(default_factory=dict)

    @property
    def revision(self) -> int:
        """What is pushed as the revision: the log's, and how often pages were told of remarks."""
        told: int = self.heard.get("all", 0)
        return self.rev + told

    def scene(self, now: dt.datetime, viewer: Registration | None = None) -> Scene | None:
        """Return the segment that is on as its format wants it; nothing before and after."""
        part = self.state.current
        return None if part is None else Scene(self.event, self.state, part, now, viewer)

    def after(self, entry: Entry) -> State:
        """Return the state if one more command followed; raises `Refused`."""
        return log.append(self.before, self.log, entry, FORMATS, self.state)

    def snapshot(self, now: dt.datetime) -> dict[str, Any]:
        """Return what every device of the event shares; see `snapshot`."""
        loud = (entry.rev for entry in reversed(self.log) if entry.kind not in log.WHISPERS)
        return {
            **snapshot(rev=self.rev, state=self.state, now=now, loud=next(loud, 0), due=self.due),
            "remarks": {
                "all": self.heard.get("all", 0),
                "seen": self.heard.get("seen", 0),
                "votes": self.heard.get("votes", {}),
            },
        }

    @property
    def due(self) -> dt.datetime | None:
        """The instant at which the next segment begins by itself; see `by_itself.due`."""
        return by_itself.due(self.state, self.log)

    def as_told(self, heard: Mapping[str, Any]) -> "Reading":
        """Return the same reading after pages were told something else of remarks."""
        return replace(self, heard=heard)


def read(event: Event) -> Reading:
    """Return where an event is. Three queries at most, however long the log."""
    run = Run.objects.filter(event=event).first()
    return of_run(run, event) if run else _reading(event, 0, [])


def of_run(run: Run, event: Event | None = None) -> Reading:
    """Return where a run is, for callers that hold its row; `event` if it is loaded already."""
    return _reading(event or run.event, run.rev, run.log()).as_told(run.heard)


def planned(event: Event) -> State:
    """Return the state before the event was started, as its agenda stands."""
    start = event.local_start
    agenda = [segment.planned(start) for segment in Segment.objects.filter(event=event)]
    return clock.waiting([_led(_complete(plan, event)) for plan in agenda], event.starts_at)


def has_part(event: Event, format: str) -> bool:
    """Whether a part of this format is on the agenda. One query."""
    return Segment.objects.filter(event=event, format=format).exists()


def _complete(plan: Planned, event: Event) -> Planned:
    return replace(plan, options=FORMATS[plan.format].complete(plan.options, event))


def _led(plan: Planned) -> Planned:
    """What somebody has to lead doesn't go on by itself, whatever was ticked before."""
    return replace(plan, by_itself=plan.by_itself and FORMATS[plan.format].by_the_clock)


def _reading(event: Event, rev: int, entries: list[Entry]) -> Reading:
    # A running event carries its agenda in its log; the one on the table no longer counts.
    frozen = any(entry.kind == "start" for entry in log.effective(entries))
    before = clock.waiting([], event.starts_at) if frozen else planned(event)
    state = log.replay(before, entries, FORMATS)
    return Reading(event=event, rev=rev, log=entries, before=before, state=state)


def _scene(rev: int, state: State, now: dt.datetime) -> str:
    """Return a name for what phones show: while it stays the same, they need not ask again."""
    current = state.current
    if current is None:
        return state.status.value
    own = FORMATS[current.plan.format].scene(current.state, current.moment(now))
    return f"{state.status}:{current.plan.id}:{rev if own is None else own}"


def snapshot(
    *, rev: int, state: State, now: dt.datetime, loud: int, due: dt.datetime | None = None
) -> dict[str, Any]:
    """Return what is pushed to every device: anchors in milliseconds, never ticks, never names.

    ``loud`` is the last revision that changed anything but what is between facilitator and speaker,
    ``due`` the instant at which the next segment begins by itself.
    `static/agenda/clock.js` knows how to read it at any later instant.
    """
    current, following = state.current, state.next
    return {
        "rev": rev,
        "at": clock.ms(now),
        "status": state.status.value,
        "scene": _scene(loud, state, now),
        "planned_start": clock.ms(state.planned_start),
        "planned_end": clock.ms(state.planned_end),
        "ended_at": clock.ms(state.ended_at) if state.ended_at else None,
        "rest": round(state.rest / clock.MS),
        "earliest_end": clock.ms(state.earliest_end) if state.earliest_end else None,
        "due": clock.ms(due) if due else None,
        "number": state.index + 1 if state.live else 0,
        "count": len(state.parts),
        "now": current
        and {
            "id": current.plan.id,
            "format": current.plan.format,
            "title": current.plan.title,
            "clock": current.anchor(now).to_json(),
            "detail": FORMATS[current.plan.format].public(current.state, current.moment(now)),
        },
        "next": following
        and {
            "id": following.plan.id,
            "format": following.plan.format,
            "title": following.plan.title,
            "length": round(following.length / clock.MS),
        },
    }
