"""Whom one should meet, and why. Pure.

The order, the first word first:

1. one's own organisation comes last, and only for a reason; blocked people never come;
2. new faces come before people met already;
3. mutual help, then whom I can help, then who can help me (give before you receive), then who is
   looking for the same thing, then simply a new face;
4. among equals, who shares more with me; then an order of each reader's own, so that a whole room
   isn't sent to the same person.

Tags arrive as roots (`tags.py`): two that mean the same are the same word here.
"""

import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True)
class Person:
    """What a suggestion must know of somebody; `organisation` is "" where she doesn't show it.

    `consented`: whether she has said herself what the others may see of her.
    """

    id: str
    organisation: str = ""
    offers: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    consented: bool = True


class Why(IntEnum):
    """The reasons, the best first."""

    BOTH = 0
    I_CAN_HELP = 1
    CAN_HELP_ME = 2
    SAME_NEED = 3
    NEW_FACE = 4


@dataclass(frozen=True)
class Suggestion:
    """Somebody to meet: the reason, and the tags it stands on.

    `give` is what she looks for and I offer, `take` what she offers and I look for (or what both
    look for); both are "" for a new face.
    """

    id: str
    why: Why
    give: str = ""
    take: str = ""


def suggest(
    me: Person,
    others: Iterable[Person],
    *,
    met: Collection[str] = (),
    blocked: Collection[str] = (),
    most: int = 5,
) -> list[Suggestion]:
    """Return at most `most` people to meet, best first. The same input gives the same list.

    `met` and `blocked` hold ids; a block holds in both directions, and no reason betrays it. Nobody
    is put forward who hasn't consented.
    """
    found = []
    for other in others:
        if other.id == me.id or other.id in blocked or not other.consented:
            continue
        reason, shared = _reason(me, other)
        colleague = bool(me.organisation) and me.organisation == other.organisation
        known = other.id in met
        if reason.why is Why.NEW_FACE and (colleague or known):
            continue
        rank = (colleague, known, reason.why, -shared, _spread(me.id, other.id), other.id)
        found.append((rank, reason))
    return [reason for _rank, reason in sorted(found, key=lambda pair: pair[0])[:most]]


def _spread(one: str, other: str) -> int:
    """A number without meaning, the same for both of a pair and on every machine."""
    return zlib.crc32("|".join(sorted((one, other))).encode())


def _reason(me: Person, other: Person) -> tuple[Suggestion, int]:
    """The best reason to meet her, and how many tags speak for it."""
    give = sorted(me.offers & other.needs)
    take = sorted(other.offers & me.needs)
    shared = len(give) + len(take)
    if give and take:
        return Suggestion(other.id, Why.BOTH, give[0], take[0]), shared
    if give:
        return Suggestion(other.id, Why.I_CAN_HELP, give=give[0]), shared
    if take:
        return Suggestion(other.id, Why.CAN_HELP_ME, take=take[0]), shared
    if alike := sorted(me.needs & other.needs):
        return Suggestion(other.id, Why.SAME_NEED, take=alike[0]), len(alike)
    return Suggestion(other.id, Why.NEW_FACE), 0
