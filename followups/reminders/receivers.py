"""What follows when people met, or didn't after all, and when an event ends.

A worker is only told to look; the sweep looks anyway.
"""

from typing import Any

from django.dispatch import receiver

from events.calendar.models import Event, Status
from events.calendar.signals import status_changed
from events.door.models import CheckIn
from events.door.signals import checked_in
from events.encounters.signals import encounters_recorded, encounters_withdrawn
from networking.mail.poke import tell
from networking.time import now

DERIVE = "followups.reminders.tasks.derive"


@receiver([encounters_recorded, encounters_withdrawn])
def look_again(event_id: int, **_: Any) -> None:
    """Encounters of an event that is over change what follows from it."""
    if Event.objects.filter(pk=event_id, ends_at__lte=now()).exists():
        tell(DERIVE, event_id)


@receiver(checked_in)
def look_who_came(check_in: CheckIn, **_: Any) -> None:
    """Who came was told only afterwards: then those who came are asked whom they met."""
    event = check_in.registration.event
    if event.ends_at <= now():
        tell(DERIVE, event.pk)


@receiver(status_changed)
def look_at_the_end(event_id: int, status: str, **_: Any) -> None:
    """The event is over: whom everybody met is known."""
    if status == Status.OVER:
        tell(DERIVE, event_id)
