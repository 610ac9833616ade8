"""Until when a seat that came free is kept for the first who waits. Pure.

She has a day to answer, and the night isn't counted against her: a time that would run out while
people sleep runs out the next morning. The last answer is due half a day before the event, the
evening before at the latest where that falls in the night, so that the next one can still come.
Where that leaves no decent time to answer, nothing is asked: who waits wants to come, and is
simply registered.
"""

import datetime as dt
from typing import Final

TIME_TO_ANSWER: Final = dt.timedelta(hours=24)
# How long before the event the last answer is due.
BEFORE: Final = dt.timedelta(hours=12)
# Less than this is no time to ask for an answer in.
SHORTEST: Final = dt.timedelta(hours=3)
# By the clock on the wall at the event.
EVENING: Final = dt.time(21)
MORNING: Final = dt.time(9)
_DAY: Final = dt.timedelta(days=1)


def deadline(*, at: dt.datetime, starts_at: dt.datetime) -> dt.datetime | None:
    """Return until when a seat offered at `at` is kept; None where the event is too near to ask.

    Both are aware; `starts_at` carries the event's own zone, in which its nights are read. The
    answer is at least `SHORTEST` after `at` and at least `BEFORE` ahead of the event.
    """
    zone = starts_at.tzinfo
    until = (at.astimezone(dt.UTC) + TIME_TO_ANSWER).astimezone(zone)
    latest = (starts_at.astimezone(dt.UTC) - BEFORE).astimezone(zone)
    until = min(_after_the_night(until), _before_the_night(latest), key=dt.datetime.timestamp)
    return until if until.timestamp() - at.timestamp() >= SHORTEST.total_seconds() else None


def _after_the_night(local: dt.datetime) -> dt.datetime:
    if local.time() >= EVENING:
        return dt.datetime.combine(local.date() + _DAY, MORNING, local.tzinfo)
    if local.time() < MORNING:
        return dt.datetime.combine(local.date(), MORNING, local.tzinfo)
    return local


def _before_the_night(local: dt.datetime) -> dt.datetime:
    if local.time() > EVENING:
        return dt.datetime.combine(local.date(), EVENING, local.tzinfo)
    if local.time() < MORNING:
        return dt.datetime.combine(local.date() - _DAY, EVENING, local.tzinfo)
    return local
