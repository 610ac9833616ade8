"""Who is here, and what the room may see of them."""

from collections.abc import Collection, Mapping
from typing import Any

from events.agenda.log import Refused
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


def known(event: Event, named: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return lists of public ids as they are, or refuse those who are no guests of this event."""
    lists = list(named.values())
    if not all(type(each) is list and all(type(name) is str for name in each) for each in lists):
        raise Refused("no_such_guest")
    said = {name for each in lists for name in each}
    guests = Registration.objects.filter(event=event, public_id__in=said).confirmed()
    if guests.count() != len(said):
        raise Refused("no_such_guest")
    return dict(named)
