"""On the event's page: how many would like to meet me, and whom I am to meet."""

from typing import Any

from django.http import HttpRequest

from events.calendar import panels
from events.calendar.models import Event
from events.guests.rules import registration_of
from events.wishes.rules import is_open, most_at
from events.wishes.waiting import waiting_for


def mine(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """For who comes, until it is over: what waits for an answer, and the way to one's wishes."""
    if not is_open(event):
        return None
    registration = registration_of(request.user, event)
    if registration is None:
        return None
    registration.event = event
    waiting = waiting_for(registration)
    if not any(waiting.values()) and not most_at(event):
        return None
    return {"association": event.association, **waiting}


panels.register("guest", panels.Panel(template="wishes/_panel.html", context=mine, order=30))
