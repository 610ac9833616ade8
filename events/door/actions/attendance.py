"""Telling afterwards who came, and letting guests check themselves in."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from events.calendar.models import Event
from events.door.actions.arrivals import undo_check_in
from events.door.live import changed
from events.door.models import CheckIn, CheckInSource, Door
from events.door.signals import checked_in
from networking.accounts.models import User
from networking.audit.actions import record
from networking.time import now


@dataclass(frozen=True)
class Told:
    """How many came of whom it wasn't known, and how many were taken for others."""

    came: int = 0
    undone: int = 0


@transaction.atomic
def tell_attendance(
    *, event: Event, ticked: Collection[int], came: Collection[int], by: User | None
) -> Told:
    """Write down who came, by registration; `ticked` are those who stood as here on the form.

    Who is in `came` and isn't here yet, is; who was ticked on the form and is no more, isn't.
    Whoever was checked in meanwhile by somebody else stays. Twice changes nothing more.
    """
    Door.objects.update_or_create(event=event, defaults={"attendance_told_at": now()})
    guests = event.registrations.confirmed().filter(pk__in=came)
    # Held first and read then, so that whom a host checks in meanwhile isn't here twice.
    list(guests.select_for_update().order_by("pk").values_list("pk"))
    missing = list(guests.filter(check_in__isnull=True).select_related("user"))
    arrived = CheckIn.objects.bulk_create(
        # On paper nobody wrote when: she came with the others.
        CheckIn(
            registration=guest,
            at=min(now(), event.starts_at),
            source=CheckInSource.AFTERWARDS,
            by=by,
        )
        for guest in missing
    )
    undone = 0
    for guest in event.registrations.filter(pk__in=set(ticked) - set(came)):
        guest.event = event
        undone += undo_check_in(registration=guest, by=by)
    if arrived:
        _tell(arrived, event, by)
    changed(event)
    return Told(len(arrived), undone)


def _tell(arrived: list[CheckIn], event: Event, by: User | None) -> None:
    record(
        by=by,
        verb="guests.attendance_told",
        subject=event,
        association=event.association,
        count=len(arrived),
    )

    def announce() -> None:
        for each in arrived:
            each.registration.event = event
            checked_in.send(sender=CheckIn, check_in=each)

    transaction.on_commit(announce)


@transaction.atomic
def open_self_check_in(*, event: Event, by: User | None) -> Door:
    """Let guests check themselves in by a code shown at the entrance. Again, it is another code.

    The code before opens nothing any more.
    """
    door, _made = Door.objects.update_or_create(
        event=event, defaults={"self_check_in": secrets.token_urlsafe(16)}
    )
    record(by=by, verb="door.self_check_in_opened", subject=event, association=event.association)
    return door


@transaction.atomic
def close_self_check_in(*, event: Event, by: User | None) -> bool:
    """Let only hosts check people in; whether guests could. Twice changes nothing."""
    closed = Door.objects.filter(event=event).exclude(self_check_in="").update(self_check_in="")
    if closed:
        record(
            by=by, verb="door.self_check_in_closed", subject=event, association=event.association
        )
    return bool(closed)
