"""What the organiser's pages about guests have in common: their context, the way back."""

from typing import Any
from urllib.parse import parse_qs

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from events.calendar.models import Event
from events.guests.audience import Audience


def page(event: Event, here: str = "guests", **more: Any) -> dict[str, Any]:
    """Return the context of a page of an event; `here` is its place in the rail."""
    return {"event": event, "association": event.association, "here": here, **more}


def way(event: Event, name: str, *args: object, audience: Audience | None = None) -> str:
    """Return the path of a page about an event's guests, with the filters it keeps."""
    path = reverse(f"guests:{name}", args=[event.association.slug, event.slug, *args])
    query = audience.query if audience else ""
    return f"{path}?{query}" if query else path


def back(event: Event, audience: Audience | None = None) -> HttpResponseRedirect:
    """Lead back to the list as it was filtered; nobody is chosen on it any more."""
    return HttpResponseRedirect(way(event, "guests", audience=audience and audience.found))


def filters_sent(request: HttpRequest) -> Audience:
    """Return the filters that a form sent along to come back to: its own `filters`."""
    return Audience.read(parse_qs(request.POST.get("filters", "")[:2000]))
