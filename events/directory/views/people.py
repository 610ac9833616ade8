"""Who is coming, and each of them."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from events.calendar.access import event_view
from events.calendar.models import Event
from events.directory.cards import card_of, cards_of, with_people
from events.directory.index import Entry, entries_of, matching
from events.directory.models import IntroductionRequest, Star
from events.directory.target import Target, target
from events.directory.to_meet import people_to_meet
from events.encounters.models import Encounter
from events.guests.models import Registration
from events.guests.rules import attends, registration_of
from networking.accounts.access import whoever
from networking.accounts.models import Block, User

# How many people a page shows at once; more are fetched when one gets there.
AT_ONCE = 60


@event_view(attends)
def people(request: HttpRequest, event: Event) -> HttpResponse:
    """The event's guests, searchable by all that they show, and whom one should meet."""
    user, query = whoever(request), request.GET.get("q", "").strip()[:100]
    entries = entries_of(event, event.registrations.confirmed().by_name())
    stars = user.stars.filter(registration__event=event)
    starred = set(stars.values_list("registration", flat=True))
    only_starred = "starred" in request.GET
    found = [each for each in matching(entries, query) if not only_starred or each.pk in starred]
    first = _first(request)
    fragment = bool(request.headers.get("HX-Request"))
    context: dict[str, Any] = {
        "event": event,
        "association": event.association,
        "cards": _cards(found[first : first + AT_ONCE]),
        "found": len(found),
        "total": len(entries),
        "next": first + AT_ONCE if first + AT_ONCE < len(found) else None,
        "query": query,
        "starred": {each.public_id for each in entries if each.pk in starred},
        "only_starred": only_starred,
        "place": "people",
    }
    if not fragment and not query and not only_starred:
        context["to_meet"] = people_to_meet(user, event, entries)
        context["target"] = _target(user, event, entries)
    template = "directory/_list.html" if fragment else "directory/people.html"
    return render(request, template, context)


@event_view(attends)
def person(request: HttpRequest, event: Event, *, public_id: str) -> HttpResponse:
    """One guest's card, and what one can do about it."""
    user = whoever(request)
    registration = get_object_or_404(
        with_people(event.registrations.confirmed()), public_id=public_id
    )
    mine = registration_of(user, event)
    context = {
        "event": event,
        "association": event.association,
        "card": card_of(registration),
        "is_me": registration.user_id == user.pk,
        "mine": mine,
        "is_starred": Star.objects.filter(user=user, registration=registration).exists(),
        "introduction": mine
        and IntroductionRequest.objects.filter(registration=mine, wanted=registration).first(),
        "is_apart": Block.objects.filter(by=user, person=registration.user_id).exists(),
        "place": "people",
    }
    return render(request, "directory/person.html", context)


def _first(request: HttpRequest) -> int:
    """From which of the people found on; whatever else stands in the address is the beginning."""
    asked = request.GET.get("from", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0


def _cards(entries: list[Entry]) -> list[Any]:
    """The cards of these guests, in their order."""
    guests = Registration.objects.filter(pk__in=[entry.pk for entry in entries])
    by_id = {card.public_id: card for card in cards_of(with_people(guests))}
    return [by_id[entry.public_id] for entry in entries if entry.public_id in by_id]


def _target(user: User | AnonymousUser, event: Event, entries: list[Entry]) -> Target | None:
    """How far a guest is with a tenth of the room; nothing for who is not one of the guests."""
    if not isinstance(user, User) or all(entry.user_id != user.pk for entry in entries):
        return None
    pairs = Encounter.objects.of(user).filter(event=event).values_list("first_id", "second_id")
    met = {pk for pair in pairs for pk in pair} - {user.pk}
    return target(met=len(met), others=len(entries) - 1)
