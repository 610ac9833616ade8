"""Tables that leave the site: CSV and XLSX, as a spreadsheet opens them without a question.

What a guest typed must never run on the computer of whoever opens the table, so no cell leaves as
a formula; a phone number like +33 6 12 34 56 78 and a negative number still read as such.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, Literal

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What begins a formula, in half and in full width.
_STARTERS: Final = "=+\\-@＝＋－＠﹢﹣﹦﹫"
_DANGEROUS: Final = re.compile(rf"[{_STARTERS}]")
# A program that takes the wrong separator would find a formula in the middle of a cell.
_HIDDEN: Final = re.compile(rf"(?<=[;,\t|])(?=[{_STARTERS}])")
_NUMBER: Final = re.compile(r"[-+]?\d[\d \u00a0\u202f]*([.,]\d+)?( ?[%€$])?")
_PHONE: Final = re.compile(r"\+[\d (][\d \u00a0\u202f.()/-]{4,}")
# What XML can't hold, and what can't be seen before a cell's first letter.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSEEN: Final = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff\xad]+")
# What a cell of a workbook holds, a sheet's name, and how wide a column needs to be at most.
_ROOM: Final = 32_767
_TITLE: Final = 31
_WIDEST: Final = 60
_LOOKED_AT: Final = 200

Value = str | int | float | Decimal | bool | dt.date | dt.time | None


def harmless(text: str) -> str:
    """Return a text as no spreadsheet takes it for a formula. Twice changes nothing more.

    Phone and negative numbers stay (hyphens in a phone number would be subtracted: they become
    spaces); anything else that begins with = + - @ gets an apostrophe before it.
    """
    text = _UNSEEN.sub("", _CONTROLS.sub("", text))[:_ROOM]
    if _PHONE.fullmatch(text) and sum(map(str.isdigit, text)) >= 6:
        return re.sub(r"[ ]*[-/][ ]*", " ", text)
    if _NUMBER.fullmatch(text):
        return text
    text = _HIDDEN.sub("'", text)
    return f"'{text}"[:_ROOM] if _DANGEROUS.match(text) else text


def as_csv(headings: Sequence[object], rows: Iterable[Sequence[object]], *, language: str) -> bytes:
    """Return a table as Excel opens it by a double click: UTF-8 with its mark.

    In French with semicolons and decimal commas, otherwise with commas. Times are local ones.
    """
    french = language.startswith("fr")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if french else ",")
    writer.writerow([_written(cell, french=french) for cell in headings])
    writer.writerows([_written(cell, french=french) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(title: str, headings: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as a workbook of one sheet: headings in bold that stay in sight, filters.

    Numbers and dates are numbers and dates; every text is marked as text.
    """
    table = [[_bare(cell) for cell in row] for row in rows]
    named = [harmless(str(heading)) for heading in headings]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(
        " ".join(re.sub(r"[\[\]:*?/\\]", " ", title).split()).strip("'")[:_TITLE]
    )
    for at, heading in enumerate(named):
        sheet.column_dimensions[get_column_letter(at + 1)].width = _width(heading, table, at)
    sheet.freeze_panes = "A2"
    if named:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(named))}{len(table) + 1}"
    sheet.append([_heading(sheet, heading) for heading in named])
    for row in table:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answer(
    name: str,
    headings: Sequence[object],
    rows: Iterable[Sequence[object]],
    kind: Literal["csv", "xlsx"] = "csv",
) -> HttpResponse:
    """Return the table as a file to keep, in the language of the page; `name` without an ending."""
    if kind == "xlsx":
        response = HttpResponse(as_xlsx(name, headings, rows), content_type=XLSX)
    else:
        content = as_csv(headings, rows, language=get_language() or "en")
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    filename = f"{slugify(name, allow_unicode=True) or 'table'}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _bare(cell: object) -> Value:
    """A cell's value as a workbook can hold it: local times without a zone, text for the rest."""
    if cell is None or isinstance(cell, bool | int | float | Decimal):
        return cell
    if isinstance(cell, dt.datetime):
        local = timezone.localtime(cell) if timezone.is_aware(cell) else cell
        return local.replace(tzinfo=None, second=0, microsecond=0)
    if isinstance(cell, dt.date | dt.time):
        return cell
    return harmless(str(cell))


def _written(cell: object, *, french: bool) -> str:
    """A cell's value as a text."""
    value = _bare(cell)
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, float | Decimal) and french:
        return str(value).replace(".", ",")
    return str(value)


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    """A cell of a sheet; a text is one, whatever it looks like."""
    cell: Cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]
    if isinstance(value, str):
        cell.data_type = "s"
        if "\n" in value:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _heading(sheet: WriteOnlyWorksheet, heading: str) -> Cell:
    cell = _cell(sheet, heading)
    cell.font = Font(bold=True)
    return cell


def _width(heading: str, table: Sequence[Sequence[Value]], at: int) -> int:
    """How wide a column should be, by its first rows."""
    texts = [str(row[at]) for row in table[:_LOOKED_AT] if at < len(row) and row[at] is not None]
    return min(_WIDEST, max(len(text) for text in [heading, *texts]) + 3)
