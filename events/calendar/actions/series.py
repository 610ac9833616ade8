"""What is done to series: begin, make its occurrences ahead, change, skip a day, end."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from events.calendar.actions.events import change, create, move_to
from events.calendar.actions.life import cancel
from events.calendar.actions.plans import Leaving, Line, Plan, plan_change
from events.calendar.models import MOVABLE, Event, Series, Status
from events.calendar.occurrences import days_to_come, given
from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record
from networking.time import now

# Addresses beside those of the series.
RESERVED = frozenset({"new", "preview"})


class Outdated(Exception):
    """What would be done is not what was agreed to: something has happened in between."""


@transaction.atomic
def begin(*, association: Association, by: User | None, **fields: Any) -> Series:
    """Begin a series and make its first occurrences. Twice begins two."""
    Association.objects.select_for_update().get(pk=association.pk)
    fields.setdefault("time_zone", association.time_zone)
    series = Series(association=association, **fields)
    series.slug = _free_slug(association, series.title)
    series.save()
    record(by=by, verb="series.created", subject=series, association=association)
    make_ahead(series=series, by=by)
    return series


def make_due(*, by: User | None) -> int:
    """Make the occurrences that have come within their series' horizon; return how many.

    A series is looked at once a day; between, this is one query. Safe from two workers at once.
    """
    due = Series.objects.filter(ended_at=None).exclude(made_on=now().date())
    return sum(make_ahead(series=series, by=by) for series in due.select_related("association"))


def make_ahead(*, series: Series, by: User | None) -> int:
    """Make what is missing up to the series' horizon; return how many. Twice makes nothing more.

    Each in a transaction of its own: a season is no reason to keep others waiting.
    """
    there = set(series.events.values_list("occurrence", flat=True))
    missing = [] if series.ended_at else [day for day in days_to_come(series) if day not in there]
    made = sum(make_occurrence(series=series, day=day, by=by) is not None for day in missing)
    with transaction.atomic():
        series.made_on = now().date()
        series.save(update_fields=["made_on"])
    return made


@transaction.atomic
def make_occurrence(*, series: Series, day: dt.date, by: User | None) -> Event | None:
    """Make the event of one day, like the one before it: its agenda, its colour.

    Returns None, and makes nothing, where it is made already or the series has that day no more.
    One that somebody set up by hand for that very hour is taken in, with what is its own.
    """
    every = Series.objects.select_for_update(of=("self",)).select_related("association")
    locked = every.get(pk=series.pk)
    there = locked.events.filter(occurrence=day).exists()
    if there or locked.ended_at or day not in days_to_come(locked, until=day):
        return None
    fields = given(locked, day)
    if (by_hand := _set_up_by_hand(locked, fields["starts_at"])) is not None:
        return _take_in(by_hand, locked, day, by=by)
    before = locked.association.events.filter(starts_at__lt=fields["starts_at"])
    before = before.exclude(status=Status.CANCELLED).order_by("-starts_at")
    last = before.filter(series=locked).first() or before.first()
    if last is not None:
        fields |= {"cover_colour": last.cover_colour, "welcome_minutes": last.welcome_minutes}
    event = create(
        association=locked.association,
        copied_from=last,
        series=locked,
        occurrence=day,
        time_zone=locked.time_zone,
        by=by,
        **fields,
    )
    if not locked.drafts:
        move_to(event=event, status=Status.PUBLISHED, by=by)
    return event


@transaction.atomic
def change_series(
    *,
    series: Series,
    agreed: str,
    since: dt.date | None = None,
    too: Collection[int] = (),
    off: Collection[int] = (),
    note: str = "",
    by: User | None,
    **fields: Any,
) -> Plan:
    """Do what `plan_change` said; `agreed` is the mark of the plan that the organiser has seen.

    Events (by key) in `too` change also in what was set by hand on them; those in `off` are
    cancelled with `note`, where the rule has their day no more and people count on them; all
    others of these stay. Raises `Outdated`, and does nothing, if the plan is another by now.
    """
    locked = _locked(series)
    plan = plan_change(locked, fields, since=since)
    if plan.mark != agreed:
        raise Outdated
    plan.after.save()
    for key, day in plan.quiet.items():
        Event.objects.filter(pk=key).update(occurrence=day)
    for line in plan.lines:
        _apply(line, also_own=line.event.pk in too, by=by)
    for leaving in plan.leaving:
        _let_go(leaving, off=leaving.event.pk in off, note=note, by=by)
    for day in plan.made:
        make_occurrence(series=plan.after, day=day, by=by)
    changed = sorted(name for name in fields if getattr(locked, name) != fields[name])
    record(
        by=by,
        verb="series.changed",
        subject=locked,
        association=locked.association,
        fields=changed,
        since=since and since.isoformat(),
        events=len(plan.changed),
    )
    series.refresh_from_db()
    return plan


@transaction.atomic
def end(*, series: Series, by: User | None) -> None:
    """End a series: it makes no more occurrences, those there are stay. Twice is once."""
    locked = Series.objects.select_for_update().get(pk=series.pk)
    series.ended_at = locked.ended_at
    if locked.ended_at is None:
        series.ended_at = now()
        series.save(update_fields=["ended_at"])
        record(by=by, verb="series.ended", subject=series, association=series.association)


@transaction.atomic
def resume(*, series: Series, by: User | None) -> None:
    """Go on with a series that was ended; what has come due meanwhile is made. Twice is once."""
    locked = Series.objects.select_for_update().get(pk=series.pk)
    series.ended_at = None
    if locked.ended_at is not None:
        series.save(update_fields=["ended_at"])
        record(by=by, verb="series.resumed", subject=series, association=series.association)
        make_ahead(series=series, by=by)


def _set_up_by_hand(series: Series, starts_at: dt.datetime) -> Event | None:
    alone = series.association.events.filter(series=None, status__in=MOVABLE)
    return alone.filter(starts_at=starts_at).select_for_update().first()


def _take_in(event: Event, series: Series, day: dt.date, *, by: User | None) -> Event:
    """Make an event one of a series, and note what of it is not as the series has it."""
    usual = given(series, day)
    own = sorted(name for name, value in usual.items() if getattr(event, name) != value)
    event.series, event.occurrence, event.own_fields = series, day, own
    event.save(update_fields=["series", "occurrence", "own_fields"])
    record(by=by, verb="event.taken_in", subject=event, association=series.association)
    return event


def _locked(series: Series) -> Series:
    """Hold a series and its events to come: who registers or edits one of them now waits, and
    what is removed has nobody on its list."""
    locked = Series.objects.select_for_update(of=("self",)).select_related("association")
    found = locked.get(pk=series.pk)
    to_come = found.events.select_for_update().filter(starts_at__gt=now()).order_by("pk")
    list(to_come.values_list("pk"))
    return found


def _apply(line: Line, *, also_own: bool, by: User | None) -> None:
    event = line.event
    values = {**line.changes, **(line.kept if also_own else {})}
    if values or line.day != event.occurrence:
        own = [name for name in event.own_fields if name not in values]
        change(event=event, by_hand=False, by=by, occurrence=line.day, own_fields=own, **values)


def _let_go(leaving: Leaving, *, off: bool, note: str, by: User | None) -> None:
    event = leaving.event
    if not leaving.held:
        record(by=by, verb="event.removed", subject=event, association=event.association)
        event.delete()
    elif off:
        cancel(event=event, note=note, by=by)


def _free_slug(association: Association, title: str) -> str:
    """Return a path for a series that reads like its title and isn't taken."""
    stem = slugify(title)[:60].strip("-") or "series"
    taken = set(association.series.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= RESERVED
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
