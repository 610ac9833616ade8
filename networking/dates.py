"""How days and hours are said, in the active language: on a wall, in a mail, on paper."""

import datetime as dt

from django.utils import formats
from django.utils.translation import get_language


def said_day(day: dt.date) -> str:
    """Say a day whole: “mardi 1er décembre 2026”, “Tuesday 1 December 2026”."""
    return formats.date_format(day, f"l {_number(day)} F Y")


def said_date(day: dt.date) -> str:
    """Say a day without its name: “1er décembre 2026”, “1 December 2026”."""
    return formats.date_format(day, f"{_number(day)} F Y")


def said_hour(instant: dt.datetime) -> str:
    """Say an hour as clocks on the wall do: “8 h 30” in French, “08:30” in English."""
    if get_language() == "fr":
        minutes = f"\N{NO-BREAK SPACE}{instant:%M}" if instant.minute else ""
        return f"{instant.hour}\N{NO-BREAK SPACE}h{minutes}"
    return f"{instant:%H:%M}"


def _number(day: dt.date) -> str:
    # French ordinals: only the first of a month is one.
    return r"1\e\r" if get_language() == "fr" and day.day == 1 else "j"
