"""What an organiser learns of the follow-ups: totals, never who wrote to whom."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from events.calendar.models import Event
from followups.reminders.models import FollowUp, State


@dataclass(frozen=True)
class Totals:
    """How many follow-ups there are after an event, and how many were done within 48 hours."""

    people: int
    follow_ups: int
    in_time: int

    @property
    def share(self) -> float:
        """The share done in time, from 0 to 1; nobody having met anybody is none."""
        return self.in_time / self.follow_ups if self.follow_ups else 0.0

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def totals(event: Event) -> Totals:
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
    return Totals(**counted)
