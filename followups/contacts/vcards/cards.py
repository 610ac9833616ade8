"""From a file of vCards to what they say, card by card. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from followups.contacts.card import Details
from followups.contacts.vcards.lines import as_utf8, chunks, decoded, lines
from followups.contacts.vcards.properties import Oddity, details_of

_BEGIN: Final = re.compile(
    rb"(?i)(?:^|[\r\n\0])\0?[ \t]*B\0?E\0?G\0?I\0?N\0?[ \t]*:\0?[ \t]*V\0?C\0?A\0?R\0?D"
)


class Refusal(StrEnum):
    """Why a card isn't taken in."""

    NO_END = "no end"
    NOBODY = "nobody"
    # In a table only: a card is no spreadsheet.
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a file: on which line it begins, what it says, or why it is refused."""

    number: int
    details: Details
    refused: Refusal | None = None
    notes: tuple[Oddity, ...] = ()


def is_vcards(data: bytes) -> bool:
    """Whether a file holds vCards, whatever it is called."""
    return _BEGIN.search(as_utf8(data[:4096])) is not None


def read(data: bytes) -> Iterator[Card]:
    """Yield the cards of a file in its order, each read on its own."""
    for chunk in chunks(as_utf8(data)):
        text, legible = decoded(chunk.content)
        found, odd = lines(text)
        details, notes = details_of(found)
        if odd:
            notes.append(Oddity.LINES)
        if not legible:
            notes.append(Oddity.LETTERS)
        # Perhaps all of it is there but its end; rather no contact than half of one.
        refused = None if chunk.ended else Refusal.NO_END
        if refused is None and details.is_empty and not details.links:
            refused = Refusal.NOBODY
        yield Card(chunk.number, details, refused, tuple(notes))
