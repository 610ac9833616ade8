"""Who may open the live views, besides those of the calendar and the guest list."""

from django.contrib.auth.models import AnonymousUser

from events.calendar.models import Event
from events.calendar.rules import facilitates, speaks
from networking.accounts.models import User


def may_speak(user: User | AnonymousUser, event: Event) -> bool:
    """Whether `user` may open the speaker's view: speakers, and those who run the event."""
    return speaks(user, event) or facilitates(user, event)
