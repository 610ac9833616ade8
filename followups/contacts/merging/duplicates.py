"""Which contacts may be one person, and why. Pure.

Nothing is merged on a likeness: each is only suggested, with what made us think so.
"""

import enum
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from networking.text import fold

# Under a value that so many share (the switchboard, “info@”) nobody is recognised.
CROWD: Final = 6
# National and international spellings of a number agree in these last figures.
FIGURES: Final = 9

Pair = tuple[int, int]


class Because(enum.IntEnum):
    """Why two contacts may be one, the strongest reason first."""

    EMAIL = 1
    PHONE = 2
    NAME_AND_ORGANISATION = 3
    NAME = 4


@dataclass(frozen=True, slots=True)
class Record:
    """What is compared of a contact; `key` is its own."""

    key: int
    given_name: str
    family_name: str
    organisation: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """Two contacts that may be one: their keys in order, and the strongest reason."""

    because: Because
    first: int
    second: int


def duplicates(records: Iterable[Record], *, distinct: Collection[Pair] = ()) -> list[Likeness]:
    """Return the pairs that may be one person, the strongest reasons first, then by key.

    `distinct` are pairs of keys, in order, of which the owner said that they are two people. Time
    is linear in the records, but for what `CROWD` bounds.
    """
    groups: dict[tuple[Because, str], list[int]] = defaultdict(list)
    for record in records:
        for sign in _signs(record):
            groups[sign].append(record.key)
    found: dict[Pair, Because] = {}
    for (because, _), keys in groups.items():
        if len(keys) > CROWD:
            continue
        for pair in itertools.combinations(sorted(set(keys)), 2):
            found[pair] = min(because, found.get(pair, because))
    said = set(distinct)
    return sorted(Likeness(because, *pair) for pair, because in found.items() if pair not in said)


def _signs(record: Record) -> Iterable[tuple[Because, str]]:
    for email in record.emails:
        yield Because.EMAIL, email.strip().casefold()
    for phone in record.phones:
        figures = "".join(filter(str.isdigit, phone))
        if len(figures) >= FIGURES:
            yield Because.PHONE, figures[-FIGURES:]
    name = " ".join(sorted(fold(f"{record.given_name} {record.family_name}").split()))
    # A first name alone is nobody.
    if fold(record.given_name) and fold(record.family_name):
        yield Because.NAME, name
        if organisation := fold(record.organisation):
            yield Because.NAME_AND_ORGANISATION, f"{name}\n{organisation}"
