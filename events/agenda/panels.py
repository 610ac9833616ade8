"""What the agenda puts on an event's page."""

from typing import Any

from django.http import HttpRequest

from events.agenda.reading import read
from events.agenda.stage import lines
from events.calendar import panels
from events.calendar.models import Event, Status
from events.calendar.rules import facilitates
from events.guests.rules import attends
from networking.time import now


def programme(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """For everybody: the agenda with its hours; for who is there, the way to what is on now."""
    at = now()
    found = lines(read(event).state, at)
    if not found or event.status == Status.CANCELLED:
        return None
    live = event.status == Status.LIVE and attends(request.user, event)
    return {"lines": found, "live": live, "association": event.association}


def running(request: HttpRequest, event: Event) -> dict[str, Any]:
    """For organisers: the agenda and its length, and the way to the console."""
    state = read(event).state
    return {
        "association": event.association,
        "lines": lines(state, now()),
        "facilitates": facilitates(request.user, event),
    }


panels.register(
    "guest", panels.Panel(template="agenda/_programme.html", context=programme, order=20)
)
panels.register(
    "organiser", panels.Panel(template="agenda/_running.html", context=running, order=40)
)
