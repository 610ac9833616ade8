"""A series as its page shows it: day after day, made or not yet, left out, set by hand."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from events.calendar.audience import heads_of
from events.calendar.changes import said_names
from events.calendar.models import MOVABLE, Event, Series
from events.calendar.occurrences import COPIED, HOURS, exceptions_of, today_of
from events.calendar.recurrence import following
from networking.time import now

# How many days beyond those that are made one sees coming.
BEYOND: Final = 3
PREVIEWED: Final = 6


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One day: its event, if it is made, and how many are expected there."""

    day: dt.date
    event: Event | None = None
    heads: int = 0
    left_out: bool = False

    @property
    def slot(self) -> dt.date:
        """The day that the rule gives it, wherever its event was moved."""
        return (self.event and self.event.occurrence) or self.day

    @property
    def can_be_left_out(self) -> bool:
        """Whether one may still say “not this one”."""
        if self.event is None:
            return not self.left_out
        return self.event.occurrence is not None and self.event.status in MOVABLE

    @property
    def own(self) -> list[str]:
        """What was set by hand on this event alone, in words."""
        names = set(self.event.own_fields if self.event else ())
        shown = [name for name in COPIED if name in names]
        return said_names([*(["hours"] if names & HOURS else []), *shown])


def to_come(series: Series) -> list[Entry]:
    """Return the days to come: those made, those left out, and a few beyond. Two queries."""
    events = list(
        series.events.select_related("association").filter(ends_at__gte=now()).order_by("starts_at")
    )
    heads = heads_of(events)
    entries = [
        Entry(day=event.local_start.date(), event=event, heads=heads.get(event.pk, 0))
        for event in events
    ]
    there = {event.occurrence for event in events}
    today, left_out = today_of(series), exceptions_of(series)
    count = len(there) + len(left_out) + BEYOND
    ahead = [] if series.ended_at else _days(series, today, count)
    beyond = [day for day in ahead if day not in there and day not in left_out][:BEYOND]
    last = max([*beyond, *(day for day in there if day)], default=today)
    entries += [Entry(day=day) for day in beyond]
    entries += [
        Entry(day=day, left_out=True) for day in ahead if day in left_out - there and day <= last
    ]
    return sorted(entries, key=lambda entry: entry.day)


def gone_by(series: Series) -> list[Entry]:
    """Return the last year's events, the last one first. Two queries."""
    events = list(
        series.events.select_related("association")
        .filter(ends_at__lt=now())
        .order_by("-starts_at")[:12]
    )
    heads = heads_of(events)
    return [
        Entry(day=event.local_start.date(), event=event, heads=heads.get(event.pk, 0))
        for event in events
    ]


def previewed(
    rule: str, first_day: dt.date, today: dt.date, left_out: Collection[str]
) -> tuple[list[Entry], list[str]]:
    """Return the next days of a rule, those left out among them, until six take place; and the
    days left out beyond these, which nobody is shown."""
    skipped = {dt.date.fromisoformat(day) for day in left_out}
    days = following(rule, first_day, since=max(first_day, today), count=PREVIEWED + len(skipped))
    shown: list[Entry] = []
    for day in days:
        if sum(not entry.left_out for entry in shown) == PREVIEWED:
            break
        shown.append(Entry(day=day, left_out=day in skipped))
    seen = {entry.day for entry in shown}
    return shown, [day.isoformat() for day in sorted(skipped - seen) if day >= today]


def _days(series: Series, today: dt.date, count: int) -> list[dt.date]:
    since = max(series.first_day, today)
    return following(series.rule, series.first_day, since=since, count=count)
