"""Taking a seat and giving it up. The event's row is the lock: see `_desk.locked`."""

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from events.calendar.models import Event
from events.guests.actions._desk import (
    end,
    free_seats,
    held,
    kind_for,
    locked,
    newcomers,
    seat,
    tell,
)
from events.guests.actions.offers import promote
from events.guests.models import ENDED, Kind, Registration, Status
from events.guests.opening import ADMITTING, Opening
from events.guests.particulars import Particulars
from events.guests.rules import opening_for
from networking.accounts.actions import enrol
from networking.accounts.models import User
from networking.audit.actions import record
from networking.time import now

# Whoever stands here has been dealt with: registering again changes nothing.
SETTLED = frozenset({Status.CONFIRMED, Status.OFFERED, Status.WAITING, Status.REQUESTED})
# As whom somebody was brought or sent; registering herself doesn't make her another.
_BROUGHT = frozenset({Kind.VISITOR, Kind.SUBSTITUTE})
# Save a member whom another one meant to bring.
_A_MEMBER_AFTER_ALL = (Kind.VISITOR, Kind.MEMBER)


class Closed(Exception):
    """Registration isn't possible; `opening` says why."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(str(opening))
        self.opening = opening


@transaction.atomic
def register(
    *, event: Event, email: str, particulars: Particulars, language: str, by: User | None
) -> Registration:
    """Note that somebody unknown to us so far wants to come; it holds no seat until she confirms.

    Anybody may type anybody's address: nothing of a known person or of her registration is
    touched, save one that is itself not confirmed yet. Twice is once. Raises `Closed`.
    """
    event = locked(event)
    _admit(AnonymousUser(), event)
    user = enrol(email=email, given_name="", family_name="", language=language, by=by)
    registration = event.registrations.filter(user=user).first()
    if registration is None:
        registration = Registration(event=event, user=user, kind=kind_for(user, event.association))
    elif registration.status != Status.PENDING:
        return registration
    _write(registration, particulars)
    registration.save()
    return registration


@transaction.atomic
def confirm(*, event: Event, user: User, particulars: Particulars, by: User | None) -> Registration:
    """Register `user`, who is known to be herself: a seat, or the waiting list if it is full.

    On approval it is a request. Twice is once: who is on the list stays there as she is. Mails
    the confirmation. Raises `Closed`.
    """
    event = locked(event)
    registration = event.registrations.filter(user=user).first()
    if registration is not None and registration.status in SETTLED:
        return registration
    opening = _admit(user, event)
    _name(user, particulars)
    registration = registration or Registration(event=event, user=user)
    kind = kind_for(user, event.association)
    if registration.kind not in _BROUGHT or (registration.kind, kind) == _A_MEMBER_AFTER_ALL:
        registration.kind = kind
    registration.first_time = bool(newcomers([user], event))
    _write(registration, particulars)
    registration.shared = list(particulars.shared)
    registration.consented_at = now()
    if opening is Opening.ON_APPROVAL:
        registration.status = Status.REQUESTED
        registration.ended_at = None
        registration.save()
        return registration
    return take_a_seat(registration, event, by=by)


@transaction.atomic
def add(
    *,
    event: Event,
    given_name: str,
    family_name: str,
    email: str | None,
    organisation: str = "",
    title: str = "",
    tell_her: bool = True,
    by: User | None,
) -> Registration:
    """Put somebody on the guest list by hand: a seat, or the waiting list if it is full.

    Hours and policy don't hold an organiser back, seats do. Twice is once, also for somebody who
    was only invited; who had cancelled comes back.
    """
    event = locked(event)
    registration, settled = _guest(
        event,
        Particulars(
            given_name=given_name, family_name=family_name, organisation=organisation, title=title
        ),
        email,
        by,
    )
    if settled:
        return registration
    take_a_seat(registration, event, by=by, quietly=not tell_her)
    record(by=by, verb="guest.added", subject=registration, association=event.association)
    return registration


@transaction.atomic
def walk_in(
    *,
    event: Event,
    given_name: str,
    family_name: str,
    email: str | None,
    organisation: str = "",
    by: User | None,
) -> Registration:
    """Register somebody who stands at the door, even if it is full: nobody is sent away there.

    No mail: she is here. With an address, twice is once, and who was on the list, waiting or
    cancelled, is simply registered; without one it is always somebody new.
    """
    event = locked(event)
    particulars = Particulars(
        given_name=given_name, family_name=family_name, organisation=organisation
    )
    registration, settled = _guest(event, particulars, email, by)
    if settled and registration.status == Status.CONFIRMED:
        return registration
    if registration._state.adding:
        registration.kind = Kind.WALK_IN
    seat(registration, free=True).save()
    record(by=by, verb="guest.walked_in", subject=registration, association=event.association)
    return registration


@transaction.atomic
def cancel(*, registration: Registration, by: User | None) -> bool:
    """Give up a seat, a place on the waiting list or a request; the first who waits is offered it.

    Both are told by mail. Twice does nothing more; returns whether it was still to be done.
    """
    event = held(registration)
    if registration.status in ENDED:
        return False
    told = registration.status in SETTLED
    end(registration, Status.CANCELLED).save()
    if told:
        tell(registration, "guests.cancelled", by=by)
    if by is not None and by != registration.user:
        record(by=by, verb="guest.cancelled", subject=registration, association=event.association)
    promote(event=event, by=by)
    return True


@transaction.atomic
def approve(*, registration: Registration, by: User | None) -> Registration:
    """Accept a request: a seat, or the waiting list if it is full. Twice is once."""
    event = held(registration)
    if registration.status == Status.REQUESTED:
        take_a_seat(registration, event, by=by)
        record(by=by, verb="guest.approved", subject=registration, association=event.association)
    return registration


@transaction.atomic
def decline(*, registration: Registration, by: User | None) -> Registration:
    """Refuse a request, and say so kindly by mail. Twice is once.

    Whoever brought her, her invitation ends with it: its link asks her no more.
    """
    event = held(registration)
    if registration.status == Status.REQUESTED:
        registration.invited_at = None
        end(registration, Status.DECLINED).save()
        tell(registration, "guests.declined", by=by)
        record(by=by, verb="guest.declined", subject=registration, association=event.association)
    return registration


def _admit(user: User | AnonymousUser, event: Event) -> Opening:
    opening = opening_for(user, event)
    if opening not in ADMITTING:
        raise Closed(opening)
    return opening


def _guest(
    event: Event, particulars: Particulars, email: str | None, by: User | None
) -> tuple[Registration, bool]:
    """The registration of somebody typed in by a host, and whether she was on the list before."""
    user = enrol(
        email=email,
        given_name=particulars.given_name,
        family_name=particulars.family_name,
        language=event.association.language,
        by=by,
    )
    registration = event.registrations.filter(user=user).select_related("user").first()
    if registration is not None and registration.status in SETTLED:
        registration.event = event
        return registration, True
    if registration is None:
        registration = Registration(event=event, user=user)
        registration.kind = kind_for(user, event.association)
        registration.first_time = bool(newcomers([user], event))
    _write(registration, particulars)
    return registration, False


def _write(registration: Registration, particulars: Particulars) -> None:
    for name, text in particulars.named.items():
        setattr(registration, name, text)
    if particulars.diet is not None:
        registration.diet = particulars.diet
    registration.answers = {**registration.answers, **particulars.answers}
    if registration.consented_at is None:
        registration.shared = list(particulars.shared)


def _name(user: User, particulars: Particulars) -> None:
    """Whoever never told us her name has just done so."""
    if not (user.given_name or user.family_name):
        user.given_name, user.family_name = particulars.given_name, particulars.family_name
        user.save(update_fields=["given_name", "family_name", "search_name", "sort_name"])


def take_a_seat(
    registration: Registration, event: Event, *, by: User | None, quietly: bool = False
) -> Registration:
    """Seat her, or put her on the waiting list, in the caller's transaction that holds the event.

    Those who wait come first. Told by mail unless `quietly`.
    """
    promote(event=event, by=None)
    free = free_seats(event) > 0
    registration.event = event
    seat(registration, free=free).save()
    if not quietly:
        tell(registration, "guests.confirmed" if free else "guests.waiting", by=by)
    return registration
