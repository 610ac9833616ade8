"""What a change of a series would do to its occurrences, said before it is done.

A series stays one series whatever is changed from whatever day on. Its occurrences are made ahead
as real events, so those before that day need no rule any more: “this and all following” gives the
rule a new first day, and the season stays on one page.

Past, running and cancelled events are never touched, nor is what was set by hand on one of them
unless its organiser says so.
"""

import copy
import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max, Min

from events.calendar.actions.events import WHAT_KEEPS_IT_PUBLIC
from events.calendar.matching import Matching, begins, match
from events.calendar.models import MOVABLE, Event, Series, Status
from events.calendar.occurrences import (
    HOURS,
    REGISTRATION,
    days_to_come,
    given,
    horizon_of,
    today_of,
)
from events.calendar.recurrence import Frequency, Pattern
from networking.time import now


@dataclass(frozen=True)
class Line:
    """An occurrence that the change reaches: what changes, and what is its own and stays."""

    event: Event
    # The day that the rule gives it afterwards.
    day: dt.date
    changes: Mapping[str, Any]
    kept: Mapping[str, Any]

    @property
    def does_something(self) -> bool:
        return bool(self.changes or self.kept) or self.day != self.event.occurrence


@dataclass(frozen=True)
class Leaving:
    """An occurrence whose day the rule has no longer. `held`: somebody counts on it, or made it
    her own, so that it only goes if its organiser says so."""

    event: Event
    held: bool


@dataclass(frozen=True)
class Plan:
    """All that a change does. `after` is the series as it will be, not saved."""

    after: Series
    lines: tuple[Line, ...]
    leaving: tuple[Leaving, ...]
    made: tuple[dt.date, ...]
    # Cancelled occurrences stand for their week or month: no new one takes their place.
    quiet: Mapping[int, dt.date]

    @cached_property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.changes]

    @cached_property
    def own(self) -> list[Line]:
        return [line for line in self.lines if line.kept]

    @cached_property
    def held(self) -> list[Leaving]:
        return [each for each in self.leaving if each.held]

    @cached_property
    def removed(self) -> list[Leaving]:
        return [each for each in self.leaving if not each.held]

    @property
    def reaches_events(self) -> bool:
        return bool(self.lines or self.leaving or self.made)

    @cached_property
    def mark(self) -> str:
        """What this plan is, in a few letters: another plan has another mark."""
        said = [
            [
                (line.event.pk, line.day, sorted(line.changes), sorted(line.kept))
                for line in self.lines
            ],
            [(each.event.pk, each.held) for each in self.leaving],
            list(self.made),
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def plan_change(series: Series, fields: Mapping[str, Any], *, since: dt.date | None = None) -> Plan:
    """Return what these fields do to the occurrences to come, or to those from a day on."""
    after = copy.copy(series)
    for name, value in fields.items():
        setattr(after, name, value)
    events = series.events.select_related("association").filter(occurrence__isnull=False)
    ahead = list(events.filter(starts_at__gt=now()).order_by("occurrence"))
    coming = [event for event in ahead if event.status in MOVABLE]
    first = since or _first_to_come(series)
    if after.rule != series.rule:
        after.first_day = first_day_under(series, after.rule, since=since)
        first = _beginning(series, after.rule, first)
    standing = {event.pk: _day(event) for event in ahead if _day(event) >= first}
    matching = _matched(series, after, first, standing)
    leaving = {
        event.pk: Leaving(event, _is_held(event)) for event in coming if event.pk in matching.gone
    }
    lines = (
        _line(series, after, event, matching.moved.get(event.pk, _day(event)), fields)
        for event in coming
        if event.pk in standing and event.pk not in leaving
    )
    return Plan(
        after=after,
        lines=tuple(line for line in lines if line.does_something),
        leaving=tuple(leaving.values()),
        made=() if series.ended_at else matching.made,
        quiet={
            event.pk: matching.moved[event.pk]
            for event in ahead
            if event.status == Status.CANCELLED and event.pk in matching.moved
        },
    )


def first_day_under(series: Series, rule: str, *, since: dt.date | None = None) -> dt.date:
    """Return the day from which another rule counts: its first from where it begins to hold.

    What a rule counts (every other week, ten times) it counts from there.
    """
    if rule == series.rule:
        return series.first_day
    beginning = _beginning(series, rule, since or _first_to_come(series))
    pattern = Pattern.read(rule, beginning)
    return pattern.first_from(beginning) if pattern else beginning


def _first_to_come(series: Series) -> dt.date:
    coming = series.events.filter(starts_at__gt=now(), status__in=MOVABLE)
    first: dt.date | None = coming.aggregate(first=Min("occurrence"))["first"]
    return first or next(iter(days_to_come(series)), today_of(series))


def _beginning(series: Series, rule: str, first: dt.date) -> dt.date:
    """Return the day from which another rule holds.

    That is the beginning of the week or month of the first occurrence it concerns: from the first
    Tuesday to the first Monday may be a day back. Never before the occurrence that stays.
    """
    pattern = Pattern.read(rule, first)
    stays = series.events.filter(occurrence__lt=first).aggregate(last=Max("occurrence"))["last"]
    days = [begins(first, pattern.frequency if pattern else None), today_of(series)]
    if stays:
        days.append(stays + dt.timedelta(days=1))
    return max(days)


def _matched(
    series: Series, after: Series, first: dt.date, standing: dict[int, dt.date]
) -> Matching:
    """Match the occurrences that stand from `first` on with the days of the changed series."""
    horizon = horizon_of(after)
    last = max([horizon, *standing.values()])
    others = series.events.exclude(pk__in=standing).filter(occurrence__gte=first)
    occupied = set(others.values_list("occurrence", flat=True))
    before = set(days_to_come(series, since=first, until=last))
    days = set(days_to_come(after, since=first, until=last)) - occupied
    # What was kept against an earlier rule stands outside, unless the new one has its day.
    within = {key: day for key, day in standing.items() if day in before or day in days}
    shared = _frequency(series) if _frequency(series) == _frequency(after) else None
    found = match(within, days, shared)
    made = tuple(day for day in found.made if day <= horizon)
    return Matching(moved=found.moved, made=made, gone=found.gone)


def _line(
    series: Series, after: Series, event: Event, day: dt.date, fields: Mapping[str, Any]
) -> Line:
    was, wanted = given(series, _day(event)), given(after, day)
    own = set(event.own_fields)
    if own & HOURS:
        # An hour of its own is both: it begins and ends as somebody decided. What is counted from
        # it follows only where that itself is changed.
        own |= HOURS
        if fields.keys().isdisjoint({"opens_days_before", "closes_hours_before"}):
            wanted |= {name: was[name] for name in REGISTRATION}
    other = {
        name: value
        for name, value in wanted.items()
        if was[name] != value and getattr(event, name) != value
    }
    return Line(
        event=event,
        day=day,
        changes={name: value for name, value in other.items() if name not in own},
        kept={name: value for name, value in other.items() if name in own},
    )


def _is_held(event: Event) -> bool:
    return bool(event.own_fields) or any(keeps(event) for keeps in WHAT_KEEPS_IT_PUBLIC)


def _day(event: Event) -> dt.date:
    assert event.occurrence
    return event.occurrence


def _frequency(series: Series) -> Frequency | None:
    pattern = Pattern.read(series.rule, series.first_day) if series.rule else None
    return pattern.frequency if pattern else None
