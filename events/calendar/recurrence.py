"""When a series takes place: RFC 5545 rules as a plain editor offers them, their days and instants.

A rule gives days; the hour is the series' own, read on the clock of its zone on each of them, so
that 08:00 stays 08:00 when the clocks change. A local time that a change skips is read with the
offset before it (02:30 becomes 03:30), one that comes twice means the first: both as RFC 5545
says. What a rule says of hours is left aside.
"""

import calendar
import datetime as dt
import zoneinfo
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Any, Final, Self

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, rrule, rruleset, rrulestr

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MONTHS: Final = frozenset(range(1, 13))
# The weekdays of a month that every month has; -1 is the last.
NTHS: Final = (1, 2, 3, 4, -1)
LAST: Final = -1


class Frequency(StrEnum):
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Impossible(ValueError):
    """A pattern that contradicts itself, or a rule that nobody can read."""


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A rule that a plain editor can show: every field is a control there.

    Weekly on `weekdays` (Monday is 0). Monthly on the `nth` of one weekday, or on a `month_day`
    (-1 is the last; months without it are left out). Yearly on a `month_day` of a `month`.
    Months in `skipped` have none. It ends after the day `until`, after `count` times, or never.
    """

    frequency: Frequency
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    month_day: int | None = None
    month: int | None = None
    skipped: frozenset[int] = frozenset()
    until: dt.date | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        """Raise `Impossible` for what contradicts itself."""
        on_weekday = self.nth in NTHS and len(self.weekdays) == 1 and self.month_day is None
        on_day = self.nth is None and not self.weekdays and _is_month_day(self.month_day)
        fits = {
            Frequency.WEEKLY: bool(self.weekdays) and self.nth is None and self.month_day is None,
            Frequency.MONTHLY: on_weekday or on_day,
            Frequency.YEARLY: on_day and _exists(self.month, self.month_day) and not self.skipped,
        }[self.frequency]
        if not fits or (self.month is not None) != (self.frequency is Frequency.YEARLY):
            raise Impossible("fields of another frequency")
        if list(self.weekdays) != sorted(set(self.weekdays) & set(range(7))):
            raise Impossible("weekdays")
        if not self.skipped < MONTHS:
            raise Impossible("months")
        if not 1 <= self.every <= 99 or (self.count is not None and not 1 <= self.count <= 999):
            raise Impossible("numbers")
        if self.until is not None and self.count is not None:
            raise Impossible("two ends")

    @property
    def rule(self) -> str:
        """This pattern as RFC 5545 writes it."""
        days = ",".join(f"{self.nth or ''}{WEEKDAYS[day]}" for day in self.weekdays)
        months = {self.month} if self.month else MONTHS - self.skipped if self.skipped else ()
        parts = {
            "FREQ": self.frequency.value,
            "INTERVAL": self.every if self.every > 1 else None,
            "BYMONTH": ",".join(str(month) for month in sorted(months)),
            "BYMONTHDAY": self.month_day,
            "BYDAY": days,
            "UNTIL": self.until and f"{self.until:%Y%m%d}",
            "COUNT": self.count,
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)

    def first_from(self, day: dt.date) -> dt.date:
        """Return the first day from `day` on that fits: the one from which `every` counts.

        Every other Monday from a Sunday on begins the next day, not in eight.
        """
        any_time = replace(self, every=1, until=None, count=None)
        return next(iter(following(any_time.rule, day, since=day, count=1)), day)

    @classmethod
    def read(cls, rule: str, first_day: dt.date) -> Self | None:
        """Return the pattern that a rule is, or None where the editor has no control for it."""
        try:
            return cls(**_fields(_parts(rule), first_day))
        except (KeyError, ValueError):
            return None


def check(rule: str) -> None:
    """Raise `Impossible` for a rule that gives no days: unreadable, or finer than a day."""
    try:
        if _parts(rule).get("FREQ") not in {"DAILY", *Frequency}:
            raise Impossible(rule)
        _rrule(rule, dt.date(2000, 1, 1))
    except (ValueError, KeyError, IndexError) as error:
        raise Impossible(rule) from error


def days(
    rule: str,
    first_day: dt.date,
    *,
    since: dt.date,
    until: dt.date,
    exceptions: Collection[dt.date] = (),
) -> list[dt.date]:
    """Return the days of a rule from `since` to `until`, both included, without the exceptions.

    An empty rule means the first day alone. An exception still counts where the rule has a count.
    """
    found = _rrule(rule, first_day).between(_midnight(since), _midnight(until), inc=True)
    return [each.date() for each in found if each.date() not in exceptions]


def following(rule: str, first_day: dt.date, *, since: dt.date, count: int) -> list[dt.date]:
    """Return the next `count` days of a rule, from `since` on; exceptions are for the caller."""
    found: Iterator[dt.datetime] = _rrule(rule, first_day).xafter(_midnight(since), inc=True)
    return [each.date() for each in islice(found, count)]


def instant(day: dt.date, time: dt.time, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """Return the instant, in UTC, at which the clock of `zone` shows `time` on `day`."""
    return dt.datetime.combine(day, time.replace(fold=0), zone).astimezone(dt.UTC)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last of that month where it is shorter."""
    return day + relativedelta(months=months)


