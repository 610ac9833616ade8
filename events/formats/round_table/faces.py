"""Who is here, and what the room may see of them."""

from collections.abc import Collection

from events.calendar.models import Event
from events.directory.cards import Card, cards_of, with_people
from events.door.models import CheckIn
from events.guests.models import Registration


def present(event: Event) -> list[str]:
    """Return the public ids of those checked in, in the order in which they came."""
    confirmed = Registration.objects.filter(event=event).confirmed()
    arrivals = CheckIn.objects.filter(registration__in=confirmed).order_by("at", "pk")
    return list(arrivals.values_list("registration__public_id", flat=True))


def cards(event: Event, guests: Collection[str]) -> dict[str, Card]:
    """Return what each of these guests agreed to show, by public id; few queries."""
    found = Registration.objects.filter(event=event, public_id__in=guests)
    return {card.public_id: card for card in cards_of(with_people(found))}
