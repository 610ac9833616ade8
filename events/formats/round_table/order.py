"""In which order one speaks. Pure: those who are here and what is known of them in, a list out."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Order(StrEnum):
    ARRIVAL = "arrival"
    TABLE = "table"
    NAME = "name"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is here; ``name`` as a list sorts it, ``table`` if she was given a seat."""

    id: str
    name: str = ""
    table: int | None = None
    member: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """How the organiser or the facilitator wants it.

    ``seed`` makes chance repeat itself: a list that is shown is the list that is called.
    ``last`` is who began at the meeting before, where beginning goes round; her ``id`` is the one
    she has today, empty if she isn't here.
    """

    order: Order = Order.ARRIVAL
    seed: str = ""
    members_first: bool = False
    last: Guest | None = None


def lined_up(guests: Sequence[Guest], wish: Wish) -> list[str]:
    """Return the ids of ``guests``, given in the order in which they came, as they are to speak.

    By name and by table the list begins after whoever began last time, and goes round; in any
    order she isn't the first again, unless nobody else could be.
    """
    rounds = [list(guests)]
    if wish.members_first:
        rounds = [[g for g in guests if g.member is member] for member in (True, False)]
    first, *others = [sorted(each, key=_key(wish)) for each in rounds if each] or [[]]
    if wish.last and len(first) > 1 and first[0].id == wish.last.id:
        first[:2] = first[1::-1]
    return [guest.id for each in (first, *others) for guest in each]


def _key(wish: Wish) -> Callable[[Guest], Any]:
    last = wish.last
    match wish.order:
        case Order.NAME:
            return lambda guest: (last is not None and guest.name <= last.name, guest.name)
        case Order.TABLE:
            before = last.table if last else None
            return lambda guest: _by_table(guest, before)
        case Order.RANDOM:
            return lambda guest: hashlib.sha256(f"{wish.seed}:{guest.id}".encode()).digest()
    return lambda _guest: 0


def _by_table(guest: Guest, before: int | None) -> tuple[Any, ...]:
    """Who has no table speaks after all those who have one."""
    if guest.table is None:
        return (2,)
    return (before is not None and guest.table <= before, guest.table, guest.name)