def _midnight(day: dt.date) -> dt.datetime:
    # Naive: a rule counts days, and no day has two midnights.
    return dt.datetime.combine(day, dt.time())


def _rrule(rule: str, first_day: dt.date) -> rrule | rruleset:
    if not rule:
        return rrule(DAILY, dtstart=_midnight(first_day), count=1)
    parts = _parts(rule) | {"BYHOUR": "0", "BYMINUTE": "0", "BYSECOND": "0"}
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    return rrulestr(text, dtstart=_midnight(first_day))


def _parts(rule: str) -> dict[str, str]:
    """Take a rule apart; of an end given as an instant its day is meant."""
    pairs = (part.partition("=") for part in rule.upper().removeprefix("RRULE:").split(";"))
    parts = {name: value for name, _, value in pairs if name}
    if "UNTIL" in parts:
        parts["UNTIL"] = parts["UNTIL"][:8]
    return parts


def _fields(parts: dict[str, str], first_day: dt.date) -> dict[str, Any]:
    """Return the fields of the pattern that a rule is; raises where it is none of ours."""
    left = {name: value for name, value in parts.items() if (name, value) != ("WKST", "MO")}
    frequency = Frequency(left.pop("FREQ"))
    fields: dict[str, Any] = {"frequency": frequency}
    fields["every"] = int(left.pop("INTERVAL", "1"))
    months = frozenset(int(month) for month in left.pop("BYMONTH", "").split(",") if month)
    month_day = int(left.pop("BYMONTHDAY", 0)) or None
    said = [day for day in left.pop("BYDAY", "").split(",") if day]
    nths = {int(day[:-2]) if day[:-2] else None for day in said}
    weekdays = tuple(sorted(WEEKDAYS.index(day[-2:]) for day in said))
    # What a rule leaves open is as on its first day.
    if frequency is Frequency.WEEKLY:
        weekdays = weekdays or (first_day.weekday(),)
    elif not weekdays and month_day is None:
        month_day = first_day.day
    if frequency is Frequency.YEARLY:
        (fields["month"],) = months or {first_day.month}
    elif months:
        fields["skipped"] = MONTHS - months
    (fields["nth"],) = nths or {None}
    fields |= {"weekdays": weekdays, "month_day": month_day}
    if until := left.pop("UNTIL", ""):
        fields["until"] = dt.datetime.strptime(until, "%Y%m%d").date()  # noqa: DTZ007  a day
    if count := left.pop("COUNT", ""):
        fields["count"] = int(count)
    if left:
        raise Impossible(f"beyond the editor: {', '.join(left)}")
    return fields


def _is_month_day(day: int | None) -> bool:
    return day is not None and (1 <= day <= 31 or day == LAST)


def _exists(month: int | None, day: int | None) -> bool:
    """Whether some year has that day of that month."""
    return month in MONTHS and day is not None and 0 < day <= calendar.monthrange(2000, month)[1]
