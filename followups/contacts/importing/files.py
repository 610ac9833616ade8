"""Reading a file of contacts, whatever wrote it."""

from typing import Any, Final

from followups.contacts import tables, vcards
from followups.contacts.importing.judging import fitted
from followups.contacts.vcards import Card
from networking.spreadsheets.reading import Reason, Unreadable

# Thousands of cards with their faces; tables, which have none, have a limit of their own.
MAX_BYTES: Final = 150 * 1024 * 1024
MAX_CARDS: Final = 20_000
ACCEPT: Final = ".vcf,.vcard,.csv,.tsv,.txt,.xlsx,text/vcard,text/csv"


def read(file: Any) -> list[Card]:
    """Return the cards of an open file, each as long as the list can hold it.

    Raises `Unreadable` for what holds none, or too much.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(Reason.TOO_BIG)
    found = vcards.read(data) if vcards.is_vcards(data) else tables.read(data)
    cards: list[Card] = []
    for card in found:
        if len(cards) == MAX_CARDS:
            raise Unreadable(Reason.TOO_LONG)
        cards.append(fitted(card))
    if not cards:
        raise Unreadable(Reason.EMPTY)
    return cards
