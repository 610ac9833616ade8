"""When those who have not answered an invitation are reminded of it. Pure.

Once, five days before the event at ten in the morning where it takes place; later if they were
invited less than three days before that, and not at all if that leaves no time to answer.
"""

import datetime as dt
import zoneinfo
from typing import Final

AHEAD: Final = dt.timedelta(days=5)
# How long an invitation is left in peace.
PEACE: Final = dt.timedelta(days=3)
# What a reminder leaves for answering.
TO_ANSWER: Final = dt.timedelta(hours=20)
HOUR: Final = dt.time(10)
# A reminder that could not leave at its hour may leave until this one, or waits for the next day.
LAST_HOUR: Final = dt.time(19)
DAY: Final = dt.timedelta(days=1)


def reminder_at(
    *,
    invited_at: dt.datetime,
    starts_at: dt.datetime,
    closes_at: dt.datetime | None,
    zone: zoneinfo.ZoneInfo,
) -> dt.datetime | None:
    """Return the instant (UTC) from which somebody invited then may be reminded; None for never.

    Never before three days have passed, never when fewer than twenty hours are left until
    registration closes, or until the event starts.
    """
    first_day = starts_at.astimezone(zone).date() - AHEAD
    moment = _at(first_day, zone)
    peace_ends = invited_at + PEACE
    if moment < peace_ends:
        day = peace_ends.astimezone(zone).date()
        moment = _at(day, zone)
        if moment < peace_ends:
            moment = _at(day + DAY, zone)
    return moment if moment <= last_moment(starts_at, closes_at) else None


def last_moment(starts_at: dt.datetime, closes_at: dt.datetime | None) -> dt.datetime:
    """Return the last instant at which a reminder still leaves time to answer."""
    return min(starts_at, closes_at or starts_at) - TO_ANSWER


def is_time(
    *,
    at: dt.datetime,
    invited_at: dt.datetime,
    starts_at: dt.datetime,
    closes_at: dt.datetime | None,
    zone: zoneinfo.ZoneInfo,
) -> bool:
    """Whether to remind somebody at `at`: her moment has come, it is day, and there is time."""
    moment = reminder_at(invited_at=invited_at, starts_at=starts_at, closes_at=closes_at, zone=zone)
    return (
        moment is not None
        and moment <= at <= last_moment(starts_at, closes_at)
        and is_day(at, zone)
    )


def is_day(at: dt.datetime, zone: zoneinfo.ZoneInfo) -> bool:
    """Whether it is an hour at which a reminder may arrive, on the event's own clock."""
    return HOUR <= at.astimezone(zone).time() < LAST_HOUR


def _at(day: dt.date, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, HOUR, zone).astimezone(dt.UTC)
