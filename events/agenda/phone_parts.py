"""What rooms above put on a guest's phone during an event, below what is on.

The page belongs to the agenda, which knows none of them: they register what they show, and are
handed what the page was made of, so that the log is read once.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from events.agenda.reading import Reading
from events.guests.models import Registration

# Returns the template's context, or None where this part has nothing to say to this guest now.
Context = Callable[[HttpRequest, Reading, Registration, dt.datetime], dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class PhonePart:
    """A part of the page: `template` with what `context` returns."""

    template: str
    context: Context


_parts: list[PhonePart] = []


def register(part: PhonePart) -> None:
    """Put a part on guests' phones. Registering an equal one again changes nothing."""
    if part not in _parts:
        _parts.append(part)


def rendered(
    request: HttpRequest, reading: Reading, viewer: Registration | None, at: dt.datetime
) -> list[SafeString]:
    """Render the parts that have something to say to this guest now."""
    if viewer is None:
        return []
    event = reading.event
    shared = {"event": event, "association": event.association}
    made = [(part, part.context(request, reading, viewer, at)) for part in _parts]
    return [
        render_to_string(part.template, {**shared, **context}, request)
        for part, context in made
        if context is not None
    ]
