"""What the console, the screen and the phones show of an Impromptu: the contexts of templates."""

import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.agenda.formats import Button, Scene
from events.calendar.models import Event
from events.directory.cards import Card, card_of, with_people
from events.formats.impromptu import drawing, words
from events.formats.impromptu.settings import Settings
from events.guests.models import Registration
from events.rounds import course as courses
from events.rounds import people, questions
from events.rounds.course import STRETCH, Course, Round
from events.rounds.steps import Cue
from events.rounds.tables import Table
from networking.text import fold

TURNS = (Cue.ONE, Cue.TWO, Cue.THREE)
# How many names a projector takes at each size of its type.
SIZES = (18, 30, 60, 120)


# While people talk, "longer" means their round, not the whole part of the agenda.
LONGER = Button("impromptu.stretch", _("30 s"), "plus", {"seconds": STRETCH})


@dataclass(frozen=True, slots=True)
class Laid:
    """A table with the people at it, and what the facilitator should know of them."""

    number: int
    guests: list[Registration]
    reason: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody on the projector's list: her name, and where she sits."""

    given_name: str
    family_name: str
    table: int


def question(scene: Scene) -> dict[str, Any]:
    """Return what every view says: which round it is, of how many, and its question."""
    state: Course = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    last = state.last
    asked = last.question if last else settings.own_question
    return {
        "stage": courses.stage(state, scene.moment),
        "round": last.number if last else 0,
        "rounds": max(settings.rounds, len(state.rounds)),
        "minutes": settings.minutes,
        "cues": settings.cues,
        "question": questions.text(asked or questions.for_round(1, settings.question)),
    }


def console(scene: Scene) -> dict[str, Any]:
    """Return the tables with their people, who is left over, and who left."""
    state: Course = scene.part.state
    shared, elapsed = question(scene), scene.moment.elapsed
    everybody = people.checked_in(scene.event)
    here = {guest.public_id: guest for guest in everybody}
    last, current = state.last, state.open(elapsed)
    tables = [
        Laid(
            table.number,
            [here[guest] for guest in table.guests if guest in here],
            words.reason_for_facilitator(table),
        )
        for table in (last.tables if last else ())
    ]
    waiting = drawing.waiting(scene) if last is None or current else []
    last_round = shared["round"] >= shared["rounds"]
    end = last.end() if last and state.on(elapsed) else None
    return {
        **shared,
        "tables": tables,
        "known": sum(bool(table.reason) for table in tables),
        "waiting": waiting,
        "odd": len(waiting) % 2,
        "can_join": state.drawn is not None or last_round,
        "gone": [here[guest] for guest in state.gone if guest in here],
        "joker": here.get(last.joker or "") if last else drawing.joker_among(everybody, scene),
        "last_round": last_round,
        "longer_button": LONGER if end else None,
        # When the round ends the console has something else to offer.
        "over_in": end and math.ceil((end - elapsed).total_seconds()),
    }


def screen(scene: Scene) -> dict[str, Any]:
    """Return the names by first name, each with its table, while people look for each other."""
    last = scene.part.state.last
    seats = _seats(scene.event, last) if last else []
    return {
        **question(scene),
        "seats": seats,
        "size": next((size for size in SIZES if len(seats) <= size), "more"),
    }


def phone(scene: Scene) -> dict[str, Any]:
    """Return whom the viewer talks with, where, and whose turn it is to speak at each moment."""
    state: Course = scene.part.state
    viewer, last = scene.viewer, state.last
    table = last.table_of(viewer.public_id) if viewer and last else None
    shared = question(scene)
    if viewer is None or table is None:
        open_round = shared["stage"] in {"drawn", "on"}
        return {
            **shared,
            "waits": open_round and viewer is not None and not viewer.observer,
            "last_round": shared["round"] >= shared["rounds"],
        }
    return {
        **shared,
        "table": table,
        "partners": _partners(table, viewer),
        "reason": words.reason_for_them(table),
        "cues_of": [turn.value for turn in TURNS[: len(table.guests)]],
        "mine": TURNS[table.guests.index(viewer.public_id)].value,
        "own_times": len(table.guests) > 2,
    }


def _partners(table: Table, viewer: Registration) -> list[Card]:
    """Return the cards of the others at a table, as they agreed to be seen."""
    others = [guest for guest in table.guests if guest != viewer.public_id]
    found = with_people(Registration.objects.filter(event=viewer.event, public_id__in=others))
    cards = {guest.public_id: card_of(guest) for guest in found}
    return [cards[guest] for guest in others if guest in cards]


def _seats(event: Event, current: Round) -> list[Seat]:
    numbers = {guest: table.number for table in current.tables for guest in table.guests}
    found = Registration.objects.filter(event=event, public_id__in=numbers)
    return sorted(
        (Seat(guest.given_name, guest.family_name, numbers[guest.public_id]) for guest in found),
        key=lambda seat: (fold(seat.given_name), fold(seat.family_name)),
    )
