"""Who came, of an event at which nobody was checked in: asked when it closes, told afterwards."""

from events.calendar.models import CLOSED, Event
from events.door.models import CheckIn, Door


def is_asked(event: Event) -> bool:
    """Whether somebody should say who came: it is over, had guests, and nobody was checked in."""
    if event.status not in CLOSED or not event.registrations.confirmed().exists():
        return False
    here = CheckIn.objects.filter(registration__event=event)
    told = Door.objects.filter(event=event, attendance_told_at__isnull=False)
    return not here.exists() and not told.exists()
