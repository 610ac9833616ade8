"""How many people of the guest list an event concerns, for the calendar's pages."""

from collections.abc import Collection

from django.db.models import Count, Q

from events.calendar.audience import Audience
from events.calendar.models import Event
from events.guests.actions.news import TOLD_OF_A_MOVE, TOLD_OF_THE_END
from events.guests.models import SEATED, Registration


def concerned(event: Event) -> Audience:
    """Count whom a mail would reach, those whom none can reach, and the seats left. One query."""
    reached = Q(user__email__isnull=False)
    found = event.registrations.order_by().aggregate(
        moved=Count("pk", filter=reached & Q(status__in=TOLD_OF_A_MOVE)),
        ended=Count("pk", filter=reached & Q(status__in=TOLD_OF_THE_END)),
        unreached=Count("pk", filter=~reached & Q(status__in=TOLD_OF_THE_END)),
        seated=Count("pk", filter=Q(status__in=SEATED)),
    )
    return Audience(
        if_moved=found["moved"],
        if_called_off=found["ended"],
        without_mail=found["unreached"],
        seats_left=max(0, event.capacity - found["seated"]),
    )


def heads(events: Collection[int]) -> dict[int, int]:
    """Return how many seats are taken at each of these events, by its key. One query."""
    taken = Registration.objects.filter(event__in=events, status__in=SEATED).order_by()
    return dict(taken.values_list("event").annotate(Count("pk")))
