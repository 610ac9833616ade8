"""What an organiser learns of the follow-ups: totals, never who wrote to whom."""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, F, Q

from events.calendar.models import Event
from followups.reminders.models import FollowUp, State
from followups.reminders.season.shares import Share


def totals(event: Event) -> Share:
    """Return the totals of an event: as they were when its 48 hours ended, once those are over."""
    try:
        counted = event.tally
    except ObjectDoesNotExist:
        return count(event)
    return Share(counted.people, counted.follow_ups, counted.in_time)


def count(event: Event) -> Share:
    """Count the follow-ups of an event, those set aside ("not this one") left out. One query."""
    counted = (
        FollowUp.objects.filter(event=event)
        .exclude(state=State.DISMISSED)
        .aggregate(
            people=Count("owner", distinct=True),
            follow_ups=Count("pk"),
            in_time=Count("pk", filter=Q(state=State.DONE, done_at__lte=F("due_at"))),
        )
    )
    return Share(**counted)
