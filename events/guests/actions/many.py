"""What becomes of many registrations at once."""

from collections.abc import Collection

from events.calendar.models import Event
from events.guests.actions.seats import cancel
from events.guests.models import ENDED, SEATED
from networking.accounts.models import User


def cancel_all(*, event: Event, guests: Collection[int], by: User | None) -> int:
    """Cancel the registrations of these ids; return how many were still to be cancelled.

    Each in a transaction of its own: a long list holds up neither registration nor door, and what
    a crash leaves undone a second click does; who is cancelled already is passed over. Those
    without a seat go first, so that nobody is given one that is taken from her a moment later.
    """
    found = list(
        event.registrations.filter(pk__in=guests).exclude(status__in=ENDED).select_related("user")
    )
    found.sort(key=lambda guest: guest.status in SEATED)
    count = 0
    for guest in found:
        guest.event = event
        count += cancel(registration=guest, by=by)
    return count
