"""A season's events and what became of their follow-ups."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from events.calendar import season
from events.calendar.models import Event
from followups.reminders import due
from followups.reminders.actions import NOT_HELD
from followups.reminders.models import Tally
from followups.reminders.season.shares import Share, together
from networking.associations.models import Association
from networking.time import now


@dataclass(frozen=True)
class Row:
    """An event of the season; without a share, too few people met or it is too early."""

    event: Event
    share: Share | None
    running: bool


@dataclass(frozen=True)
class Season:
    """The events gone by, the latest first, and what those that may be shown come to."""

    year: int
    rows: list[Row]
    whole: Share


def current(association: Association) -> int:
    """Return the year in which the season that is now began."""
    zone = zoneinfo.ZoneInfo(association.time_zone)
    return season.year_of(now().astimezone(zone).date())


def season_of(association: Association, year: int) -> Season:
    """Return a season's shares. One query, whatever the number of events."""
    begins, ends = season.bounds(year, zoneinfo.ZoneInfo(association.time_zone))
    held = association.events.past().filter(starts_at__gte=begins, starts_at__lt=ends)
    held = held.exclude(status__in=NOT_HELD)
    rows = [_row(event, now()) for event in held.select_related("tally", "association")]
    return Season(year, rows, together(row.share for row in rows if row.share))


def _row(event: Event, at: dt.datetime) -> Row:
    kept: Tally | None = getattr(event, "tally", None)
    share = Share(kept.people, kept.follow_ups, kept.in_time) if kept else None
    shown = share if share and share.may_be_shown else None
    return Row(event, shown, running=event.ends_at + due.WITHIN > at)
