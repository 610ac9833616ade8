"""What a guest's phone shows of bilateral exchanges: her meetings, whom she'd see, who is free."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from events.agenda.formats import Scene
from events.directory.cards import Card, card_of, with_people
from events.directory.to_meet import reasons_between
from events.formats.bilateral import faces, planning
from events.formats.bilateral.actions import met_by
from events.formats.bilateral.exchanges import Exchanges, pair_of
from events.formats.bilateral.hours import Slot, slots_of
from events.formats.bilateral.settings import Settings
from events.formats.bilateral.words import left_out_said
from events.guests.models import Registration
from events.rounds.people import blocks
from events.wishes.reading import mine as wishes_of_mine

# How many of those who are free, and of the tables, are named on a phone.
MOST_FREE: Final = 12


@dataclass(frozen=True, slots=True)
class ToSee:
    """Somebody the viewer wished to see, and has no hour with: whether they have met by now."""

    guest: str
    card: Card
    why: str
    met: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """A meeting on the phone of one of the two."""

    slot: Slot
    table: int
    guest: str
    card: Card
    why: str
    held: bool


def phone(scene: Scene) -> dict[str, Any]:
    """Return the viewer's meetings, whom she wished to see besides, and who is free when she is."""
    viewer = scene.viewer
    state: Exchanges = scene.part.state
    if viewer is None:
        return {}
    said = faces.shared(scene)
    mine = mine_of(scene, viewer) if said["is_planned"] and state.planned else []
    to_see = to_see_by(scene, viewer, {each.guest for each in mine})
    names = {each.guest: each.card.full_name for each in to_see}
    slots = slots_of(scene) if said["is_planned"] else []
    told = [
        left_out_said(why, names[to])
        for by, to, why in state.left_out
        if by == viewer.public_id and to in names
    ]
    return {
        **said,
        "mine": mine,
        "to_see": to_see,
        "left_out": [words for words in told if words],
        "free": free_now(scene, viewer, slots) if state.planned else None,
        "is_gone": viewer.public_id in state.gone,
    }


def to_see_by(scene: Scene, viewer: Registration, planned: set[str]) -> list[ToSee]:
    """Return whom a guest is to meet by an accepted wish, without those who have an hour."""
    viewer.event = scene.event
    rows = wishes_of_mine(viewer).meeting
    cards = [(row.card, row.reason) for row in rows if row.card.public_id not in planned]
    if not cards:
        return []
    met = met_by(viewer)
    here = {guest.public_id for guest in planning.here(scene, ())}
    return [
        ToSee(card.public_id, card, reason, card.public_id in met, card.public_id in here)
        for card, reason in cards
    ]


def mine_of(scene: Scene, viewer: Registration) -> list[Mine]:
    """Return a guest's meetings in the order of the hours, the others as they agreed to be seen."""
    state: Exchanges = scene.part.state
    own = state.of(viewer.public_id)
    others = {each.slot: each.two if each.one == viewer.public_id else each.one for each in own}
    cards = cards_of(scene, list(others.values()))
    why = reasons_between(scene.event, viewer, list(others.values())) if others else {}
    slots = {slot.number: slot for slot in slots_of(scene)}
    return [
        Mine(
            slots[each.slot],
            each.table + 1,
            others[each.slot],
            cards[others[each.slot]],
            why.get(others[each.slot], ""),
            held=pair_of(each) not in state.unheld,
        )
        for each in own
        if others[each.slot] in cards and each.slot in slots
    ]


def cards_of(scene: Scene, guests: Sequence[str]) -> dict[str, Card]:
    """Return the cards of these guests, by public id."""
    if not guests:
        return {}
    found = Registration.objects.filter(event=scene.event, public_id__in=guests)
    return {guest.public_id: card_of(guest) for guest in with_people(found)}


@dataclass(frozen=True, slots=True)
class Free:
    """Where there is room in a slot in which the viewer has no meeting, and who else has none."""

    slot: Slot
    tables: list[int]
    people: list[Card]


def free_now(scene: Scene, viewer: Registration, slots: Sequence[Slot]) -> Free | None:
    """Return what is free in the slot that is on, or comes next, if the viewer is."""
    state: Exchanges = scene.part.state
    slot = next((each for each in slots if not each.over), None)
    if slot is None or any(each.slot == slot.number for each in state.of(viewer.public_id)):
        return None
    at = state.at(slot.number)
    busy = {name for each in at for name in (each.one, each.two)}
    taken = {each.table for each in at}
    here = planning.here(scene, state.gone)
    seats = Settings.of(scene.part.plan.options).seats(len(here))
    apart = {
        name for pair in blocks(scene.event, here) if viewer.public_id in pair for name in pair
    }
    others = [
        guest.public_id
        for guest in here
        if guest.public_id not in busy | apart | {viewer.public_id}
    ][:MOST_FREE]
    cards = cards_of(scene, others)
    return Free(
        slot,
        [number + 1 for number in range(seats) if number not in taken][:MOST_FREE],
        [cards[name] for name in others if name in cards],
    )
