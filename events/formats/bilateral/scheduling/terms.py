"""The words of planning: who is there when, who wishes to meet whom, and what came of it. Pure.

Slots and tables are numbered from 0.
"""

from dataclasses import dataclass
from enum import StrEnum


class Aim(StrEnum):
    """What counts more, by the organiser's choice; the other decides between equals."""

    # As much of the wishes as can be.
    MOST = "most"
    # First that as many people as can be have a meeting.
    NOBODY_LEFT_OUT = "nobody_left_out"


class Answer(StrEnum):
    """What who was asked says to a wish. A wish of her own for the same person is a yes, too."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    # Not yet, or not in time: such a wish keeps nobody else's place.
    OPEN = "open"


class Why(StrEnum):
    """Why a wish found no place, the first that is true."""

    DECLINED = "declined"
    UNANSWERED = "unanswered"
    # One of the two isn't there in any slot.
    AWAY = "away"
    NO_COMMON_SLOT = "no_common_slot"
    # Who wished, or who was wished for, has as many meetings as she wants.
    YOUR_CAP = "your_cap"
    THEIR_CAP = "their_cap"
    # Whenever both are free, all tables are taken.
    TABLES_FULL = "tables_full"
    # In each slot that both are there one of them meets somebody else.
    CROWDED = "crowded"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is there in these slots, and wants ``cap`` meetings at most."""

    id: str
    slots: frozenset[int]
    cap: int


@dataclass(frozen=True, slots=True)
class Wish:
    """One wishes to meet another; ``priority`` is 1 for the least, or more."""

    by: str
    to: str
    priority: int = 1
    answer: Answer = Answer.ACCEPTED

    def __post_init__(self) -> None:
        if self.by == self.to:
            raise ValueError("nobody wishes to meet herself")
        if self.priority < 1:
            raise ValueError("the least priority is 1")


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """Two people at a table in a slot. Plans name them in the order of their ids."""

    slot: int
    table: int
    one: str
    two: str

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.one, self.two))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A wish that found no place, and why."""

    wish: Wish
    why: Why


@dataclass(frozen=True, slots=True)
class Plan:
    """Who meets whom, when and at which table, in the order of slots and tables.

    ``satisfied`` is the weight of the wishes that found a place (`weigh`), ``bound`` what no plan
    can exceed. ``unheld`` are pins that could not hold: somebody isn't there, has another pin at
    the time or has enough, a table is taken or isn't there.
    """

    meetings: tuple[Meeting, ...]
    left_out: tuple[LeftOut, ...]
    satisfied: int
    bound: int
    unheld: tuple[Meeting, ...] = ()
