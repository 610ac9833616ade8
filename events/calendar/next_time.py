"""Next month's breakfast, set up from last month's."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from events.calendar import deadlines
from events.calendar.models import Event, Status
from networking.associations.models import Association
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


def worth_copying(association: Association) -> QuerySet[Event]:
    """Return the events a new one may begin as, the one it begins as first.

    Those held, the next, and those made by hand, the latest first: what a series made further
    ahead is nobody's latest word.
    """
    held = association.events.exclude(status=Status.CANCELLED)
    to_come = held.filter(starts_at__gt=now()).order_by("starts_at")
    until = to_come.values("starts_at")[:1]
    ahead = Q(occurrence__isnull=False, starts_at__gt=Subquery(until))
    return held.exclude(ahead).order_by("-starts_at")


def beginning(last: Event | None) -> dict[str, Any]:
    """Return what the form of a new event begins with: the last one's, a month on.

    The day is one after that of the furthest event, too. Where a series makes the dates, a further
    one is an exception: its day is left open. Without a last one, the classic: the first Tuesday
    of next month, 08:00–10:00.
    """
    today = now().date()
    if last is None:
        day = next_month_like(first_weekday(today.year, today.month, 1))
        return {"day": day, "begins": dt.time(8), "ends": dt.time(10), "capacity": 30}
    return {
        "day": None if _made_by_a_series(last) else _a_month_on(last, today),
        "begins": last.local_start.time(),
        "ends": last.local_end.time(),
        **{name: getattr(last, name) for name in COPIED},
        # “Le petit-déjeuner de décembre” is the name of one; that of the series suits any.
        "title": last.series.title if last.series else last.title,
        **_registering(last),
    }


def _made_by_a_series(event: Event) -> bool:
    return event.association.series.filter(ended_at=None).exists()


def _a_month_on(last: Event, today: dt.date) -> dt.date:
    held = last.association.events.exclude(status=Status.CANCELLED)
    furthest = held.order_by("-starts_at").first() or last
    day = next_month_like(last.local_start.date())
    while day <= max(today, furthest.local_start.date()):
        day = next_month_like(day)
    return day


def _registering(last: Event) -> dict[str, str]:
    """When registration opened and closed, where that can be said of any event."""
    words = {
        "opens": deadlines.word_for(last.registration_opens_at, last.local_start, deadlines.OPENS),
        "closes": deadlines.word_for(
            last.registration_closes_at, last.local_start, deadlines.CLOSES
        ),
    }
    return {name: word for name, word in words.items() if word != deadlines.OWN}
