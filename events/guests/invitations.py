"""What invitations are known by: their mails' keys, who wants none, who may be reminded."""

from collections.abc import Collection
from typing import Final

from django.db.models import Exists, OuterRef, Q

from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from events.guests import invitation
from events.guests.models import Kind, Registration, RegistrationQuerySet, Status
from events.guests.opening import ADMITTING, Opening, Terms, opening
from networking.accounts.actions import batched
from networking.associations.models import Association
from networking.mail.models import Stop
from networking.time import epoch_ms, now

# Invitation and reminder are one kind of mail: who stops the one has stopped the other.
KIND: Final = "guests.invited"
AT_ONCE: Final = 500


def keys_of(registration: Registration) -> tuple[str, str]:
    """Return by what the invitation’s mail and its reminder are known in the outbox."""
    at = registration.invited_at
    key = f"{KIND}:{registration.pk}:{epoch_ms(at) if at else 0}"
    return key, f"{key}:again"


def stopped_among(emails: Collection[str], association: Association) -> set[str]:
    """Return those of these addresses to which this association may send no invitations."""
    stops = Stop.objects.against(KIND, of=association)
    found: set[str] = set()
    for some in batched(emails, AT_ONCE):
        theirs = stops.filter(Q(address__in=some) | Q(user__email__in=some))
        for pair in theirs.values_list("address", "user__email"):
            found |= {address for address in pair if address}
    return found.intersection(emails)


def unanswered() -> RegistrationQuerySet:
    """Those who were invited by mail, have said nothing, and were not reminded.

    A visitor gets one mail, that of the member who brings her.
    """
    return Registration.objects.filter(
        status=Status.INVITED,
        reminded_at=None,
        invited_at__isnull=False,
        user__email__isnull=False,
    ).exclude(kind=Kind.VISITOR)


def events_to_remind_for() -> list[Event]:
    """Return the events with somebody to remind at this moment; nothing is locked for the others.

    One query, and three for each event of the next days that has not heard from everybody.
    """
    at = now()
    near = Event.objects.filter(
        status=EventStatus.PUBLISHED,
        starts_at__gt=at,
        # A day more than the rule says: it counts days in the event's zone.
        starts_at__lte=at + invitation.AHEAD + invitation.DAY,
    ).filter(
        # Asked of the few that are near: however many invitations ever stayed without an answer.
        Exists(unanswered().filter(event=OuterRef("pk")))
    )
    return [event for event in near.select_related("association") if due_to_be_reminded(event)]


def due_to_be_reminded(event: Event) -> list[Registration]:
    """Return whom to remind at this moment: nobody once registration has closed or it is full."""
    at = now()
    if not invitation.is_day(at, event.zone) or opening_for_invited(event) is not Opening.OPEN:
        return []
    found = [
        registration
        for registration in unanswered().filter(event=event).select_related("user")
        if registration.invited_at is not None
        and invitation.is_time(
            at=at,
            invited_at=registration.invited_at,
            starts_at=event.starts_at,
            closes_at=event.registration_closes_at,
            zone=event.zone,
        )
    ]
    unwilling = stopped_among([each.user.email or "" for each in found], event.association)
    return [each for each in found if each.user.email not in unwilling]


def opening_for_invited(event: Event) -> Opening:
    """Return how registration stands for somebody invited. One query."""
    return opening(
        Terms(
            status=event.status,
            policy=event.policy,
            opens_at=event.registration_opens_at,
            closes_at=event.registration_closes_at,
            ends_at=event.ends_at,
            capacity=event.capacity,
        ),
        at=now(),
        taken=event.registrations.seated().count(),
        invited=True,
    )


def can_be_accepted(event: Event) -> bool:
    """Whether somebody invited may say yes now, be it to the waiting list."""
    return opening_for_invited(event) in ADMITTING
