"""What the rooms above put on an event's page: each panel is a room's own few lines there.

The page belongs to the calendar, which knows none of them; a room's `panels.py` registers what it
shows, and to whom, and is found when the site starts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from events.calendar.models import Event

# `guest`: the event's page as everyone sees it; `organiser`: its overview.
Place = Literal["guest", "organiser"]
# Returns the template's context, or None where this panel has nothing to say to this person now.
Context = Callable[[HttpRequest, Event], dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A fragment of the page: `template` with what `context` returns; lower `order` comes first."""

    template: str
    context: Context
    order: int = 50


_panels: dict[Place, list[Panel]] = {"guest": [], "organiser": []}


def register(place: Place, panel: Panel) -> None:
    """Put a panel on a page. Registering an equal panel again changes nothing."""
    if panel not in _panels[place]:
        _panels[place].append(panel)
        _panels[place].sort(key=lambda each: each.order)


# What one reads before the words about an event, and what after them.
FIRST, LATER = range(20), range(20, 1000)


def rendered(
    place: Place, request: HttpRequest, event: Event, orders: range = range(1000)
) -> Iterator[SafeString]:
    """Render the panels of these orders which have something to say to this person, in order."""
    for panel in _panels[place]:
        if panel.order not in orders:
            continue
        context = panel.context(request, event)
        if context is not None:
            yield render_to_string(panel.template, {"event": event, **context}, request)
