"""What two people could talk about, and which of them have most to say to each other. Pure.

What one offers and the other looks for comes first, by the rule that also suggests whom to meet
(`events.directory.suggestions`); then what their owner knows of both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from events.directory.suggestions import Person, Why, suggest
from networking.text import fold


class Ground(IntEnum):
    """The reasons, the best first."""

    FIRST_HELPS = 0
    SECOND_HELPS = 1
    SAME_NEED = 2
    TAG = 3
    EVENT = 4
    TOWN = 5
    COUNTRY = 6
    WORD = 7


# Whom an offer answers counts for more than everything below it together.
_WEIGHTS: Final = {
    Ground.FIRST_HELPS: 40,
    Ground.SECOND_HELPS: 40,
    Ground.SAME_NEED: 12,
    Ground.TAG: 8,
    Ground.EVENT: 3,
    Ground.TOWN: 4,
    Ground.COUNTRY: 1,
    Ground.WORD: 2,
}
# Of each reason so many words are said.
_MOST: Final = 3
# Shorter words, and these, say nothing of anybody.
_TELLING: Final = 6
_EMPTY: Final = frozenset(
    (
        "aimerait", "always", "ancien", "ancienne", "anciens", "another", "beaucoup", "because",
        "before", "bonjour", "breakfast", "cherche", "chercher", "collegue", "company", "contact",
        "dejeuner", "depuis", "encore", "ensemble", "entreprise", "friend", "friends",
        "interested", "looking", "meeting", "parler", "parlons", "pendant", "people", "personne",
        "personnes", "plusieurs", "prochain", "prochaine", "project", "projects", "projet",
        "projets", "propose", "quelque", "quelques", "really", "rencontre", "rencontree",
        "rencontrer", "rendez", "semaine", "should", "somebody", "someone", "something",
        "souhaite", "through", "toujours", "travaille", "travailler", "voudrait", "working",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of one of two people.

    `offers`, `needs`, `tags`, `events`, `town` and `country` hold by what things are compared how
    they are said; `note` is only compared.
    """

    id: str
    offers: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    town: Mapping[str, str] = field(default_factory=dict)
    country: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two people fit, and the words it stands on."""

    ground: Ground
    words: tuple[str, ...]


def reasons(first: Side, second: Side) -> tuple[Reason, ...]:
    """Return why two people fit, the best reason first; nothing where there is none.

    A town they share says already that they share its country.
    """
    found = [*_helping(first, second)]
    for ground, ours, theirs in (
        (Ground.TAG, first.tags, second.tags),
        (Ground.EVENT, first.events, second.events),
        (Ground.TOWN, first.town, second.town),
        (Ground.COUNTRY, first.country, second.country),
    ):
        shared = sorted(ours.keys() & theirs.keys())
        known = {each.ground for each in found}
        if shared and not (ground is Ground.COUNTRY and Ground.TOWN in known):
            found.append(Reason(ground, tuple(ours[key] for key in shared[:_MOST])))
    if words := sorted(_telling(first.note) & _telling(second.note)):
        found.append(Reason(Ground.WORD, tuple(words[:_MOST])))
    return tuple(found)


def weight(found: Iterable[Reason]) -> int:
    """Return how much speaks for bringing two people together; 0 is nothing."""
    return sum(_WEIGHTS[each.ground] * len(each.words) for each in found)


def fitting(first: Side, others: Iterable[Side], *, most: int) -> list[tuple[str, Reason]]:
    """Return who fits somebody best, each with the best reason; those without one are left out."""
    found = []
    for other in others:
        if other.id == first.id:
            continue
        if why := reasons(first, other):
            found.append((-weight(why), other.id, why[0]))
    return [(key, reason) for _weight, key, reason in sorted(found)[:most]]


def _helping(first: Side, second: Side) -> Iterable[Reason]:
    """What one offers and the other looks for, both ways; else what both look for."""
    suggestions = suggest(_person(first), [_person(second)], most=1)
    if not suggestions or suggestions[0].why is Why.NEW_FACE:
        return
    (found,) = suggestions
    if found.why is Why.SAME_NEED:
        yield Reason(Ground.SAME_NEED, (first.needs[found.take],))
        return
    if found.give:
        yield Reason(Ground.FIRST_HELPS, (second.needs[found.give],))
    if found.take:
        yield Reason(Ground.SECOND_HELPS, (first.needs[found.take],))


def _person(side: Side) -> Person:
    return Person(id=side.id, offers=frozenset(side.offers), needs=frozenset(side.needs))


def _telling(note: str) -> set[str]:
    """The words of a note that say something of somebody."""
    return {word for word in fold(note).split() if len(word) >= _TELLING} - _EMPTY
