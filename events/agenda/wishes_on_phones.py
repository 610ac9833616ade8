"""On a guest's phone: who would like to meet her, while the event is on."""

import datetime as dt
from typing import Any

from django.http import HttpRequest

from events.agenda.phone_parts import PhonePart, register
from events.agenda.reading import Reading
from events.guests.models import Registration
from events.wishes.rules import is_open
from events.wishes.waiting import waiting_for


def on_the_phone(
    request: HttpRequest,  # noqa: ARG001
    reading: Reading,
    viewer: Registration,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Until wishes are over: how many wait for an answer, and the way to them."""
    if not is_open(reading.event):
        return None
    viewer.event = reading.event
    return waiting_for(viewer)


register(PhonePart(template="wishes/_waiting.html", context=on_the_phone))
