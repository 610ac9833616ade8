"""Reading a file of contacts, whatever wrote it."""

from collections.abc import Iterator
from typing import Any, Final

from followups.contacts import tables, vcards
from followups.contacts.importing.judging import fitted
from followups.contacts.vcards import Card
from networking.spreadsheets.reading import Reason, Unreadable

# Thousands of cards with their faces; tables, which have none, have a limit of their own.
MAX_BYTES: Final = 150 * 1024 * 1024
MAX_CARDS: Final = 20_000
ACCEPT: Final = ".vcf,.vcard,.csv,.tsv,.txt,.xlsx,text/vcard,text/csv"


def read(file: Any) -> Iterator[Card]:
    """Yield the cards of an open file, each as long as the list can hold it.

    Raises `Unreadable`, while it is asked for them, for what holds none or too much.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(Reason.TOO_BIG)
    found = vcards.read(data) if vcards.is_vcards(data) else tables.read(data)
    number = 0
    for number, card in enumerate(found, start=1):
        if number > MAX_CARDS:
            raise Unreadable(Reason.TOO_LONG)
        yield fitted(card)
    if not number:
        raise Unreadable(Reason.EMPTY)
