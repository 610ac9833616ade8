"""Whether wishes are made at an event now, and how many a guest may have going out."""

from events.calendar.models import Event, Status
from events.guests.models import Registration
from events.wishes import expiry
from events.wishes.models import MOST, State, Wish, WishLimit
from networking.time import now


def is_open(event: Event) -> bool:
    """Whether wishes can be asked, answered and taken back: it is announced, and not over."""
    if event.status not in {Status.PUBLISHED, Status.LIVE}:
        return False
    return now() < expiry.over_at(event.ends_at, live=event.status == Status.LIVE)


def most_at(event: Event) -> int:
    """Return how many wishes a guest of this event may have going out. One query."""
    found = WishLimit.objects.filter(event=event).values_list("most", flat=True).first()
    return MOST if found is None else found


def going_out(guest: Registration) -> int:
    """Return how many of a guest's wishes count against the measure now. One query.

    Accepted ones count, and those on their way until they have waited long enough. What was asked
    of somebody who doesn't come any more counts for nothing.
    """
    at, begins_at = now(), guest.event.starts_at
    standing = Wish.objects.of(guest.event).standing().filter(registration=guest)
    return sum(
        state == State.ACCEPTED or expiry.counts(asked_at, begins_at, at)
        for state, asked_at in standing.values_list("state", "asked_at")
    )
