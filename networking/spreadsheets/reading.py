"""Reading the lists that people really have: bytes in, rows of text out. Pure.

CSV with any separator and in any of the encodings that spreadsheets write, and XLSX. One broken
line never takes its neighbours with it: a quotation mark that is never closed is just a mark.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from networking.spreadsheets import workbooks

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
# More than any name or address has; what is longer is cut, so that nothing takes long to look at.
MAX_LETTERS: Final = 1_000
# A cell with more line breaks than this is a quotation mark that somebody forgot to close.
MAX_LINES_IN_A_CELL: Final = 20
SEPARATORS: Final = (";", ",", "\t", "|")
SAMPLE: Final = 50
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_OPENING: Final = re.compile(r'[ \t]*"')
# What the first bytes of letters beyond ASCII look like in a code page, and one more after them.
_GARBLED: Final = re.compile(
    "[\u00c2-\u00c5][\x80-\xbf\u0152-\u2122]|\u00e1[\xba\xbb][\x80-\xbf\u0152-\u2122]|\u00e2[\x80\u20ac]"
)


class Reason(StrEnum):
    """Why a file can't be read."""

    EMPTY = "empty"
    TOO_BIG = "too big"
    TOO_LONG = "too long"
    OLD_EXCEL = "old Excel"
    LOCKED = "locked"
    OPEN_DOCUMENT = "OpenDocument"
    NOT_A_LIST = "not a list"


class Unreadable(ValueError):
    """Raised instead of guessing; `reason` says why, and the page says it in words."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: its number in the file, counted from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A list as it was read: its headings ("" where there is none) and the lines below them."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    # The sheet it was found on, in a workbook of several.
    sheet: str = ""


class Headings(Protocol):
    """What a room knows of the headings of its lists; a module of two functions will do."""

    def recognised(self, cells: Sequence[str]) -> int:
        """Return how many different things this line announces, if it is a line of headings."""

    def find(self, lines: Sequence[Sequence[str]]) -> int | None:
        """Return where the headings stand in a list, or None in a list without any."""


def read(data: bytes, *, headings: Headings, letters: int = MAX_LETTERS) -> Table:
    """Return the list in `data`, whatever kind of file it is; raise `Unreadable` with a reason.

    Title rows above the headings are left out. A list without headings gets empty ones. Of a cell
    no more than `letters` are kept.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(Reason.TOO_BIG)
    if not data.strip():
        raise Unreadable(Reason.EMPTY)
    looks = _Looks(headings, letters)
    sheet, rows = looks.workbook(data) if data.startswith(b"PK") else ("", looks.text(decode(data)))
    if not rows:
        raise Unreadable(Reason.EMPTY)
    top = headings.find([row.cells for row in rows])
    width = max(len(row.cells) for row in rows)
    if top is None:
        return Table(("",) * width, tuple(rows), sheet)
    if top == len(rows) - 1:
        raise Unreadable(Reason.EMPTY)
    return Table(rows[top].cells, tuple(rows[top + 1 :]), sheet)


def decode(data: bytes) -> str:
    """Return the text of a CSV file: by its byte-order mark, as UTF-8, or as an old code page."""
    _refuse_other_files(data)
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"))
    # Text of ours is mostly ASCII, whose other half is zeros in UTF-16.
    first, second = data[0:400:2].count(0), data[1:400:2].count(0)
    if 6 * max(first, second) > len(data[:400]):
        return _checked(data.decode("utf-16-le" if second > first else "utf-16-be", "replace"))
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken and len(text) - len(text.encode("ascii", "ignore")) < 2 * broken:
        text = _from_code_page(data)
    return _checked(text)


