"""Reading a guest list: a table, by the headings that guest lists have. Pure."""

from events.guests import headings
from networking.spreadsheets.reading import (
    MAX_BYTES,
    MAX_LETTERS,
    MAX_ROWS,
    Reason,
    Row,
    Table,
    Unreadable,
    decode,
    mended,
    split,
)
from networking.spreadsheets.reading import read as read_table

__all__ = [
    "MAX_BYTES",
    "MAX_LETTERS",
    "MAX_ROWS",
    "Reason",
    "Row",
    "Table",
    "Unreadable",
    "decode",
    "mended",
    "read",
    "split",
]


def read(data: bytes) -> Table:
    """Return the list in `data`, whatever kind of file it is; raise `Unreadable` with a reason."""
    return read_table(data, headings=headings)
