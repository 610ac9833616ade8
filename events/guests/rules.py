"""Who counts as taking part in an event."""

from django.contrib.auth.models import AnonymousUser

from events.calendar.models import Event
from events.calendar.rules import hosts, speaks
from events.guests.models import Registration
from networking.accounts.models import User


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
