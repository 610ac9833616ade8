"""How long an open wish counts, and how long it can be answered. Pure.

A wish that nobody answers blocks nothing: after a while it no longer counts against the measure of
whoever asked, so that she may ask somebody else; it can still be answered until all is over.
"""

import datetime as dt
from typing import Final

# Before the event people look at their phones once a day; while it is on, between two exchanges.
BEFORE: Final = dt.timedelta(hours=24)
DURING: Final = dt.timedelta(minutes=10)
# A live event that runs late is not over at its hour; one that nobody closes is, some time after.
LATE: Final = dt.timedelta(hours=1)


def counts_until(asked_at: dt.datetime, begins_at: dt.datetime) -> dt.datetime:
    """Return until when an open wish counts against its asker's measure.

    A day, and from the event's beginning on ten minutes, also for what was asked the evening
    before. Never before it was asked.
    """
    return min(asked_at + BEFORE, max(asked_at, begins_at) + DURING)


def counts(asked_at: dt.datetime, begins_at: dt.datetime, at: dt.datetime) -> bool:
    """Whether an open wish still counts at the instant `at`."""
    return at < counts_until(asked_at, begins_at)


def over_at(ends_at: dt.datetime, *, live: bool) -> dt.datetime:
    """Return when wishes of an event can no longer be asked, answered or taken back."""
    return ends_at + LATE if live else ends_at
