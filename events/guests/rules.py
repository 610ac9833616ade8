"""Who counts as taking part in an event, and who may register for it."""

from django.contrib.auth.models import AnonymousUser

from events.calendar.models import Event
from events.calendar.rules import hosts, speaks
from events.guests.models import Kind, Registration, Status
from events.guests.opening import Opening, Terms, opening
from networking.accounts.models import User
from networking.associations.rules import belongs
from networking.time import now


def registration_of(user: User | AnonymousUser, event: Event) -> Registration | None:
    """Return the confirmed registration of `user` there, or None."""
    if not isinstance(user, User):
        return None
    return user.registrations.confirmed().filter(event=event).first()


def attends(user: User | AnonymousUser, event: Event) -> bool:
    """Whether `user` takes part: registered, speaking, or lending a hand."""
    return registration_of(user, event) is not None or hosts(user, event) or speaks(user, event)


def is_on_the_list(user: User | AnonymousUser, event: Event) -> bool:
    """Whether `user` is, or was, on the guest list of this event, whatever became of it."""
    return isinstance(user, User) and user.registrations.filter(event=event).exists()


def has_guests(event: Event) -> bool:
    """Whether somebody is on the guest list who would find the event gone from under her."""
    return event.registrations.current().exists()


def opening_for(user: User | AnonymousUser, event: Event) -> Opening:
    """Return how registration for `event` stands for `user` at this moment."""
    kind = _invited_as(user, event)
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
        member=belongs(user, event.association),
        invited=kind not in {None, Kind.VISITOR},
        brought=kind == Kind.VISITOR,
    )


def _invited_as(user: User | AnonymousUser, event: Event) -> str | None:
    """In what capacity `user` is invited and has not answered, or None."""
    if not isinstance(user, User):
        return None
    invited = user.registrations.filter(event=event, status=Status.INVITED)
    return invited.values_list("kind", flat=True).first()
