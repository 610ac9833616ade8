"""The clock of a live event: what can be said of it at any instant.

Nothing here knows the database, the web or the time of day. A log goes in (`log`), a state comes
out, and everything that can be asked of a state (what is on, when it ends, how late we are) is a
pure function of it and an instant. Undo, the report and recovery after a crash come from that.

Every segment owns two stopwatches: one runs while the segment is on, the other while it is on but
paused. From start to close exactly one stopwatch runs at any instant, so the parts always add up
to the whole, and going back to a segment finds its clock where it was left.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from events.agenda.whisper import Whisper

ZERO = dt.timedelta()
MS = dt.timedelta(milliseconds=1)


class Status(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Planned:
    """A segment as it was planned; starting the event freezes these into the first command."""

    id: int
    format: str
    title: str
    length: dt.timedelta
    options: Mapping[str, Any] = field(default_factory=dict)
    notes: str = ""
    # It waits for this instant, should those before it be done early.
    not_before: dt.datetime | None = None
    # When its time is up the next one begins, without anybody's tap.
    by_itself: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "format": self.format,
            "title": self.title,
            "seconds": round(self.length.total_seconds()),
            "options": dict(self.options),
            "notes": self.notes,
            "not_before": self.not_before.isoformat() if self.not_before else None,
            "by_itself": self.by_itself,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            format=data["format"],
            title=data["title"],
            length=dt.timedelta(seconds=data["seconds"]),
            options=data["options"],
            notes=data["notes"],
            # Logs are kept: those of before there were fixed starts don't speak of them.
            not_before=_instant(data.get("not_before")),
            by_itself=data.get("by_itself", False),
        )


@dataclass(frozen=True, slots=True)
class Watch:
    """A stopwatch."""

    kept: dt.timedelta = ZERO
    since: dt.datetime | None = None

    def read(self, at: dt.datetime) -> dt.timedelta:
        return self.kept if self.since is None else self.kept + (at - self.since)

    def started(self, at: dt.datetime) -> Self:
        return self if self.since is not None else replace(self, since=at)

    def stopped(self, at: dt.datetime) -> Self:
        return replace(self, kept=self.read(at), since=None)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a format may know of time: its segment's own clock, on which pauses leave no trace.

    ``elapsed`` is what that clock shows at ``at``. A format keeps its instants as readings of this
    clock, and gives them to the world through `anchor`.
    """

    segment: Planned
    at: dt.datetime
    elapsed: dt.timedelta
    length: dt.timedelta
    running: bool
    current: bool

    def instant(self, reading: dt.timedelta) -> dt.datetime | None:
        """Return when the segment's clock shows, or showed, a reading; nothing while it stands."""
        return self.at + (reading - self.elapsed) if self.running else None

    def anchor(self, start: dt.timedelta, length: dt.timedelta) -> "Anchor":
        """Return the countdown that began when the segment's clock showed ``start``."""
        end = start + length
        return Anchor(ends_at=self.instant(end), left=end - self.elapsed, length=length)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A countdown as every device can draw it: it ends at an instant, or stands at what is left."""

    ends_at: dt.datetime | None
    left: dt.timedelta
    length: dt.timedelta

    def remaining(self, now: dt.datetime) -> dt.timedelta:
        """Return the time left, negative when overrun: never clamped, so that lateness shows."""
        return self.left if self.ends_at is None else self.ends_at - now

    def to_json(self) -> dict[str, int | None]:
        return {
            "ends_at": None if self.ends_at is None else ms(self.ends_at),
            "left": round(self.left / MS),
            "length": round(self.length / MS),
        }


class Bell(StrEnum):
    """What a countdown's end sounds like: the struck bowl, the wooden tick, or nothing."""

    BOWL = "bowl"
    TICK = "tick"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A named countdown inside a segment; devices find the one that is on by themselves.

    ``warn`` is how long before the end green turns to amber.
    """

    name: str
    anchor: Anchor
    bell: Bell = Bell.NONE
    warn: dt.timedelta = ZERO

    def to_json(self) -> dict[str, int | str | None]:
        return {
            "name": self.name,
            **self.anchor.to_json(),
            "bell": self.bell.value,
            "warn": round(self.warn / MS),
        }


def phase_at(phases: Sequence[Phase], now: dt.datetime) -> int:
    """Return the index of the phase that is on: the first not yet over, else the last one."""
    for index, phase in enumerate(phases):
        if phase.anchor.remaining(now) > ZERO:
            return index
    return len(phases) - 1


@dataclass(frozen=True, slots=True)
class Part:
    """A segment in the run: what was planned, what it has now, what really happened."""

    plan: Planned
    length: dt.timedelta
    state: Any = None
    watch: Watch = Watch()
    pause: Watch = Watch()
    skipped: bool = False
    began_at: dt.datetime | None = None

    def moment(self, at: dt.datetime) -> Moment:
        return Moment(
            segment=self.plan,
            at=at,
            elapsed=self.watch.read(at),
            length=self.length,
            running=self.watch.since is not None,
            current=self.watch.since is not None or self.pause.since is not None,
        )

    def anchor(self, at: dt.datetime) -> Anchor:
        return self.moment(at).anchor(ZERO, self.length)


@dataclass(frozen=True, slots=True)
class State:
    """Where the event is."""

    planned_start: dt.datetime
    parts: tuple[Part, ...] = ()
    status: Status = Status.WAITING
    index: int = 0
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    whisper: Whisper | None = None

    @property
    def live(self) -> bool:
        return self.status in {Status.RUNNING, Status.PAUSED}

    @property
    def current(self) -> Part | None:
        return self.parts[self.index] if self.live else None

    @property
    def next(self) -> Part | None:
        """The segment that a tap on "next" would begin."""
        if self.status is Status.WAITING:
            return self.parts[0] if self.parts else None
        index = self.neighbour(+1) if self.live else None
        return None if index is None else self.parts[index]

    @property
    def goes_on_at(self) -> dt.datetime | None:
        """The instant at which the next segment begins by itself; None if somebody has to tap.

        One that waits for its fixed start is waited for.
        """
        current, following = self.current, self.next
        if current is None or following is None or not current.plan.by_itself:
            return None
        if current.watch.since is None:
            return None
        end = current.watch.since + (current.length - current.watch.kept)
        return max(end, following.plan.not_before or end)

    @property
    def planned_end(self) -> dt.datetime:
        total = sum((part.plan.length for part in self.parts), ZERO)
        earliest = _earliest_end((part.plan, part.plan.length) for part in self.parts)
        return max(self.planned_start + total, earliest or self.planned_start)

    @property
    def ahead(self) -> tuple[Part, ...]:
        """The segments still to come, the current one and those left out not among them."""
        if self.status is Status.OVER:
            return ()
        first = self.index + 1 if self.live else 0
        return tuple(part for part in self.parts[first:] if not part.skipped)

    @property
    def rest(self) -> dt.timedelta:
        """What the segments still to come will take, waiting for fixed starts left out."""
        return sum((part.length for part in self.ahead), ZERO)

    @property
    def earliest_end(self) -> dt.datetime | None:
        """The instant before which we can't end, for what is still to wait for its fixed start."""
        return _earliest_end((part.plan, part.length) for part in self.ahead)

    def find(self, segment: object) -> int | None:
        return next((i for i, part in enumerate(self.parts) if part.plan.id == segment), None)

    def neighbour(self, step: int) -> int | None:
        index = self.index + step
        while 0 <= index < len(self.parts):
            if not self.parts[index].skipped:
                return index
            index += step
        return None

    def projected_end(self, now: dt.datetime) -> dt.datetime:
        """Return when we shall end if everything still to come takes the time it has now."""
        if self.ended_at is not None:
            return self.ended_at
        current = self.current
        if current is None:
            end = max(now, self.planned_start) + self.rest
        else:
            end = now + max(current.anchor(now).remaining(now), ZERO) + self.rest
        return max(end, self.earliest_end or end)

    def drift(self, now: dt.datetime) -> dt.timedelta:
        """Return how late we shall end against the plan; negative when early."""
        return self.projected_end(now) - self.planned_end


def waiting(agenda: Iterable[Planned], planned_start: dt.datetime) -> State:
    """Return the state before anything was started, as planned today."""
    parts = tuple(Part(plan=plan, length=plan.length) for plan in agenda)
    return State(planned_start=planned_start, parts=parts)


def _earliest_end(ahead: Iterable[tuple[Planned, dt.timedelta]]) -> dt.datetime | None:
    """Return the earliest end of segments, whenever the first begins; None if none has to wait.

    Begun at ``t`` they end at ``max(t + their lengths, this)``: so devices need only two figures.
    """
    end: dt.datetime | None = None
    for plan, length in ahead:
        begins = [instant for instant in (end, plan.not_before) if instant is not None]
        end = max(begins) + length if begins else None
    return end


def _instant(said: str | None) -> dt.datetime | None:
    return None if said is None else dt.datetime.fromisoformat(said)


def ms(instant: dt.datetime) -> int:
    """Return an instant as milliseconds since 1970, as devices count."""
    return round(instant.timestamp() * 1000)
