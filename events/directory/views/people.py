"""Who is coming, and each of them."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from events.calendar.access import event_view
from events.calendar.models import Event
from events.directory import acts
from events.directory.cards import card_of, cards_of, with_people
from events.directory.index import Entry, entries_of, matching
from events.directory.models import IntroductionRequest, Star, StarsOnPaper
from events.directory.to_meet import people_to_meet, target_of
from events.guests.models import Registration
from events.guests.rules import attends, registration_of
from networking.accounts.access import whoever
from networking.accounts.models import Block, User

# How many people a page shows at once; more are fetched when one gets there.
AT_ONCE = 60


@dataclass(frozen=True)
class Asked:
    """What the address asks for; whatever makes no sense in it is passed over."""

    query: str
    starred: bool
    as_cards: bool
    first: int

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Read it."""
        first = request.GET.get("from", "")
        return cls(
            query=request.GET.get("q", "").strip()[:100],
            starred="starred" in request.GET,
            as_cards=request.GET.get("as") == "cards",
            first=int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 0,
        )

    @property
    def narrows(self) -> bool:
        return bool(self.query) or self.starred

    @property
    def rest(self) -> str:
        """The address's query without the place: for the next ones, and the other view."""
        said = {"q": self.query} if self.query else {}
        return urlencode(said | ({"starred": ""} if self.starred else {}))


@event_view(attends)
def people(request: HttpRequest, event: Event) -> HttpResponse:
    """The event's guests, searchable by all that they show, and whom one should meet."""
    user, asked = whoever(request), Asked.of(request)
    entries = entries_of(event, event.registrations.confirmed().by_name())
    starred = _starred(user, event)
    among = [each for each in entries if each.pk in starred] if asked.starred else entries
    found = matching(among, asked.query)
    after = asked.first + AT_ONCE
    context: dict[str, Any] = {
        "event": event,
        "association": event.association,
        "asked": asked,
        "cards": _cards(found[asked.first : after]),
        "found": len(found),
        "next": after if after < len(found) else None,
        "starred": {each.public_id for each in entries if each.pk in starred},
        "mine": (mine := _mine(user, event)),
        "on_paper": asked.starred and StarsOnPaper.objects.filter(registration=mine).exists(),
        "signs": acts.signs_of(mine),
        "place": "people",
    }
    if request.headers.get("HX-Request"):
        return render(request, "directory/_list.html", context)
    if not asked.narrows:
        context["to_meet"] = people_to_meet(user, event, entries)
        context["target"] = target_of(user, event, entries)
    return render(request, "directory/people.html", context)


@event_view(attends)
def person(request: HttpRequest, event: Event, *, public_id: str) -> HttpResponse:
    """One guest's card, and what one can do about it."""
    user = whoever(request)
    registration = get_object_or_404(
        with_people(event.registrations.confirmed()), public_id=public_id
    )
    mine = _mine(user, event)
    context = {
        "event": event,
        "association": event.association,
        "card": card_of(registration),
        "is_me": registration.user_id == user.pk,
        "mine": mine,
        "is_starred": Star.objects.filter(user=user, registration=registration).exists(),
        "introduction": mine
        and IntroductionRequest.objects.filter(registration=mine, wanted=registration).first(),
        "acts": list(acts.rendered(request, event, mine, registration)),
        "is_apart": Block.objects.filter(by=user, person=registration.user_id).exists(),
        "place": "people",
    }
    return render(request, "directory/person.html", context)


def _mine(user: User, event: Event) -> Registration | None:
    """Her own registration; the event is known already."""
    mine = registration_of(user, event)
    if mine is not None:
        mine.event = event
    return mine


def _starred(user: User, event: Event) -> set[int]:
    """The registrations of this event that somebody starred."""
    stars = user.stars.filter(registration__event=event)
    return set(stars.values_list("registration", flat=True))


def _cards(entries: list[Entry]) -> list[Any]:
    """The cards of these guests, in their order."""
    guests = Registration.objects.filter(pk__in=[entry.pk for entry in entries])
    by_id = {card.public_id: card for card in cards_of(with_people(guests))}
    return [by_id[entry.public_id] for entry in entries if entry.public_id in by_id]
