"""Whom one should meet, and why. Pure.

Whom I can help comes before who can help me: give before you receive. Among equals, new faces come
first; one's own organisation comes last. Tags meet when they are the same but for case and accents.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True)
class Person:
    """What pairing offers and needs must know of somebody."""

    id: str
    organisation: str = ""
    offers: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


class Why(IntEnum):
    """The reasons, the best first."""

    BOTH = 0
    I_CAN_HELP = 1
    CAN_HELP_ME = 2
    SAME_NEED = 3
    NEW_FACE = 4


@dataclass(frozen=True)
class Suggestion:
    """Somebody to meet: the reason, and the tag it stands on ("" for a new face)."""

    id: str
    why: Why
    tag: str = ""


def suggest(
    me: Person, others: Iterable[Person], *, met: Collection[str] = (), most: int = 5
) -> list[Suggestion]:
    """Return at most `most` people to meet, best first. The same input gives the same list."""
    found = []
    for other in others:
        if other.id == me.id:
            continue
        reason = _reason(me, other)
        colleague = bool(me.organisation) and me.organisation == other.organisation
        if reason.why is Why.NEW_FACE and (colleague or other.id in met):
            continue
        found.append(((colleague, other.id in met, reason.why, other.id), reason))
    return [reason for _rank, reason in sorted(found, key=lambda pair: pair[0])[:most]]


def _reason(me: Person, other: Person) -> Suggestion:
    give = sorted(me.offers & other.needs)
    take = sorted(other.offers & me.needs)
    if give and take:
        return Suggestion(other.id, Why.BOTH, give[0])
    if give:
        return Suggestion(other.id, Why.I_CAN_HELP, give[0])
    if take:
        return Suggestion(other.id, Why.CAN_HELP_ME, take[0])
    if alike := sorted(me.needs & other.needs):
        return Suggestion(other.id, Why.SAME_NEED, alike[0])
    return Suggestion(other.id, Why.NEW_FACE)
