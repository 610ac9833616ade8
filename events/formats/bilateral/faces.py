"""What console and screen show of bilateral exchanges: the contexts of templates."""

import math
from dataclasses import dataclass
from typing import Any

from events.agenda.formats import Scene
from events.calendar.templatetags.calendar_words import hour
from events.formats.bilateral import planning
from events.formats.bilateral.exchanges import Exchanges, pair_of
from events.formats.bilateral.hours import slots_of
from events.formats.bilateral.scheduling import Meeting
from events.formats.bilateral.settings import Settings
from events.formats.bilateral.words import change_said, wishes_said
from events.guests.models import Registration
from events.rounds.cards import names_of
from events.rounds.faces import SIZES, Seat
from networking.text import fold


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting as the facilitator reads it."""

    meeting: Meeting
    one: str
    two: str
    pinned: bool
    unheld: bool

    @property
    def table(self) -> int:
        """The number that stands on the table."""
        return self.meeting.table + 1


def shared(scene: Scene) -> dict[str, Any]:
    """Return what every view asks first."""
    settings = Settings.of(scene.part.plan.options)
    state: Exchanges = scene.part.state
    return {"is_planned": settings.planned, "planned": state.planned}


def console(scene: Scene) -> dict[str, Any]:
    """Return the slots with who meets where, who has nobody, what was left out and what changed."""
    said = shared(scene)
    if not said["is_planned"]:
        return said
    state: Exchanges = scene.part.state
    present = planning.here(scene, ())
    names = names_of(
        {name for each in state.meetings for name in (each.one, each.two)}
        | {name for by, to, _ in state.left_out for name in (by, to)}
        | {name for _, one, two, _, _ in state.changes for name in (one, two)}
    )
    slots = slots_of(scene)
    hours = {slot.number: hour(slot.begins, scene.event) for slot in slots}
    on = next((slot for slot in slots if slot.on), None)
    seated = {name for each in state.meetings for name in (each.one, each.two)}
    return {
        **said,
        "slots": [(slot, rows_of(state, slot.number, names)) for slot in slots],
        "without": [
            guest
            for guest in present
            if guest.public_id not in seated and guest.public_id not in state.gone
        ],
        "total": len(state.meetings),
        "left_out": wishes_said(state.left_out, names),
        "changes": [change_said(change, names, hours) for change in state.changes],
        "gone": [guest for guest in present if guest.public_id in state.gone],
        "ready": planning.ready(scene),
        "over_in": on and math.ceil((on.ends - scene.now).total_seconds()),
    }


def rows_of(state: Exchanges, slot: int, names: dict[str, str]) -> list[Row]:
    """Return the meetings of a slot by table."""
    return [
        Row(
            each,
            names[each.one],
            names[each.two],
            pinned=pair_of(each) in state.pinned,
            unheld=pair_of(each) in state.unheld,
        )
        for each in state.at(slot)
    ]


def screen(scene: Scene) -> dict[str, Any]:
    """Return for each slot everybody who has a meeting, by first name, with the table."""
    said = shared(scene)
    state: Exchanges = scene.part.state
    if not said["is_planned"] or not state.planned:
        return said
    guests = {
        guest.public_id: guest
        for guest in Registration.objects.filter(
            event=scene.event,
            public_id__in={name for each in state.meetings for name in (each.one, each.two)},
        )
    }
    boards = [
        (slot, seats_of(state, slot.number, guests)) for slot in slots_of(scene) if not slot.over
    ]
    most = max((len(seats) for _, seats in boards), default=0)
    return {
        **said,
        "boards": boards,
        "size": next((size for size in SIZES if most <= size), "more"),
    }


def seats_of(state: Exchanges, slot: int, guests: dict[str, Registration]) -> list[Seat]:
    """Return who sits where in a slot, by first name."""
    seats = [
        Seat(guests[name].given_name, guests[name].family_name, each.table + 1)
        for each in state.at(slot)
        for name in (each.one, each.two)
        if name in guests
    ]
    return sorted(seats, key=lambda seat: (fold(seat.given_name), fold(seat.family_name)))
