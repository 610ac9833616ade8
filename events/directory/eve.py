"""The evening before: when its mail leaves, and whom it names. Pure."""

import datetime as dt
import random
import zoneinfo
from collections.abc import Collection, Sequence
from typing import Final

EVENING: Final = dt.time(18)
# A mail that could not leave by then doesn't: nobody is woken for it.
NIGHT: Final = dt.time(21)
DAY: Final = dt.timedelta(days=1)
# The longest time from an eve's beginning to an event of the next day, and an hour for the clocks.
AHEAD: Final = dt.timedelta(hours=31)
# How many people a mail names; the others are counted.
NAMED: Final = 10


def eve_of(starts_at: dt.datetime, zone: zoneinfo.ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return from when until when (UTC) it is the evening before, on the event's own clock."""
    day = starts_at.astimezone(zone).date() - DAY
    begins, ends = (dt.datetime.combine(day, hour, zone) for hour in (EVENING, NIGHT))
    return begins.astimezone(dt.UTC), ends.astimezone(dt.UTC)


def is_eve(at: dt.datetime, starts_at: dt.datetime, zone: zoneinfo.ZoneInfo) -> bool:
    """Whether `at` lies in the evening before."""
    begins, ends = eve_of(starts_at, zone)
    return begins <= at < ends


def named_to(
    reader: int, coming: Sequence[int], *, apart: Collection[int] = (), most: int = NAMED
) -> list[int]:
    """Return whom the mail to `reader` names of those who come, by their ids.

    Never herself nor who is kept apart from her. Where there are more than `most`, each reader
    gets others, and the same ones each time: nobody stands at the top of everybody's mail. Two of
    three are named at most, also in a small room: if all were, whoever is left out would be known
    by it to have asked to be kept apart.
    """
    everybody = [each for each in sorted(coming) if each != reader]
    others = [each for each in everybody if each not in apart]
    most = min(most, max(1, len(everybody) * 2 // 3))
    if len(others) <= most:
        return others
    return sorted(random.Random(reader).sample(others, most))  # noqa: S311
