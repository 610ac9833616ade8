"""On the event's pages: whom one should meet, how to get ready; who is not ready yet."""

from typing import Any

from django.http import HttpRequest

from events.calendar import panels
from events.calendar.models import Event, Status
from events.directory.index import entries_of
from events.directory.models import IntroductionRequest
from events.directory.tips import tips_for
from events.directory.to_meet import people_to_meet
from events.directory.unready import unready
from events.guests.rules import registration_of
from networking.accounts.access import whoever

AHEAD = frozenset({Status.PUBLISHED, Status.LIVE})


def to_meet(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """For who is registered, before and during: three people to meet, and how many come."""
    if event.status not in AHEAD or not registration_of(request.user, event):
        return None
    entries = entries_of(event, event.registrations.confirmed())
    return {
        "association": event.association,
        "to_meet": people_to_meet(whoever(request), event, entries, most=3),
        "coming": len(entries),
    }


def getting_ready(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """For who is registered, until it begins: a few tips, and the way to objective and pitch."""
    if event.status != Status.PUBLISHED or not registration_of(request.user, event):
        return None
    return {"tips": tips_for(event.pk)}


def preparations(_request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """For organisers, while it is ahead: how many are ready, and who asked to be introduced."""
    total = event.registrations.confirmed().count()
    if event.status not in AHEAD or not total:
        return None
    ready = total - len(unready(event))
    asked = IntroductionRequest.objects.filter(registration__event=event, settled_at=None)
    return {"ready": ready, "total": total, "share": ready / total, "asked": asked.count()}


panels.register(
    "guest", panels.Panel(template="directory/_prepare.html", context=getting_ready, order=35)
)
panels.register(
    "guest", panels.Panel(template="directory/_to_meet.html", context=to_meet, order=40)
)
panels.register(
    "organiser",
    panels.Panel(template="directory/_preparations_panel.html", context=preparations, order=45),
)
