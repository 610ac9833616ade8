"""A small card for each guest: the hours, whom she meets where, and lines for what she promises."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import override

from events.agenda.clock import State
from events.agenda.formats import FORMATS, Scene
from events.agenda.reading import read
from events.agenda.stage import lines
from events.agenda.templatetags.agenda_words import hour
from events.calendar.models import Event
from events.calendar.paper import occasion_of
from events.directory.paper import starred_on_paper
from events.guests.models import Registration
from events.wishes.wanted import accepted_names
from networking.paper.cards import DanceCard, Hour, dance_cards
from networking.time import now

# They stand in a few lines; more are on the phone.
MOST_WISHED: Final = 8

Own = Mapping[str, Mapping[str, Sequence[str]]]


def printed(event: Event) -> bytes:
    """Return the PDF of all cards, by name, in the association's language.

    What is private stands on its owner's card alone. Queries don't grow with the guests. Raises
    MissingGlyphsError for letters that no font draws.
    """
    occasion = occasion_of(event)
    with override(occasion.language):
        state = read(event).state
        hours = [
            Hour(hour(line.starts_at, event), line.part.plan.title, str(line.part.plan.id))
            for line in lines(state, now())
        ]
        own, wished = _own_lines(event, state), _wished(event)
        guests = event.registrations.confirmed().by_name()
        cards = [_card(guest, own, wished.get(guest.pk, [])) for guest in guests]
    return dance_cards(cards, hours, occasion)


def _wished(event: Event) -> dict[int, list[str]]:
    """Whom each guest would like to meet: first who said yes, then whom she starred, once each."""
    accepted, starred = accepted_names(event), starred_on_paper(event)
    return {
        guest: list(dict.fromkeys((*accepted.get(guest, ()), *starred.get(guest, ()))))
        for guest in accepted.keys() | starred.keys()
    }


def _card(guest: Registration, own: Own, wished: Sequence[str]) -> DanceCard:
    more = " …" if len(wished) > MOST_WISHED else ""
    return DanceCard(
        name=guest.full_name,
        own={part: said[guest.public_id] for part, said in own.items() if guest.public_id in said},
        starred=", ".join(wished[:MOST_WISHED]) + more,
    )


def _own_lines(event: Event, state: State) -> Own:
    """What each part of the agenda says to each guest alone, by the part's id.

    Before the event has begun no part has a state, and none knows anything yet.
    """
    scenes = [Scene(event, state, part, now()) for part in state.parts if part.state is not None]
    return {
        str(scene.part.plan.id): FORMATS[scene.part.plan.format].on_cards(scene) for scene in scenes
    }
