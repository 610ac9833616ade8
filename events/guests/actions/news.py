"""What everybody on the list must learn: the event was moved, or doesn't take place."""

from django.db import transaction

from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from events.guests.models import Registration, Status
from networking.accounts.models import User
from networking.mail.actions import enqueue, withdraw
from networking.time import now

# Whom a mail reaches when an event moves, and when it is called off.
TOLD_OF_A_MOVE = (Status.CONFIRMED,)
TOLD_OF_THE_END = (Status.CONFIRMED, Status.OFFERED, Status.WAITING, Status.REQUESTED)


@transaction.atomic
def tell_moved(*, event: Event, by: User | None) -> int:
    """Write to everybody registered that hours or place have changed; return to how many.

    Only for what is published and still ahead. Once for each change; if it changes again before
    the mail has left, only the last change is told.
    """
    if event.status not in {EventStatus.PUBLISHED, EventStatus.LIVE} or event.ends_at <= now():
        return 0
    return _write_to(event, "guests.moved", {"sequence": event.sequence}, event.sequence, by)


@transaction.atomic
def tell_called_off(*, event: Event, by: User | None) -> int:
    """Withdraw what was still to leave about this event, and tell everybody once that it is off.

    Returns to how many; twice writes to nobody again.
    """
    withdraw(topic=event.channel, by=by)
    return _write_to(event, "guests.called_off", {}, 0, by)


def _write_to(event: Event, kind: str, params: dict[str, int], stamp: int, by: User | None) -> int:
    statuses = TOLD_OF_THE_END if kind == "guests.called_off" else TOLD_OF_A_MOVE
    guests = Registration.objects.filter(
        event=event, status__in=statuses, user__email__isnull=False
    ).select_related("user")
    for registration in guests:
        enqueue(
            kind=kind,
            to=registration.user.email or "",
            key=f"{kind}:{registration.pk}:{stamp}",
            params={"registration": registration.pk, **params},
            user=registration.user,
            association=event.association,
            topic=event.channel,
            by=by,
        )
    return len(guests)
