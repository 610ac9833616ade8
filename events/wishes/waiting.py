"""What the event's page and the phone say of a guest's wishes: numbers, and the way to them."""

from typing import Any

from events.guests.models import Registration
from events.wishes.reading import standing_with


def waiting_for(guest: Registration) -> dict[str, Any]:
    """Return how many wait for a guest's answer, are to meet her, and were asked. One query."""
    standing = standing_with(guest).values()
    return {
        "asking": sum(each.asks_me for each in standing),
        "meeting": sum(each.meets for each in standing),
        "asked": sum(each.is_asked for each in standing),
    }
