"""Reading a file of contacts, whatever wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from followups.contacts import tables, vcards
from followups.contacts.importing.judging import fitted
from followups.contacts.vcards import Card
from networking.spreadsheets.reading import Reason, Unreadable

# Thousands of cards with their faces; tables, which have none, have a limit of their own.
MAX_BYTES: Final = 150 * 1024 * 1024
MAX_CARDS: Final = 20_000
ACCEPT: Final = ".vcf,.vcard,.csv,.tsv,.txt,.xlsx,text/vcard,text/csv"


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: its cards, read while they are asked for, and its table if it is one."""

    cards: Iterator[Card]
    sheet: tables.Sheet | None = None


def opened(file: Any) -> Found:
    """Look into an open file; raises `Unreadable`, there or at its cards, for none or too much."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(Reason.TOO_BIG)
    if vcards.is_vcards(data):
        return Found(_fitting(vcards.read(data)))
    sheet = tables.opened(data)
    return Found(read_again(sheet), sheet)


def read(file: Any) -> Iterator[Card]:
    """Yield the cards of an open file, each as long as the list can hold it; raises as `opened`."""
    yield from opened(file).cards


def read_again(sheet: tables.Sheet) -> Iterator[Card]:
    """Yield the cards of a table by what its columns are said to hold, as `opened` does."""
    return _fitting(tables.cards(sheet))


def _fitting(cards: Iterator[Card]) -> Iterator[Card]:
    number = 0
    for number, card in enumerate(cards, start=1):
        if number > MAX_CARDS:
            raise Unreadable(Reason.TOO_LONG)
        yield fitted(card)
    if not number:
        raise Unreadable(Reason.EMPTY)
