"""On the event's page: whom one should meet there, and the way to everybody."""

from typing import Any

from django.http import HttpRequest

from events.calendar import panels
from events.calendar.models import Event, Status
from events.directory.cards import cards_of, with_people
from events.directory.views import to_meet_for
from events.guests.rules import registration_of


def people_to_meet(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """For who is registered, before and during: three people to meet, and how many come."""
    if event.status not in {Status.PUBLISHED, Status.LIVE} or not registration_of(
        request.user, event
    ):
        return None
    cards = cards_of(with_people(event.registrations.confirmed()))
    return {"to_meet": to_meet_for(request.user, event, cards)[:3], "coming": len(cards)}


panels.register(
    "guest", panels.Panel(template="directory/_to_meet.html", context=people_to_meet, order=40)
)
