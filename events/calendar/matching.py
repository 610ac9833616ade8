"""What a changed rule means for the occurrences there are: which stays, moves, comes or goes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field

from events.calendar.recurrence import Frequency


@dataclass(frozen=True)
class Matching:
    """`moved` says to which day; all are keys of occurrences, but `made`, which is days."""

    moved: Mapping[int, dt.date] = field(default_factory=dict)
    made: tuple[dt.date, ...] = ()
    gone: tuple[int, ...] = ()


def period(day: dt.date, frequency: Frequency | None) -> Hashable:
    """Return the week, month or year of a day, or the day itself where a rule has no such beat."""
    match frequency:
        case Frequency.WEEKLY:
            return day.isocalendar()[:2]
        case Frequency.MONTHLY:
            return day.year, day.month
        case Frequency.YEARLY:
            return day.year
    return day


def begins(day: dt.date, frequency: Frequency | None) -> dt.date:
    """Return the first day of the period in which a day lies."""
    match frequency:
        case Frequency.WEEKLY:
            return day - dt.timedelta(days=day.weekday())
        case Frequency.MONTHLY:
            return day.replace(day=1)
        case Frequency.YEARLY:
            return day.replace(month=1, day=1)
    return day


def match(
    standing: Mapping[int, dt.date], days: Collection[dt.date], frequency: Frequency | None
) -> Matching:
    """Match occurrences (key → day) with the days of a rule.

    Where both have the day, it stays. What is left moves within its week, month or year, in
    order (`frequency` is what old and new rule have in common, None where they have nothing);
    what then is left on one side goes, on the other is made.
    """
    taken = set(standing.values())
    free: dict[Hashable, list[dt.date]] = defaultdict(list)
    for day in sorted(set(days) - taken):
        free[period(day, frequency)].append(day)
    moved: dict[int, dt.date] = {}
    gone: list[int] = []
    for key, day in sorted(standing.items(), key=lambda each: each[1]):
        if day in days:
            continue
        if near := free[period(day, frequency)]:
            moved[key] = near.pop(0)
        else:
            gone.append(key)
    made = sorted(day for each in free.values() for day in each)
    return Matching(moved=moved, made=tuple(made), gone=tuple(gone))
