"""Excel workbooks: every sheet as lines of text, as one would read them. Pure.

A workbook is a zip of XML that may unfold to anything, so all of it is bounded.
"""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Final

import openpyxl

# What the zip may unfold to, and how far down a sheet is looked at: some are blank for a million
# rows.
MAX_UNFOLDED: Final = 60 * 1024 * 1024
MAX_DEPTH: Final = 50_000
MAX_SHEETS: Final = 30
# What a spreadsheet shows where a formula failed.
_FAILED: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"}
)


class Refused(ValueError):
    """Raised for what is no workbook of ours; its text is a `reading.Reason`."""


def sheets(
    data: bytes, *, columns: int
) -> Iterator[tuple[str, Iterator[tuple[int, tuple[str, ...]]]]]:
    """Yield each visible sheet's name, and its lines: their numbers and at most `columns` cells.

    Read a sheet before asking for the next. Raises `Refused`.
    """
    book = _opened(data)
    for sheet in book.worksheets[:MAX_SHEETS]:
        if sheet.sheet_state == "visible" or len(book.worksheets) == 1:
            yield sheet.title, _lines(sheet, columns)
    book.close()


def _opened(data: bytes) -> openpyxl.Workbook:
    try:
        _refuse_other_archives(data)
        with warnings.catch_warnings():
            # What openpyxl doesn't support (validation, drawings) is nothing we read.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Refused:
        raise
    except Exception as error:
        # A broken workbook breaks in many ways, and all of them mean the same.
        raise Refused("not a list") from error


def _refuse_other_archives(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNFOLDED:
            raise Refused("too big")
        if "mimetype" in archive.namelist():
            raise Refused("OpenDocument")


def _lines(sheet: object, columns: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = sheet.iter_rows(  # type: ignore[attr-defined]
                max_col=columns, max_row=MAX_DEPTH, values_only=True
            )
            for number, cells in enumerate(rows, start=1):
                # Most of a long sheet says nothing, and is passed over whole.
                empty = cells.count(None) == len(cells)
                yield number, ("",) * len(cells) if empty else tuple(map(as_text, cells))
    except Exception as error:
        raise Refused("not a list") from error


def as_text(value: object) -> str:
    """Return a cell as one would read it: a number is a phone number, not 6.12e8."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return f"{value:%Y-%m-%d}" if midnight else f"{value:%Y-%m-%d %H:%M}"
    text = str(value)
    return "" if text in _FAILED else text
