"""When reminders leave. Pure: instants in, instants out, hours as the person's own clock has them.

The first leaves the same evening at 18:00 after an event that is over by noon, else the next
morning at 09:00. The second leaves at the last decent moment that leaves four waking hours before
the deadline, which is 48 hours after the event's end. Decent means outside quiet hours, which are
also the hours that don't count as waking.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass

WITHIN = dt.timedelta(hours=48)
NOON = dt.time(12)
EVENING = dt.time(18)
MORNING = dt.time(9)
# What the second reminder leaves for writing.
WAKING = dt.timedelta(hours=4)
DAY = dt.timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Habits:
    """Where a person lives and when she is not to be disturbed, on her own clock.

    Quiet hours may span midnight; if they begin when they end there are none.
    """

    zone: zoneinfo.ZoneInfo
    quiet_from: dt.time = dt.time(20)
    quiet_until: dt.time = dt.time(8)
    weekends: bool = True


@dataclass(frozen=True)
class Plan:
    """The instants of the two reminders, in UTC; None for one that is not to be."""

    first: dt.datetime | None
    second: dt.datetime | None
    deadline: dt.datetime


def plan(ended_at: dt.datetime, habits: Habits) -> Plan:
    """Return when the reminders of an event that ended then are to leave.

    Both lie after the end and before the deadline, at a decent hour, the first before the second.
    Quiet hours move the first one later; the second is early enough for them. Where that is not
    to be had, or a weekend is to be kept free, there is none.
    """
    # In UTC, because hours added to somebody's clock are not hours where that clock changes.
    ended_at = ended_at.astimezone(dt.UTC)
    deadline = ended_at + WITHIN
    first = _decent(_first_wish(ended_at, habits), habits, before=deadline)
    second = _leaving_time(deadline, habits, after=ended_at)
    if first is not None and second is not None and second <= first:
        second = None
    return Plan(_on_a_working_day(first, habits), _on_a_working_day(second, habits), deadline)


def next_decent(at: dt.datetime, habits: Habits, *, before: dt.datetime) -> dt.datetime | None:
    """Return the first decent moment from `at` on that comes before `before`; None without one.

    For a reminder that could not leave at its hour. It is not put off into a free weekend.
    """
    moment = _decent(at.astimezone(dt.UTC), habits, before=before)
    return _on_a_working_day(moment, habits)


def tomorrow(at: dt.datetime, habits: Habits, *, deadline: dt.datetime) -> dt.datetime:
    """Return until when a follow-up sleeps that is put off now: nine tomorrow, or the deadline."""
    return min(_local(at.astimezone(habits.zone).date() + DAY, MORNING, habits.zone), deadline)


def _first_wish(ended_at: dt.datetime, habits: Habits) -> dt.datetime:
    local = ended_at.astimezone(habits.zone)
    if local.time() <= NOON:
        return _local(local.date(), EVENING, habits.zone)
    return _local(local.date() + DAY, MORNING, habits.zone)


def _decent(wish: dt.datetime, habits: Habits, *, before: dt.datetime) -> dt.datetime | None:
    """Return the wish, or the next moment that isn't quiet; None if that is not before `before`."""
    return next((start for start, _ in _waking(wish, before, habits)), None)


def _leaving_time(
    deadline: dt.datetime, habits: Habits, *, after: dt.datetime
) -> dt.datetime | None:
    """Return the last decent moment with enough waking time left; None if it was never there."""
    missing = WAKING
    for start, end in reversed(list(_waking(after, deadline, habits))):
        if end - start >= missing:
            moment = end - missing
            return moment if moment > after else None
        missing -= end - start
    return None


def _on_a_working_day(moment: dt.datetime | None, habits: Habits) -> dt.datetime | None:
    if moment is None or habits.weekends:
        return moment
    return moment if moment.astimezone(habits.zone).weekday() < SATURDAY else None


def _waking(
    after: dt.datetime, before: dt.datetime, habits: Habits
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield the stretches between two instants that are not quiet, in order, none overlapping."""
    day = after.astimezone(habits.zone).date() - DAY
    last = before.astimezone(habits.zone).date() + DAY
    spans_midnight = habits.quiet_from > habits.quiet_until
    done = after
    while day <= last:
        bedtime = day if spans_midnight else day + DAY
        # Where the clocks change at that very hour the stretch is cut, not stretched into quiet.
        start = max(_both(day, habits.quiet_until, habits.zone))
        end = min(_both(bedtime, habits.quiet_from, habits.zone))
        start, end = max(start, done), min(end, before)
        if start < end:
            yield start, end
            done = end
        day += DAY


def _both(day: dt.date, time: dt.time, zone: zoneinfo.ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the two instants that an hour may mean where clocks change; mostly the same one."""
    return _local(day, time, zone), _local(day, time, zone, fold=1)


def _local(day: dt.date, time: dt.time, zone: zoneinfo.ZoneInfo, fold: int = 0) -> dt.datetime:
    """Return an hour of somebody's clock as an instant in UTC."""
    return dt.datetime.combine(day, time.replace(fold=fold), zone).astimezone(dt.UTC)
