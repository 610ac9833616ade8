"""What the console, the screen and the phones show of an Impromptu: the contexts of templates."""

from dataclasses import dataclass, replace
from typing import Any

from events.agenda.clock import Phase
from events.agenda.formats import Scene
from events.calendar.models import Event
from events.directory.cards import Card, card_of, with_people
from events.formats.impromptu import course as courses
from events.formats.impromptu import drawing, questions, words
from events.formats.impromptu.course import Course, Round, Settings, Table
from events.formats.impromptu.rounds import Cue, for_three
from events.guests.models import Registration
from networking.text import fold

TURNS = (Cue.ONE, Cue.TWO, Cue.THREE)


@dataclass(frozen=True, slots=True)
class Laid:
    """A table with the people at it, and what the facilitator should know of them."""

    number: int
    guests: list[Registration]
    reason: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody on the projector's list: her name, and where she sits."""

    name: str
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
    here = {guest.public_id: guest for guest in drawing.checked_in(scene.event)}
    last = state.last
    tables = [
        Laid(
            table.number,
            [here[guest] for guest in table.guests if guest in here],
            words.reason_for_facilitator(table),
        )
        for table in (last.tables if last else ())
    ]
    waiting = drawing.waiting(scene) if last is None or state.open(scene.moment.elapsed) else []
    return {
        **question(scene),
        "tables": tables,
        "known": sum(bool(table.reason) for table in tables),
        "waiting": waiting,
        "gone": [here[guest] for guest in state.gone if guest in here],
        "joker": here.get(last.joker or "") if last else None,
        "last_round": last is not None and last.number >= question(scene)["rounds"],
    }


def screen(scene: Scene) -> dict[str, Any]:
    """Return the names by first name, each with its table, while people look for each other."""
    last = scene.part.state.last
    return {**question(scene), "seats": _seats(scene.event, last) if last else []}


def phone(scene: Scene) -> dict[str, Any]:
    """Return whom the viewer talks with, where, and whose turn it is to speak at each moment."""
    state: Course = scene.part.state
    viewer, last = scene.viewer, state.last
    table = last.table_of(viewer.public_id) if viewer and last else None
    shared = question(scene)
    if viewer is None or last is None or table is None:
        waits = viewer is not None and not viewer.observer and shared["stage"] in {"drawn", "on"}
        return {**shared, "waits": waits, "last_round": shared["round"] >= shared["rounds"]}
    return {
        **shared,
        "table": table,
        "partners": _partners(table, viewer),
        "reason": words.reason_for_them(table),
        "mine": TURNS[table.guests.index(viewer.public_id)].value,
        "own_phases": [phase.to_json() for phase in _own_phases(last, table, scene)],
    }


def _own_phases(current: Round, table: Table, scene: Scene) -> list[Phase]:
    """Return a trio's own countdowns; nothing where the room's are right."""
    if len(table.guests) < 3 or current.began is None:
        return []
    own = Course((replace(current, steps=for_three(current.steps)),))
    return courses.phases(own, scene.moment)


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
        (Seat(guest.full_name, numbers[guest.public_id]) for guest in found),
        key=lambda seat: fold(seat.name),
    )
