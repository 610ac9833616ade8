"""Days and hours that belong to no event yet, in the reader's language."""

import datetime as dt

from django import template

from networking.dates import said_day, said_hour

register = template.Library()


@register.filter
def whole_day(day: dt.date) -> str:
    """A day whole: “mardi 1er décembre 2026”, “Tuesday 1 December 2026”."""
    return said_day(day)


@register.filter
def wall_hour(time: dt.time) -> str:
    """An hour as clocks on the wall say it: “8 h 30”, “08:30”."""
    return said_hour(dt.datetime.combine(dt.date(2000, 1, 1), time))
