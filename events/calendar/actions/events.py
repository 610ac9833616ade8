"""What is done to events."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from events.calendar.models import TRANSITIONS, Event, Status
from events.calendar.signals import (
    event_called_off,
    event_changed,
    event_created,
    event_moved,
    status_changed,
)
from networking.accounts.models import User
from networking.associations.models import Association
from networking.audit.actions import record
from networking.audit.models import Entry
from networking.time import now

# A change of one of these is one that guests are told of by mail.
MOVED = ("starts_at", "ends_at", "venue", "address", "online_url")
# A change of one of these is a change people's calendars must learn of.
SCHEDULED = ("title", *MOVED)
# What the occurrences of a series are given by it.
FROM_SERIES = (
    *("title", "description", "venue", "address", "online_url", "capacity", "policy"),
    *("starts_at", "ends_at", "registration_opens_at", "registration_closes_at"),
)


# Within this the same draft asked for again is one that was clicked twice.
A_CLICK = dt.timedelta(seconds=10)

# Whether an event must stay public. Rooms above this one add their reasons (people count on it)
# when they get ready.
WHAT_KEEPS_IT_PUBLIC: list[Callable[[Event], bool]] = []


class NoSuchTransition(Exception):
    """An event can't go from its status to the one asked for."""


def free_slug(association: Association, title: str, day: dt.date) -> str:
    """Return a path for an event that reads like its month and isn't taken: ``2026-12``."""
    stem = day.strftime("%Y-%m")
    taken = set(association.events.filter(slug__startswith=stem).values_list("slug", flat=True))
    named = f"{stem}-{slugify(title)}"[:60].rstrip("-")
    candidates = [stem, named, *(f"{named}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)


@transaction.atomic
def create(
    *,
    association: Association,
    copied_from: Event | None = None,
    by: User | None,
    once: bool = False,
    **fields: Any,
) -> Event:
    """Make a draft; rooms above add to it what the last event had (its agenda).

    `fields` are those of the model, `starts_at` and `ends_at` aware. Twice makes two;
    `once` is for a form that may be clicked twice: the draft just made of it is returned.
    """
    # Two organisers at once would otherwise choose the same free slug.
    Association.objects.select_for_update().get(pk=association.pk)
    if once and (twin := _just_made(association, by, fields)):
        return twin
    fields.setdefault("time_zone", association.time_zone)
    event = Event(association=association, **fields)
    event.slug = free_slug(association, event.title, event.local_start.date())
    event.save()
    event_created.send(sender=Event, event=event, copied_from=copied_from, by=by)
    record(by=by, verb="event.created", subject=event, association=association)
    return event


def _just_made(association: Association, by: User | None, fields: dict[str, Any]) -> Event | None:
    """The draft that the same person made of the same words a moment ago."""
    made = Entry.objects.filter(
        association=association,
        by=by,
        verb="event.created",
        at__gte=now() - A_CLICK,
    ).values_list("subject_id", flat=True)
    same = {name: fields[name] for name in ("title", "starts_at", "ends_at")}
    return association.events.filter(pk__in=[*made], status=Status.DRAFT, **same).first()


@transaction.atomic
def change(*, event: Event, by: User | None, by_hand: bool = True, **fields: Any) -> None:
    """Change an event; its `sequence` grows if people's calendars must learn of it.

    Guests are told of other hours or another place, not of another title. What is changed by hand
    on one occurrence of a series is noted as its own: the series' changes leave it alone.
    """
    before = Event.objects.select_for_update().get(pk=event.pk)
    for name, value in fields.items():
        setattr(event, name, value)
    changed = {name for name in fields if getattr(before, name) != getattr(event, name)}
    if by_hand and before.occurrence:
        event.own_fields = sorted({*before.own_fields, *changed.intersection(FROM_SERIES)})
        fields["own_fields"] = event.own_fields
    event.sequence = before.sequence + (not changed.isdisjoint(SCHEDULED))
    event.moved_from = _first_announced(before, event)
    event.save(update_fields=[*fields, "sequence", "moved_from"])
    event_changed.send(sender=Event, event=event, by=by)
    if not changed.isdisjoint(MOVED):
        event_moved.send(sender=Event, event=event, by=by)
    record(by=by, verb="event.changed", subject=event, association=event.association)


def _first_announced(before: Event, event: Event) -> dt.datetime | None:
    """When an event that people know of was to begin, if that is another time than now."""
    if before.status == Status.DRAFT:
        return None
    first = before.moved_from or before.starts_at
    return None if first == event.starts_at else first


@transaction.atomic
def move_to(*, event: Event, status: Status, by: User | None) -> None:
    """Move an event along its life. To the status it has already: nothing happens.

    Raises `NoSuchTransition` for a step its life doesn't know, and back to draft where somebody
    counts on it.
    """
    current = Event.objects.select_for_update().get(pk=event.pk).status
    event.status = current
    if current == status:
        return
    if status not in TRANSITIONS[current]:
        raise NoSuchTransition(f"{current} → {status}")
    if status == Status.DRAFT and any(keeps(event) for keeps in WHAT_KEEPS_IT_PUBLIC):
        raise NoSuchTransition("people count on it")
    event.status = status
    event.save(update_fields=["status"])
    record(
        by=by,
        verb="event.status",
        subject=event,
        association=event.association,
        status=str(status),
    )
    if status == Status.CANCELLED:
        event_called_off.send(sender=Event, event=event, by=by)
    transaction.on_commit(
        lambda: status_changed.send(sender=Event, event_id=event.pk, status=status)
    )
