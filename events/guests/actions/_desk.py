"""What every action at the registration desk needs: the lock, the seats, a word to the guest."""

import datetime as dt
from collections.abc import Collection

from events.calendar.models import Event
from events.guests.models import Kind, Registration, Status
from networking.accounts.models import User
from networking.associations.models import Association
from networking.mail.actions import enqueue
from networking.time import epoch_ms, now


def locked(event: Event) -> Event:
    """Return the event as it stands now, held until the end of the transaction.

    Everything that takes or frees a seat comes through here first, so that two people never get
    the same one. On SQLite, where only one transaction writes at a time, that alone does it.
    """
    held = Event.objects.select_for_update(of=("self",)).select_related("association")
    return held.get(pk=event.pk)


def seats_left(event: Event) -> int:
    """Return how many seats nobody holds: those kept for somebody are held. Never less than 0."""
    return max(0, event.capacity - event.registrations.seated().count())


def free_seats(event: Event) -> int:
    """Return how many seats whoever comes now may have; none while somebody waits for one."""
    if event.registrations.waiting().exists():
        return 0
    return seats_left(event)


def seat(registration: Registration, *, free: bool) -> Registration:
    """Give a registration a seat, or the next place on the waiting list; not saved."""
    at = now()
    registration.status = Status.CONFIRMED if free else Status.WAITING
    registration.confirmed_at = at if free else None
    registration.waiting_since = None if free else at
    registration.offered_until = registration.ended_at = None
    return registration


def keep(registration: Registration, *, until: dt.datetime) -> Registration:
    """Keep a seat for who waits, until an instant; not saved. She keeps the hour she came at."""
    registration.status = Status.OFFERED
    registration.offered_until = until
    return registration


def end(registration: Registration, status: Status) -> Registration:
    """Let a registration end, so that it holds nothing any more; not saved."""
    registration.status = status
    registration.confirmed_at = registration.waiting_since = registration.offered_until = None
    registration.ended_at = now()
    return registration


def held(registration: Registration) -> Event:
    """Hold the event's row and read the registration again; what was known of it may be old."""
    event = locked(registration.event)
    registration.refresh_from_db()
    registration.event = event
    return event


def kind_for(user: User, association: Association) -> Kind:
    """Return in what capacity somebody comes who comes by herself."""
    member = association.memberships.filter(user=user).exists()
    return Kind.MEMBER if member else Kind.GUEST


def newcomers(users: Collection[User], event: Event) -> set[int]:
    """Return the ids of those who come for the first time; none at the very first event."""
    earlier = Registration.objects.confirmed().filter(
        event__association=event.association_id, event__starts_at__lt=event.starts_at
    )
    if not earlier.exists():
        return set()
    ids = {user.pk for user in users}
    return ids - set(earlier.filter(user__in=ids).values_list("user_id", flat=True))


# Which instant makes a mail about a registration one of its kind: said twice, it is one mail;
# registered anew after cancelling, it is another.
_INSTANT = {
    "guests.confirmed": "confirmed_at",
    "guests.promoted": "confirmed_at",
    "guests.standing_in": "confirmed_at",
    "guests.offered": "offered_until",
    "guests.waiting": "waiting_since",
    "guests.cancelled": "ended_at",
    "guests.declined": "ended_at",
    "guests.replaced": "ended_at",
    "guests.visitor_invited": "invited_at",
}


def tell(registration: Registration, kind: str, *, by: User | None) -> None:
    """Write to the guest, if she has an address; in the caller's transaction."""
    user = registration.user
    if not user.email:
        return
    at = getattr(registration, _INSTANT[kind])
    enqueue(
        kind=kind,
        to=user.email,
        key=f"{kind}:{registration.pk}:{epoch_ms(at)}",
        params={"registration": registration.pk},
        user=user,
        association=registration.event.association,
        topic=registration.event.channel,
        by=by,
    )
