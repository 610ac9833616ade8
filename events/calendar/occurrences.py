"""What a series gives each of its occurrences, and on which days it has them."""

import datetime as dt
import zoneinfo
from typing import Any

from events.calendar.models import Series
from events.calendar.recurrence import days, instant, months_after
from networking.time import now

# What an occurrence takes over as it stands in the series.
COPIED = ("title", "description", "venue", "address", "online_url", "capacity", "policy")
HOURS = frozenset({"starts_at", "ends_at"})
REGISTRATION = frozenset({"registration_opens_at", "registration_closes_at"})


def given(series: Series, day: dt.date) -> dict[str, Any]:
    """Return what the occurrence of a day is given; its hours are read in the series' zone."""
    zone = zoneinfo.ZoneInfo(series.time_zone)
    starts_at = instant(day, series.starts_at_time, zone)
    opens, closes = series.opens_days_before, series.closes_hours_before
    return {
        **{name: getattr(series, name) for name in COPIED},
        "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(minutes=series.minutes),
        "registration_opens_at": None
        if opens is None
        else instant(day - dt.timedelta(days=opens), series.starts_at_time, zone),
        "registration_closes_at": None
        if closes is None
        else starts_at - dt.timedelta(hours=closes),
    }


def today_of(series: Series) -> dt.date:
    """Return today's date where the series takes place."""
    return now().astimezone(zoneinfo.ZoneInfo(series.time_zone)).date()


def exceptions_of(series: Series) -> set[dt.date]:
    """Return the days that the series leaves out."""
    return {dt.date.fromisoformat(day) for day in series.exceptions}


def horizon_of(series: Series) -> dt.date:
    """Return the day up to which occurrences are made."""
    return months_after(today_of(series), series.months_ahead)


def days_to_come(
    series: Series, *, since: dt.date | None = None, until: dt.date | None = None
) -> list[dt.date]:
    """Return the days still to come on which the series takes place, up to its horizon."""
    today = today_of(series)
    found = days(
        series.rule,
        series.first_day,
        since=max(since or today, today),
        until=until or horizon_of(series),
        exceptions=exceptions_of(series),
    )
    zone, moment = zoneinfo.ZoneInfo(series.time_zone), now()
    return [day for day in found if instant(day, series.starts_at_time, zone) > moment]
