"""Counting an event's follow-ups, once."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from events.calendar.models import Event, EventQuerySet
from followups.reminders import due
from followups.reminders.models import FollowUp, Tally
from followups.reminders.totals import count
from networking.accounts.models import User
from networking.time import now

# Enough for a server of many associations; what is left over is found by the next tick.
MOST = 100


def to_count() -> EventQuerySet:
    """The events whose 48 hours are over and which nobody has counted yet."""
    any_of = FollowUp.objects.filter(event=OuterRef("pk"))
    return Event.objects.filter(
        Exists(any_of), ends_at__lte=now() - due.WITHIN, tally=None
    ).order_by("ends_at", "pk")


@transaction.atomic
def tally(*, event: Event, by: User | None = None) -> Tally:  # noqa: ARG001
    """Keep what an event comes to. Twice keeps the first."""
    found = count(event)
    kept, _ = Tally.objects.get_or_create(
        event=event,
        defaults={
            "people": found.people,
            "follow_ups": found.follow_ups,
            "in_time": found.in_time,
        },
    )
    return kept
