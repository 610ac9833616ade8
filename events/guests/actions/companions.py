"""Who comes through a guest: visitors she brings along, and whoever comes in her place."""

from enum import StrEnum
from typing import Final

from django.db import transaction

from events.calendar.models import Event, Policy
from events.guests.actions._desk import end, held, locked, newcomers, seat, tell
from events.guests.actions.offers import AHEAD, promote
from events.guests.actions.seats import take_a_seat
from events.guests.invitations import stopped_among
from events.guests.models import ENDED, Kind, Registration, Status
from events.guests.opening import ADMITTING
from events.guests.rules import opening_for
from networking.accounts.actions import enrol
from networking.accounts.models import User, normalise
from networking.associations.rules import belongs
from networking.audit.actions import record
from networking.text import fold
from networking.time import now

# How many visitors one member may bring to an event, whatever becomes of them.
MOST: Final = 3
# Who has neither a seat nor an answer to wait for may be sent in somebody's place.
SENDABLE: Final = frozenset(
    {
        Status.INVITED,
        Status.PENDING,
        Status.WAITING,
        Status.CANCELLED,
        Status.LAPSED,
        Status.REPLACED,
    }
)


class Refusal(StrEnum):
    """Why somebody can't be brought or sent."""

    NOT_COMING = "not coming"
    CLOSED = "closed"
    TOO_MANY = "too many"
    KNOWN = "known"
    NO_MAIL = "no mail"


class Refused(Exception):
    """Nobody is brought or sent; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(str(reason))
        self.reason = reason


def may_bring(user: User, event: Event) -> bool:
    """Whether `user` may bring somebody: a member who comes herself, while one may register.

    To an event by invitation only the organisers invite.
    """
    return (
        belongs(user, event.association)
        and event.policy != Policy.INVITATION
        and opening_for(user, event) in ADMITTING
        and user.registrations.confirmed().filter(event=event).exists()
    )


@transaction.atomic
def bring(
    *,
    event: Event,
    inviter: User,
    given_name: str,
    family_name: str,
    email: str | None,
    by: User | None,
) -> Registration:
    """Bring a visitor: with an e-mail she is invited by one mail that names the inviter.

    Then she answers herself, and registers under the event's policy. Without one she is put on
    the list at once, as far as there are seats; where the organisers approve, as a request.
    The same person twice is once. Raises `Refused`, also for whom others have put on the list.
    """
    event = locked(event)
    before = _brought_before(event, inviter, f"{given_name} {family_name}", normalise(email))
    if before is not None:
        return before
    if not may_bring(inviter, event):
        raise Refused(Refusal.CLOSED)
    if event.registrations.filter(inviter=inviter, kind=Kind.VISITOR).count() >= MOST:
        raise Refused(Refusal.TOO_MANY)
    visitor = _somebody(event, given_name, family_name, email, {Status.PENDING}, by=by)
    # Be she a member herself: then she is one again as soon as she registers. Until then she is
    # counted, approved and not reminded as everybody is whom a guest, no organiser, has named.
    visitor.inviter, visitor.kind = inviter, Kind.VISITOR
    if visitor.user.email:
        if stopped_among([visitor.user.email], event.association):
            raise Refused(Refusal.NO_MAIL)
        visitor.status, visitor.invited_at = Status.INVITED, now()
        visitor.save()
        tell(visitor, "guests.visitor_invited", by=by)
    elif event.policy == Policy.APPROVAL:
        visitor.status = Status.REQUESTED
        visitor.save()
    else:
        take_a_seat(visitor, event, by=by)
    return visitor


@transaction.atomic
def leave_out(*, visitor: Registration, by: User | None) -> bool:
    """Let a visitor not come after all who can't say so herself, or has not answered yet.

    Twice does nothing more; returns whether it was still to be done. No mail.
    """
    event = held(visitor)
    speaks_herself = visitor.user.email is not None and visitor.status != Status.INVITED
    if visitor.status in ENDED or speaks_herself:
        return False
    end(visitor, Status.CANCELLED).save()
    promote(event=event, by=by)
    return True


@transaction.atomic
def send_in_place(
    *,
    registration: Registration,
    given_name: str,
    family_name: str,
    email: str | None,
    by: User | None,
) -> Registration:
    """Let somebody else come in a guest's place: the seat passes to her past the waiting list.

    She has a registration of her own, is told by mail if she has an address, and chooses herself
    what the others see. The replaced guest's ends: no badge, no reminders; her calendar is told.
    Twice is once. Raises `Refused`.
    """
    event = held(registration)
    before = Registration.objects.filter(substitute_for=registration).select_related("user").first()
    if registration.status == Status.REPLACED and before is not None:
        return before
    if registration.status != Status.CONFIRMED or not _is_ahead(event):
        raise Refused(Refusal.NOT_COMING)
    substitute = _somebody(event, given_name, family_name, email, SENDABLE, by=by)
    if before is not None:
        # Once before she sent somebody, and came back.
        Registration.objects.filter(pk=before.pk).update(substitute_for=None)
    end(registration, Status.REPLACED).save()
    substitute.kind, substitute.substitute_for = Kind.SUBSTITUTE, registration
    substitute.to_pay = registration.to_pay
    seat(substitute, free=True).save()
    tell(registration, "guests.replaced", by=by)
    tell(substitute, "guests.standing_in", by=by)
    if by is not None and by != registration.user:
        record(by=by, verb="guest.replaced", subject=registration, association=event.association)
    return substitute


def may_send(registration: Registration) -> bool:
    """Whether somebody else may still come in this guest's place."""
    return registration.status == Status.CONFIRMED and _is_ahead(registration.event)


def _brought_before(
    event: Event, inviter: User, name: str, email: str | None
) -> Registration | None:
    """Whom this member has brought already: by her address, or without one by her name."""
    brought = event.registrations.filter(inviter=inviter, kind=Kind.VISITOR, user__email=email)
    same = [each for each in brought.current() if email or fold(each.full_name) == fold(name)]
    return same[0] if same else None


def _is_ahead(event: Event) -> bool:
    return event.status in AHEAD and now() < event.starts_at


def _somebody(
    event: Event,
    given_name: str,
    family_name: str,
    email: str | None,
    welcome: frozenset[Status] | set[Status],
    *,
    by: User | None,
) -> Registration:
    """The registration of somebody named by a guest; not saved. Raises `Refused` for the known.

    What one guest says of another stays on the registration: who has an address tells us her name
    herself.
    """
    named = ("", "") if normalise(email) else (given_name, family_name)
    user = enrol(
        email=email,
        given_name=named[0],
        family_name=named[1],
        language=event.association.language,
        by=by,
    )
    found = event.registrations.filter(user=user).first()
    if found is not None and found.status not in welcome:
        raise Refused(Refusal.KNOWN)
    found = found or Registration(event=event, user=user)
    found.event, found.user = event, user
    found.given_name, found.family_name = given_name, family_name
    found.first_time = bool(newcomers([user], event))
    return found
