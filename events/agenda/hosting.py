"""What the hosts at the door need of a live event: what to say to whoever comes now."""

from typing import Any

from events.agenda.formats import FORMATS
from events.agenda.reading import Reading
from events.calendar.models import Hand
from events.door.models import CheckIn
from events.guests.models import Registration


def context(reading: Reading) -> dict[str, Any]:
    """Return how many are here, what latecomers are told, and which parts are the hosts' own.

    Counts alone: whoever has the link sees no names. Two queries.
    """
    current = reading.state.current
    expected = Registration.objects.filter(event=reading.event).confirmed()
    return {
        "expected": expected.count(),
        "arrived": CheckIn.objects.filter(registration__in=expected).count(),
        "latecomers": FORMATS[current.plan.format].latecomers if current else "",
        "own": [
            part.plan.id
            for part in reading.state.parts
            if FORMATS[part.plan.format].led_by is Hand.HOST
        ],
    }
