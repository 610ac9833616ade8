"""What wishes hear from below: that somebody asked to be kept apart from somebody."""

from typing import Any

from django.dispatch import receiver

from events.calendar.models import Event, Status
from events.wishes import actions
from networking.accounts.models import User
from networking.accounts.signals import kept_apart


@receiver(kept_apart)
def take_back(*, by: User, person: User, **_: Any) -> None:
    """At events to come, take back what she wished of this person and what she accepted.

    Should it not be heard: no wish between the two is shown to her or planned any more.
    """
    ahead = Event.objects.filter(status__in=(Status.PUBLISHED, Status.LIVE), registrations__user=by)
    for event in ahead.filter(registrations__user=person).select_related("association"):
        actions.keep_apart(event=event, one=by, other=person, by=by)
