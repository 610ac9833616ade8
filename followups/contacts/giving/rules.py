"""Who has a badge of her own."""

from django.contrib.auth.models import AnonymousUser

from events.calendar.models import Event
from events.guests.rules import registration_of
from networking.accounts.models import User


def comes(user: User | AnonymousUser, event: Event) -> bool:
    """Whether `user` holds a seat at this event."""
    return registration_of(user, event) is not None
