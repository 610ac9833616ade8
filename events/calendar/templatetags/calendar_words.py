"""How an event's day and hours are said, in its own zone and the reader's language."""

import datetime as dt

from django import template
from django.utils import formats
from django.utils.translation import get_language

from events.calendar.models import Event

register = template.Library()


@register.filter
def day(event: Event) -> str:
    """The event's day: “mardi 1er décembre 2026”, “Tuesday 1 December 2026”."""
    return said_day(event.local_start.date())


@register.filter
def hours(event: Event) -> str:
    """From when until when: “8 h – 10 h”, “08:00 – 10:00”."""
    return f"{said_hour(event.local_start)} – {said_hour(event.local_end)}"


def said_day(day: dt.date) -> str:
    """Say a day whole, in the active language."""
    if get_language() == "fr":
        # French ordinals: only the first of a month is one.
        number = "1er" if day.day == 1 else str(day.day)
        return formats.date_format(day, f"l {_escaped(number)} F Y")
    return formats.date_format(day, "l j F Y")


def said_hour(instant: dt.datetime) -> str:
    """Say an hour as clocks on the wall do: “8 h 30” in French, “08:30” in English."""
    if get_language() == "fr":
        minutes = f"\N{NO-BREAK SPACE}{instant:%M}" if instant.minute else ""
        return f"{instant.hour}\N{NO-BREAK SPACE}h{minutes}"
    return f"{instant:%H:%M}"


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" for letter in text)


@register.filter
def hour(instant: dt.datetime, event: Event) -> str:
    """An instant as the clock on the wall at the event says it: “8 h 12”, “08:12”."""
    return said_hour(instant.astimezone(event.zone))
