"""Who is coming: the pages that show other people, always by their cards."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from events.calendar.access import event_view
from events.calendar.models import Event
from events.directory.cards import Card, card_of, cards_of, with_people
from events.directory.to_meet import ToMeet, people_to_meet
from events.encounters.models import Encounter
from events.guests.models import Registration
from events.guests.rules import attends, registration_of
from networking.accounts.models import User


@event_view(attends)
def people(request: HttpRequest, event: Event) -> HttpResponse:
    """The event's guests, searchable by name and organisation, and whom one should meet."""
    query = request.GET.get("q", "").strip()
    cards = cards_of(with_people(event.registrations.confirmed().by_name()))
    context: dict[str, Any] = {
        "event": event,
        "association": event.association,
        "cards": [card for card in cards if card.matches(query)],
        "query": query,
        "to_meet": [] if query else to_meet_for(request.user, event, cards),
        "place": "people",
    }
    template = (
        "directory/_list.html" if request.headers.get("HX-Request") else "directory/people.html"
    )
    return render(request, template, context)


@event_view(attends)
def person(request: HttpRequest, event: Event, *, public_id: str) -> HttpResponse:
    """One guest's card."""
    registration = get_object_or_404(
        with_people(event.registrations.confirmed()), public_id=public_id
    )
    context = {
        "event": event,
        "association": event.association,
        "card": card_of(registration),
        "is_me": registration.user_id == request.user.pk,
        "place": "people",
    }
    return render(request, "directory/person.html", context)


def to_meet_for(user: User | AnonymousUser, event: Event, cards: list[Card]) -> list[ToMeet]:
    """Whom this user should meet among these guests; nobody if she isn’t one of them."""
    mine = registration_of(user, event)
    if mine is None or not isinstance(user, User):
        return []
    me = next((card for card in cards if card.public_id == mine.public_id), None)
    return people_to_meet(me, cards, met=_met(user, event)) if me else []


def _met(user: User, event: Event) -> frozenset[str]:
    """The public ids, at this event, of those whom `user` met at any event of this association."""
    pairs = Encounter.objects.of(user).filter(event__association=event.association)
    known = {pk for pair in pairs.values_list("first_id", "second_id") for pk in pair}
    guests = Registration.objects.filter(event=event, user_id__in=known)
    return frozenset(guests.values_list("public_id", flat=True))
