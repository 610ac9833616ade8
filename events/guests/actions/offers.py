"""Seats that come free: kept for the first who waits, taken, passed on, lapsed.

The event's row is the lock: see `_desk.locked`. The waiting list keeps its order: whoever gives a
seat takes the first who waits, under that lock.
"""

from django.db import transaction
from django.db.models import Q

from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from events.guests.actions._desk import end, held, keep, locked, seat, seats_left, tell
from events.guests.models import ENDED, Registration, Status
from events.guests.offers import deadline
from networking.accounts.models import User
from networking.audit.actions import record
from networking.time import now

AHEAD = frozenset({EventStatus.PUBLISHED, EventStatus.LIVE})


@transaction.atomic
def promote(*, event: Event, by: User | None) -> list[Registration]:
    """Offer the free seats to those who wait, first come first served, and tell them by mail.

    A seat is kept until the deadline of `offers.deadline`; where the event is too near for one,
    and for who has no e-mail, she is simply registered. Not once the event has begun: a seat
    offered then is of no use. Twice offers nothing more.
    """
    event = locked(event)
    if event.status not in AHEAD or now() >= event.starts_at:
        return []
    free = seats_left(event)
    # Without a free seat, nobody is looked for.
    first = list(event.registrations.waiting().select_related("user")[:free]) if free else []
    for registration in first:
        registration.event = event
        _offer(registration, by=by)
    return first


@transaction.atomic
def accept_offer(*, registration: Registration, by: User | None) -> bool:
    """Take the seat that is kept for her, and confirm it by mail; return whether it is hers.

    Also after the deadline, as long as nobody has passed the seat on. Twice is once.
    """
    event = held(registration)
    if registration.status == Status.OFFERED and event.status in AHEAD and now() < event.starts_at:
        seat(registration, free=True).save()
        tell(registration, "guests.confirmed", by=by)
    return registration.status == Status.CONFIRMED


@transaction.atomic
def pass_on(*, registration: Registration, by: User | None) -> bool:
    """Leave a seat that is kept for her to the next who waits; no mail, she has just said so.

    Twice does nothing more; returns whether it was still to be done.
    """
    event = held(registration)
    if registration.status != Status.OFFERED:
        return False
    end(registration, Status.CANCELLED).save()
    promote(event=event, by=by)
    return True


@transaction.atomic
def give_seat(*, registration: Registration, by: User | None) -> Registration:
    """Seat somebody at once, whatever the waiting list and the number of seats say.

    What an organiser decides who knows her room. Told by mail; twice is once, and what has ended
    stays ended.
    """
    event = held(registration)
    if registration.status == Status.CONFIRMED or registration.status in ENDED:
        return registration
    seat(registration, free=True).save()
    tell(registration, "guests.confirmed", by=by)
    record(by=by, verb="guest.seated", subject=registration, association=event.association)
    return registration


def lapse_overdue(*, by: User | None) -> int:
    """End the offers that nobody answered in time, and offer their seats to the next.

    Returns how many lapsed. Each event by itself; twice, or twice at once, does nothing more.
    """
    overdue = Registration.objects.filter(_overdue(), status=Status.OFFERED)
    events = Event.objects.filter(pk__in=overdue.values("event"), status__in=AHEAD)
    return sum(_lapse(event, by=by) for event in events.order_by("pk"))


@transaction.atomic
def _lapse(event: Event, *, by: User | None) -> int:
    event = locked(event)
    late = list(event.registrations.filter(_overdue(), status=Status.OFFERED))
    for registration in late:
        end(registration, Status.LAPSED).save()
    promote(event=event, by=by)
    return len(late)


def _overdue() -> Q:
    """Nobody answered in time, or the event was moved forward and has begun."""
    at = now()
    return Q(offered_until__lte=at) | Q(event__starts_at__lte=at)


def _offer(registration: Registration, *, by: User | None) -> None:
    event = registration.event
    until = deadline(at=now(), starts_at=event.local_start)
    if until is None or not registration.user.email:
        seat(registration, free=True).save()
        tell(registration, "guests.promoted", by=by)
    else:
        keep(registration, until=until).save()
        tell(registration, "guests.offered", by=by)
