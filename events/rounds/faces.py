"""Tables as people see them: the facilitator's list, the projector's, one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from events.agenda.formats import FORMATS, Scene
from events.directory.cards import Card, card_of, with_people
from events.directory.to_meet import reasons_between
from events.guests.models import Registration
from events.rounds.asking import Asked
from events.rounds.course import Course
from events.rounds.format import InRounds
from events.rounds.round import Round
from events.rounds.tables import Table
from networking.accounts.models import Block
from networking.text import fold

# How many names a projector takes at each size of its type; more of them turn pages.
SIZES: Final = (18, 30, 39)
# Two questions of more letters than these together stand smaller.
MUCH: Final = 150


@dataclass(frozen=True, slots=True)
class Laid:
    """A table with the people at it, and what the facilitator should know of them."""

    number: int
    guests: list[Registration]
    reason: str
    # The online room it meets in, and whether that is another one than its own.
    room: int = 0
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody on the projector's list: her name, and where she sits."""

    given_name: str
    family_name: str
    table: int


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody at the same table: her card by consent, and why she is worth talking to."""

    guest: str
    card: Card
    why: str
    # Whether the viewer asked never to be drawn with her again; what she asked, nobody is told.
    is_apart: bool = False


def asked(scene: Scene) -> list[str]:
    """Return what the last round asks, or before it the first one: one question or two."""
    chosen = Asked.of(scene.part.plan.options)
    last: Round | None = scene.part.state.last
    return chosen.said((last.asked if last else ()) or chosen.for_round(last.number if last else 1))


def crowd(questions: Sequence[str]) -> str:
    """Return how much two questions are for a projector: two, or much; nothing for a single one."""
    if len(questions) < 2:
        return ""
    return "much" if sum(map(len, questions)) > MUCH else "two"


def listed(scene: Scene) -> dict[str, Any]:
    """Return everybody of the last round by first name, and how large they can stand there."""
    last: Round | None = scene.part.state.last
    numbers = (
        {guest: table.number for table in last.tables for guest in table.guests} if last else {}
    )
    found = Registration.objects.filter(event=scene.event, public_id__in=numbers)
    seats = sorted(
        (Seat(guest.given_name, guest.family_name, numbers[guest.public_id]) for guest in found),
        key=lambda seat: (fold(seat.given_name), fold(seat.family_name)),
    )
    return {
        "seats": seats,
        "size": next((size for size in SIZES if len(seats) <= size), "more"),
    }


def partners(scene: Scene, table: Table, viewer: Registration) -> list[Partner]:
    """Return the others at a table in the order they speak, as they agreed to be seen."""
    others = [guest for guest in table.guests if guest != viewer.public_id]
    found = list(with_people(Registration.objects.filter(event=scene.event, public_id__in=others)))
    cards = {guest.public_id: card_of(guest) for guest in found}
    why = reasons_between(scene.event, viewer, others)
    people = [guest.user_id for guest in found]
    apart = set(Block.objects.filter(by=viewer.user_id, person__in=people).values_list("person"))
    asked = {guest.public_id for guest in found if (guest.user_id,) in apart}
    return [
        Partner(guest, cards[guest], why.get(guest, ""), guest in asked)
        for guest in others
        if guest in cards
    ]


def parting(scene: Scene) -> dict[str, Any]:
    """Return whether the viewer may leave after this round, whether she will, and whether she has.

    After the last round there is nothing to leave.
    """
    course, viewer = scene.part.state, scene.viewer
    if viewer is None or not isinstance(course, Course) or course.last is None:
        return {}
    last = course.last
    format_ = FORMATS[scene.part.plan.format]
    assert isinstance(format_, InRounds)
    more = last.number < format_.rounds(scene.part.plan)
    after = dict(course.leaving).get(viewer.public_id)
    has_left = after is not None and after < last.number
    return {
        "leaves": after is not None and (more or has_left),
        "has_left": has_left,
        "may_leave": after is None and more and last.table_of(viewer.public_id) is not None,
        "between": course.open(scene.moment.elapsed) is None,
    }


def waits(scene: Scene) -> bool:
    """Whether the viewer has no table in the round that is drawn or on, and would have one."""
    course: Course = scene.part.state
    viewer, current = scene.viewer, course.open(scene.moment.elapsed)
    if viewer is None or viewer.observer or current is None:
        return False
    return viewer.public_id not in current.guests | course.away_from(current.number)
