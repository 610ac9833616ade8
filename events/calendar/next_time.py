"""Next month's breakfast, set up from last month's."""

import datetime as dt
from typing import Any

from events.calendar import deadlines
from events.calendar.models import Event
from networking.time import now

COPIED = ("title", "venue", "address", "online_url", "capacity", "policy", "description")


def first_weekday(year: int, month: int, weekday: int) -> dt.date:
    """Return the first such weekday (Monday is 0) of a month."""
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7)


def next_month_like(day: dt.date) -> dt.date:
    """Return the same weekday of the month in the next month: first Tuesday → first Tuesday.

    A fifth weekday that the next month lacks becomes its fourth.
    """
    week = (day.day - 1) // 7
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    found = first_weekday(year, month, day.weekday()) + dt.timedelta(weeks=week)
    return found if found.month == month else found - dt.timedelta(weeks=1)


def beginning(last: Event | None) -> dict[str, Any]:
    """Return what the form of a new event begins with: the last one's, a month on.

    Without a last one, the classic: the first Tuesday of next month, 08:00–10:00.
    """
    today = now().date()
    if last is None:
        day = next_month_like(first_weekday(today.year, today.month, 1))
        return {"day": day, "begins": dt.time(8), "ends": dt.time(10), "capacity": 30}
    day = next_month_like(last.local_start.date())
    while day <= today:
        day = next_month_like(day)
    return {
        "day": day,
        "begins": last.local_start.time(),
        "ends": last.local_end.time(),
        **{name: getattr(last, name) for name in COPIED},
        **_registering(last),
    }


def _registering(last: Event) -> dict[str, str]:
    """When registration opened and closed, where that can be said of any event."""
    words = {
        "opens": deadlines.word_for(last.registration_opens_at, last.local_start, deadlines.OPENS),
        "closes": deadlines.word_for(
            last.registration_closes_at, last.local_start, deadlines.CLOSES
        ),
    }
    return {name: word for name, word in words.items() if word != deadlines.OWN}
