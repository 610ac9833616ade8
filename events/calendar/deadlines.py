"""When registration opens and closes, as people say it: “the evening before”. Pure.

An event keeps instants. A form offers a few words for the usual ones, and an instant of one's own.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

OWN: Final = "own"
NONE: Final = "none"


@dataclass(frozen=True)
class Before:
    """So many days before the event, at an hour of the day; without one at the event's own."""

    days: int
    at: dt.time | None = None

    def of(self, starts_at: dt.datetime) -> dt.datetime:
        """Return the instant for an event that begins at `starts_at`, which is in its own zone.

        The hour stays what it is, whatever the clocks do in between.
        """
        day = starts_at.date() - dt.timedelta(days=self.days)
        return dt.datetime.combine(day, self.at or starts_at.time(), starts_at.tzinfo)


MORNING: Final = dt.time(9)
EVENING: Final = dt.time(18)
OPENS: Final = {
    "week": Before(7, MORNING),
    "fortnight": Before(14, MORNING),
    "month": Before(30, MORNING),
    "two_months": Before(60, MORNING),
}
CLOSES: Final = {
    "start": Before(0),
    "eve": Before(1, EVENING),
    "two_days": Before(2, EVENING),
    "week": Before(7, EVENING),
}


def word_for(instant: dt.datetime | None, starts_at: dt.datetime, words: dict[str, Before]) -> str:
    """Return the word for an instant: one of `words`, `OWN`, or `NONE` where there is none."""
    if instant is None:
        return NONE
    return next((word for word, before in words.items() if before.of(starts_at) == instant), OWN)


def instant_of(
    word: str, own: dt.datetime | None, starts_at: dt.datetime, words: dict[str, Before]
) -> dt.datetime | None:
    """Return the instant that a word means for an event; for `OWN` it is `own`."""
    if word == OWN:
        return own
    return words[word].of(starts_at) if word in words else None
