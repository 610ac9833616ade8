"""A small card for each guest: the hours, whom she meets where, and lines for what she promises."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext, override

from events.agenda.clock import State
from events.agenda.formats import FORMATS, Scene
from events.agenda.reading import read
from events.agenda.stage import lines
from events.agenda.templatetags.agenda_words import hour
from events.calendar.models import Event
from events.calendar.paper import occasion_of
from events.directory.paper import starred_on_paper
from events.guests.models import Registration
from networking.paper import press
from networking.paper.tables import heading
from networking.time import now

# Cards on a sheet; the last sheet is filled with blank ones, for whoever comes unannounced.
ON_A_SHEET: Final = 4
# The starred stand in a few lines; more are on the phone.
MOST_STARRED: Final = 8


def printed(event: Event) -> bytes:
    """Return the PDF of all cards, by name, in the association's language.

    What is private stands on its owner's card alone. Queries don't grow with the guests. Raises
    MissingGlyphsError for letters that no font draws.
    """
    occasion = occasion_of(event)
    with override(occasion.language):
        state = read(event).state
        own, starred = _own_lines(event, state), starred_on_paper(event)
        cards = [
            _card(guest, own, starred.get(guest.pk, []))
            for guest in event.registrations.confirmed().by_name()
        ]
        blank = -len(cards) % ON_A_SHEET if cards else ON_A_SHEET
        data = heading(occasion, gettext("Dance cards")) | {
            "hours": [
                {
                    "hour": hour(line.starts_at, event),
                    "title": line.part.plan.title,
                    "key": str(line.part.plan.id),
                }
                for line in lines(state, now())
            ],
            "starred": gettext("I would like to meet"),
            "met": gettext("Whom I met"),
            "promised": gettext("What I promised"),
            "cards": [*cards, *[{"name": "", "own": {}, "starred": ""}] * blank],
        }
    title = f"{data['kind']} · {occasion.title}"
    return press.render("dance_cards", data, title=title, language=occasion.language)


def _card(
    guest: Registration, own: Mapping[str, Mapping[str, list[str]]], starred: list[str]
) -> dict[str, Any]:
    return {
        "name": guest.full_name,
        "own": {
            part: lines[guest.public_id] for part, lines in own.items() if guest.public_id in lines
        },
        "starred": ", ".join(starred[:MOST_STARRED])
        + (" …" if len(starred) > MOST_STARRED else ""),
    }


def _own_lines(event: Event, state: State) -> dict[str, dict[str, list[str]]]:
    """What each part of the agenda says to each guest alone, by the part's id.

    Before the event has begun no part has a state, and none knows anything yet.
    """
    found = {}
    for part in state.parts:
        if part.state is None:
            continue
        scene = Scene(event, state, part, now())
        said = FORMATS[part.plan.format].on_cards(scene)
        found[str(part.plan.id)] = {guest: list(lines) for guest, lines in said.items()}
    return found
