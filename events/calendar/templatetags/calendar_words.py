"""How an event's day and hours are said, in its own zone and the reader's language."""

import datetime as dt

from django import template
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language

from events.calendar.models import Event
from networking.dates import said_day, said_hour

register = template.Library()
NO_BREAK = "\N{NO-BREAK SPACE}"
WORD_JOINER = "\N{WORD JOINER}"


@register.filter
def day(event: Event) -> str:
    """The event's day: “mardi 1er décembre 2026”, “Tuesday 1 December 2026”."""
    return said_day(event.local_start.date())


def hours(event: Event) -> str:
    """From when until when: “8 h – 10 h”, “08:00 – 10:00”."""
    return f"{said_hour(event.local_start)}{NO_BREAK}–{NO_BREAK}{said_hour(event.local_end)}"


@register.filter(name="hours")
def unbroken_hours(event: Event) -> str:
    """The same on a page, where a line would otherwise end after the dash."""
    return hours(event).replace("–", f"–{WORD_JOINER}")


@register.filter
def hour(instant: dt.datetime, event: Event) -> str:
    """An instant as the clock on the wall at the event says it: “8 h 12”, “08:12”."""
    return said_hour(instant.astimezone(event.zone))


@register.filter
def month(day: dt.date) -> str:
    """A month and its year: “décembre 2026”, “December 2026”."""
    return date_format(day, "F Y")


@register.filter
def month_alone(day: dt.date) -> str:
    """A month: “décembre”, “December”."""
    return date_format(day, "F")


@register.filter
def short_month(event: Event) -> str:
    """The event's month as a calendar's leaf has it: “Déc”, “Dec”.

    French in three letters would have two months called “Jui”.
    """
    short = "N" if get_language() == "fr" else "M"
    return capfirst(date_format(event.local_start.date(), short).removesuffix("."))


@register.filter
def weekday(event: Event) -> str:
    """The event's day of the week: “mardi”, “Tuesday”."""
    return date_format(event.local_start.date(), "l")


@register.filter
def moved_from(event: Event) -> str:
    """When it was to be as first announced: “mardi 1er décembre 2026, 8 h”."""
    if event.moved_from is None:
        return ""
    first = event.moved_from.astimezone(event.zone)
    return f"{said_day(first.date())}, {said_hour(first)}"


@register.filter
def town(zone: str) -> str:
    """The town a time zone is named after: “Paris”, “Port of Spain”."""
    return zone.rpartition("/")[2].replace("_", " ")
