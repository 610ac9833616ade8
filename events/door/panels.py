"""On an event's pages: for hosts, how many are here and the way to the door."""

from typing import Any

from django.http import HttpRequest

from events.calendar import panels
from events.calendar.models import Event, Status
from events.calendar.rules import hosts
from events.door.attendance import is_asked
from events.door.looking import count_of
from networking.time import now
from networking.web.nav import stage_of


def at_the_door(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """For hosts, from the evening before until the event is over."""
    if event.status in {Status.DRAFT, Status.CANCELLED} or not hosts(request.user, event):
        return None
    stage = stage_of(event, now())
    if stage not in {"eve", "during"}:
        return None
    return {"association": event.association, "stage": stage, "count": count_of(event)}


def who_came(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """For hosts, after an event at which nobody was checked in."""
    if not hosts(request.user, event) or not is_asked(event):
        return None
    return {"association": event.association}


panels.register("guest", panels.Panel(template="door/_who_came.html", context=who_came, order=4))
panels.register(
    "organiser", panels.Panel(template="door/_who_came.html", context=who_came, order=5)
)
panels.register("guest", panels.Panel(template="door/_panel.html", context=at_the_door, order=5))
panels.register(
    "organiser", panels.Panel(template="door/_panel.html", context=at_the_door, order=30)
)
