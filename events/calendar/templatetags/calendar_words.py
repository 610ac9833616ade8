"""How an event's day and hours are said, in its own zone and the reader's language."""

import datetime as dt

from django import template

from events.calendar.models import Event
from networking.dates import said_day, said_hour

register = template.Library()
NO_BREAK = "\N{NO-BREAK SPACE}"


@register.filter
def day(event: Event) -> str:
    """The event's day: “mardi 1er décembre 2026”, “Tuesday 1 December 2026”."""
    return said_day(event.local_start.date())


@register.filter
def hours(event: Event) -> str:
    """From when until when: “8 h – 10 h”, “08:00 – 10:00”."""
    return f"{said_hour(event.local_start)}{NO_BREAK}–{NO_BREAK}{said_hour(event.local_end)}"


@register.filter
def hour(instant: dt.datetime, event: Event) -> str:
    """An instant as the clock on the wall at the event says it: “8 h 12”, “08:12”."""
    return said_hour(instant.astimezone(event.zone))
