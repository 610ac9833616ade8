"""A table on paper: headings that come back on every page, and cells in which nothing overflows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Literal

from django.utils.translation import gettext, override

from networking.paper import fitting, press
from networking.paper.fonts import printable
from networking.paper.labels import A4, MM
from networking.web.colour import accent_of

SIZE: Final = 9.0
SMALL: Final = 8.0
_SMALLEST: Final = 6.0
_LEADING: Final = 1.36  # ems, as `list.typ` sets it
_MARGIN: Final = 18 * MM
_GUTTER: Final = 4 * MM  # the right inset of a cell
_MOST_LINES: Final = 8
_MARKS: Final = 13 * MM  # the letter and the box to tick
_WIDTH: Final = A4[0] * MM - 2 * _MARGIN

Pitch = Literal["close", "ticked", "written"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What stands at the head of a sheet; all of it as people read it, in their language."""

    association: str
    title: str
    when: str
    where: str = ""
    accent: str = "#8a1c42"
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Text:
    """A part of a cell: set in a style of `house.typ`, on lines of its own."""

    style: str
    text: str
    size: float = SIZE
    # An address or a number stays on one line, and shrinks rather than breaks.
    whole: bool = False


Cell = Sequence[Text]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and its width in parts of the page's."""

    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its cells; where lines are ticked, its letter in the margin and whether it is.

    A line without cells is to be written on.
    """

    cells: Sequence[Cell] = ()
    letter: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Some lines under a heading of their own, which comes back where a page ends among them."""

    label: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A whole sheet: what it is, what it says below its title, and its lines.

    `pitch` says how far its lines stand apart: to be read, to be ticked, or to be written on.
    """

    kind: str
    count: str = ""
    notes: Sequence[str] = ()
    columns: Sequence[Column]
    groups: Sequence[Group]
    tick: str = ""
    pitch: Pitch = "close"
    # Said where there is no line.
    empty: str = field(default="")


def printed(table: Table, occasion: Occasion) -> bytes:
    """Return the PDF. Raises MissingGlyphsError for letters that no font draws."""
    with override(occasion.language):
        data = _data(table, occasion)
    title = f"{table.kind} · {occasion.title}"
    return press.render("list", data, title=title, language=occasion.language)


def heading(occasion: Occasion, kind: str, count: str = "") -> dict[str, Any]:
    """What `sheet.typ` wants to know of the head and the foot of a page."""
    return {
        "kind": kind,
        "count": count,
        "association": occasion.association,
        "heading": occasion.title,
        "when": occasion.when,
        "where": occasion.where,
        "accent": accent_of(occasion.accent).on_light,
        # Typst fills in what it alone knows.
        "page": gettext("Page {page} of {pages}"),
    }


def _data(table: Table, occasion: Occasion) -> dict[str, Any]:
    marked = _MARKS if table.tick else 0.0
    part = (_WIDTH - marked) / sum(column.share for column in table.columns)
    wide = [column.share * part for column in table.columns]
    widths = press.measure(
        (text.style, word)
        for group in table.groups
        for row in group.rows
        for cell in row.cells
        for text in cell
        for word in fitting.words(printable(text.text))
    )

    def set_(row: Row) -> dict[str, Any]:
        cells = row.cells or [()] * len(wide)
        return {
            "letter": row.letter,
            "ticked": row.ticked,
            "cells": [
                _cell(cell, w - _GUTTER, widths) for cell, w in zip(cells, wide, strict=True)
            ],
        }

    return {
        **heading(occasion, table.kind, table.count),
        "notes": list(table.notes),
        "tick": table.tick,
        "pitch": table.pitch,
        "margin": _MARGIN,
        "gutter": _GUTTER,
        "leading": _LEADING,
        "columns": [
            {"label": column.label, "width": w}
            for column, w in zip(table.columns, wide, strict=True)
        ],
        "marked": marked,
        "groups": [
            {"label": group.label, "rows": [set_(row) for row in group.rows]}
            for group in table.groups
            if group.rows
        ],
        "empty": table.empty,
    }


def _cell(cell: Cell, width: float, widths: dict[tuple[str, str], float]) -> list[dict[str, Any]]:
    """The cell's texts on the lines they need, at one size, so that a column looks even."""
    texts = []
    for text in cell:
        room = fitting.Room(
            width=width,
            height=text.size * _LEADING * _MOST_LINES,
            largest=text.size,
            smallest=_SMALLEST if text.whole else text.size,
            lines=1 if text.whole else _MOST_LINES,
            leading=_LEADING,
        )
        fitted = fitting.fit(printable(text.text), room, partial(_width, widths, text.style))
        texts.append(
            {
                "style": text.style,
                "size": fitted.size,
                "lines": [[line.text, line.stretch] for line in fitted.lines],
            }
        )
    return texts


def _width(widths: dict[tuple[str, str], float], style: str, word: str) -> float:
    return widths[style, word]