def _refuse_other_files(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # A workbook with a password is wrapped up in the old format.
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable(Reason.LOCKED if locked else Reason.OLD_EXCEL)
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf")):
        raise Unreadable(Reason.NOT_A_LIST)


def _from_code_page(data: bytes) -> str:
    """Windows' Western page, or the old Macintosh's where that gives more letters of ours."""
    windows = data.decode("cp1252", "replace")
    macintosh = data.decode("mac_roman")
    return macintosh if _western(macintosh) > _western(windows) else windows


def _western(text: str) -> int:
    return sum(map(text.count, "éèêëàâäçîïôöûùüœæñáíóúßøåÉÈÊÀÂÇÎÔÖÜŒ’–·"))


def _checked(text: str) -> str:
    """Refuse what only looked like text."""
    odd = len(_CONTROLS.findall(text))
    if odd > max(2, len(text) / 100) or text.count("\ufffd") > len(text) / 10:
        raise Unreadable(Reason.NOT_A_LIST)
    return text


@dataclass(frozen=True)
class _Looks:
    """Which of several readings looks most like a list with such headings."""

    headings: Headings
    letters: int

    def text(self, text: str) -> list[Row]:
        """Read a text with the separator under which its first lines promise most."""
        lines = re.split(r"\r\n|\r|\n", text)
        said = re.fullmatch(r"\s*sep=(.)\s*", lines[0])
        if said:
            lines[0] = ""
            return _kept(_records(lines, said.group(1)), self.letters)

        def promise(separator: str) -> tuple[int, int, int]:
            sample = itertools.islice(_records(lines, separator), SAMPLE)
            return self._promise(_kept(sample, self.letters))

        return _kept(_records(lines, max(SEPARATORS, key=promise)), self.letters)

    def workbook(self, data: bytes) -> tuple[str, list[Row]]:
        """Read every sheet: the most promising one is the list. Its name, its rows."""
        try:
            found = [
                (name, _kept((Row(number, cells) for number, cells in lines), self.letters))
                for name, lines in workbooks.sheets(data, columns=MAX_COLUMNS)
            ]
        except workbooks.Refused as error:
            raise Unreadable(Reason(str(error))) from error
        best = max(found, key=lambda sheet: self._promise(sheet[1]), default=("", []))
        return (best[0] if len(found) > 1 else "", best[1])

    def _promise(self, rows: Sequence[Row]) -> tuple[int, int, int]:
        """How much a reading looks like a list: known headings first, then a steady width."""
        lines = [row.cells for row in rows[:SAMPLE]]
        widths = Counter(len(cells) for cells in lines if len(cells) > 1)
        steady = max(widths.values(), default=0)
        known = max(map(self.headings.recognised, lines), default=0)
        return known, steady, max(widths, default=0)


def _records(lines: list[str], separator: str) -> Iterator[Row]:
    """Put lines together into records where a quoted cell goes on, and split them into cells."""
    at = 0
    while at < len(lines):
        record, cells, last = lines[at], split(lines[at], separator), at
        while cells is None and last + 1 < len(lines) and last - at < MAX_LINES_IN_A_CELL:
            last += 1
            record += "\n" + lines[last]
            cells = split(record, separator)
        if cells is None:
            cells, last = lines[at].split(separator, MAX_COLUMNS), at
        yield Row(at + 1, tuple(cells))
        at = last + 1


def split(record: str, separator: str) -> list[str] | None:
    """Return the cells of one record, or None where a quotation mark was left open.

    Far more cells than any list has columns are not looked at.
    """
    if '"' not in record:
        return record.split(separator, MAX_COLUMNS)
    cells, at = [], 0
    quoted = re.compile(r'[ \t]*"((?:[^"]+|"")*+)"([^"' + re.escape(separator) + "]*)")
    while True:
        match = quoted.match(record, at)
        if match and (match.end() == len(record) or record[match.end()] == separator):
            cells.append(match.group(1).replace('""', '"') + match.group(2))
            at = match.end()
        elif match is None and _OPENING.match(record, at):
            return None
        else:
            end = record.find(separator, at)
            cells.append(record[at : end if end >= 0 else len(record)])
            at = end if end >= 0 else len(record)
        if at >= len(record) or len(cells) > MAX_COLUMNS:
            return cells
        at += 1


def _kept(rows: Iterable[Row], letters: int) -> list[Row]:
    """The rows that say something, cleaned and without empty cells at their end."""
    kept: list[Row] = []
    for row in rows:
        # A sheet may be empty for as long as it is: nothing is done to each cell there.
        if not any(row.cells):
            continue
        cells = [_clean(cell, letters) for cell in row.cells[:MAX_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(kept) > MAX_ROWS:
            raise Unreadable(Reason.TOO_LONG)
        kept.append(Row(row.number, tuple(cells)))
    return kept


def _clean(cell: str, letters: int) -> str:
    """Trimmed, mended, without what can't be seen: control marks, soft hyphens, order marks."""
    cell = mended(cell[:letters])
    if not cell.isprintable():
        cell = "".join(letter for letter in cell if _is_seen(letter))
    return cell.strip()


def mended(cell: str) -> str:
    """Return AÃ¯cha as Aïcha: UTF-8 that some program took for an old code page and saved again."""
    if not _GARBLED.search(cell):
        return cell
    try:
        text = b"".join(map(_byte, cell)).decode("utf-8")
    except UnicodeError:
        return cell
    # Nobody's name holds a control mark: these were letters after all (ÂŒ).
    return cell if any(unicodedata.category(letter) == "Cc" for letter in text) else text


def _byte(letter: str) -> bytes:
    """The byte that a code page shows as this letter; those it leaves out are themselves."""
    return bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")


def _is_seen(letter: str) -> bool:
    if letter in "\n\t":
        return True
    return letter not in "\xad\u200b\ufeff" and unicodedata.category(letter) not in {"Cc", "Cs"}
