"""How many people an event concerns, as the guest list counts them.

The calendar doesn't know the guest list; the room that keeps it says here how to ask.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from events.calendar.models import Event


@dataclass(frozen=True, kw_only=True)
class Audience:
    """To how many people a mail leaves if the event moves, or is called off; and the seats left."""

    if_moved: int = 0
    if_called_off: int = 0
    without_mail: int = 0
    seats_left: int | None = None


Counted = Callable[[Event], Audience]

# One, once the guest list is there.
COUNTED: list[Counted] = []


def audience_of(event: Event) -> Audience:
    """Return how many the event concerns; nobody where there is no guest list."""
    return COUNTED[0](event) if COUNTED else Audience()


# Returns how many seats of each of these events (their keys) are taken, in one query.
Heads = Callable[[Collection[int]], Mapping[int, int]]
HEADS: list[Heads] = []


def heads_of(events: Iterable[Event]) -> dict[int, int]:
    """Return how many are expected at each of these events, by its key; without a list nobody."""
    keys = [event.pk for event in events]
    return dict(HEADS[0](keys)) if HEADS and keys else {}
