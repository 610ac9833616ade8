"""Which times to propose for a coffee. Pure: instants in, instants out, hours as clocks show them.

Within two weeks, on working days, at hours which are decent on both clocks and outside one's own
quiet hours; never on top of an event one goes to, nor right after one, when people want to talk.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Final

from followups.reminders.due import DAY, SATURDAY, Habits

LASTS: Final = dt.timedelta(minutes=45)
MOST: Final = 3
AHEAD: Final = dt.timedelta(days=14)
# What stays free after an event, and before one.
AFTER: Final = dt.timedelta(hours=4)
BEFORE: Final = dt.timedelta(hours=1)
# Nobody is asked for a coffee earlier or later than this, wherever she is.
FROM, UNTIL = dt.time(8), dt.time(19)
# The hours one would think of first, each day another; then whatever fits.
USUAL: Final = (dt.time(10), dt.time(14, 30), dt.time(16, 30))
_HALF_HOURS: Final = tuple(dt.time(hour, minute) for hour in range(24) for minute in (0, 30))
# From how many days on, and how many days apart: as generous as there is room for.
_SPREADS: Final = ((2, 2), (2, 1), (1, 1))
_STEP: Final = dt.timedelta(minutes=15)

Span = tuple[dt.datetime, dt.datetime]


def proposals(
    at: dt.datetime, mine: Habits, theirs: Habits, busy: Collection[Span] = ()
) -> list[dt.datetime]:
    """Return up to three times in UTC, in order, each on a day of its own on one's own calendar.

    `busy` are the events one goes to. Fewer than three, or none, where there is no room for more.
    """
    best: list[dt.datetime] = []
    at = at.astimezone(dt.UTC)
    for spread in _SPREADS:
        found: list[dt.datetime] = []
        for chosen in _chosen(at, mine, theirs, busy, spread):
            found.append(chosen)
            if len(found) == MOST:
                return found
        best = max(best, found, key=len)
    return best


def fits(
    start: dt.datetime, at: dt.datetime, mine: Habits, theirs: Habits, busy: Collection[Span] = ()
) -> bool:
    """Whether a time may be proposed now."""
    if not at < start or start + LASTS > at + AHEAD:
        return False
    free = all(start + LASTS + BEFORE <= begins or start >= ends + AFTER for begins, ends in busy)
    return free and _is_decent(start, mine) and _is_decent(start, theirs)


def _chosen(
    at: dt.datetime, mine: Habits, theirs: Habits, busy: Collection[Span], spread: tuple[int, int]
) -> Iterator[dt.datetime]:
    """Yield a time of each day that has one, some days apart."""
    first, apart = spread
    turn, day = 0, at.astimezone(mine.zone).date() + first * DAY
    while day <= (at + AHEAD).astimezone(mine.zone).date():
        starts = _starts(day, turn, mine)
        chosen = next((each for each in starts if fits(each, at, mine, theirs, busy)), None)
        if chosen is not None:
            yield chosen
            turn = (turn + 1) % len(USUAL)
        day += apart * DAY if chosen is not None else DAY


def _starts(day: dt.date, turn: int, mine: Habits) -> Iterator[dt.datetime]:
    """The hours of a day to try, the one whose turn it is first."""
    usual = USUAL[turn:] + USUAL[:turn]
    for time in (*usual, *_HALF_HOURS):
        yield dt.datetime.combine(day, time, mine.zone).astimezone(dt.UTC)


def _is_decent(start: dt.datetime, habits: Habits) -> bool:
    """Whether a coffee then falls on a working day, by day, and into no quiet hours."""
    begins, ends = (each.astimezone(habits.zone) for each in (start, start + LASTS))
    if begins.weekday() >= SATURDAY or begins.date() != ends.date():
        return False
    if begins.time() < FROM or ends.time() > UNTIL:
        return False
    moments = (begins.time(), *_during(start, habits))
    return not any(_is_quiet(moment, habits) for moment in moments)


def _during(start: dt.datetime, habits: Habits) -> Iterator[dt.time]:
    # One's quiet hours may be short: the whole of it is looked at, its last minute too.
    last = LASTS - dt.timedelta(minutes=1)
    for minutes in (_STEP, 2 * _STEP, last):
        yield (start + minutes).astimezone(habits.zone).time()


def _is_quiet(moment: dt.time, habits: Habits) -> bool:
    begins, ends = habits.quiet_from, habits.quiet_until
    if begins <= ends:
        return begins <= moment < ends
    return moment >= begins or moment < ends
