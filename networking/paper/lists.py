"""Lists of guests on paper: one to hand out, one for the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.utils.translation import gettext, ngettext, override

from networking.paper import fitting, press
from networking.paper.fonts import printable
from networking.paper.labels import A4, MM
from networking.web.colour import accent_of

_SIZE: Final = 9.0
_SMALL: Final = 8.0
_SMALLEST: Final = 6.0
_LEADING: Final = 1.36  # ems, as `list.typ` sets it
_MARGIN: Final = 18 * MM
_GUTTER: Final = 4 * MM  # the right inset of a cell
_MOST_LINES: Final = 8
_MARKS: Final = 13 * MM  # the letter and the box to tick
_WIDTH: Final = A4[0] * MM - 2 * _MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What stands at the head of a list; all of it as people read it, in their language."""

    association: str
    title: str
    when: str
    where: str = ""
    accent: str = "#8a1c42"
    language: str = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedGuest:
    """A line of a list: what this list's readers may see of somebody, and nothing else.

    `contact` are lines such as a phone number; `remark` is for the hosts.
    """

    given_name: str
    family_name: str
    title: str = ""
    organisation: str = ""
    contact: tuple[str, ...] = ()
    remark: str = ""
    number: str = ""
    arrived: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """A part of a cell: set in a style of `house.typ`, on lines of its own."""

    style: str
    text: str
    size: float = _SIZE
    # An address or a number stays on one line, and shrinks rather than breaks.
    whole: bool = False


_Cell = list[_Text]


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    share: float  # of the page's width, in parts


def attendee_list(guests: Sequence[ListedGuest], occasion: Occasion) -> bytes:
    """Return the PDF to hand out: name, title and organisation, and contacts where any are shown.

    The guests stand in the order given. Raises MissingGlyphsError for letters no font draws.
    """
    with override(occasion.language):
        columns = [_Column(gettext("Name"), 5), _Column(gettext("Title and organisation"), 6)]
        if any(guest.contact for guest in guests):
            columns.append(_Column(gettext("To reach them"), 5))
        rows = [
            [
                [_Text("strong", f"{guest.given_name} {guest.family_name}")],
                [_Text("title", guest.organisation), _Text("soft", guest.title, _SMALL)],
                [_Text("title", line, _SMALL, whole=True) for line in guest.contact],
            ][: len(columns)]
            for guest in guests
        ]
        return _render(gettext("Participants"), occasion, columns, rows, [])


def door_list(guests: Sequence[ListedGuest], occasion: Occasion) -> bytes:
    """Return the PDF for the door: a box to tick beside each name, the family name first.

    Who has arrived already is ticked. The guests stand in the order given.
    """
    with override(occasion.language):
        columns = [
            _Column(gettext("Family name"), 4),
            _Column(gettext("First name"), 3),
            _Column(gettext("Organisation"), 5),
            _Column(gettext("Remarks"), 4),
            _Column(gettext("No."), 1),
        ]
        rows = [
            [
                [_Text("strong", guest.family_name)],
                [_Text("title", guest.given_name)],
                [_Text("title", guest.organisation)],
                [_Text("soft", guest.remark, _SMALL)],
                [_Text("soft", guest.number, _SMALL)],
            ]
            for guest in guests
        ]
        marks = [
            {
                "letter": printable(guest.family_name or guest.given_name)[:1].upper(),
                "ticked": guest.arrived,
            }
            for guest in guests
        ]
        return _render(gettext("Door list"), occasion, columns, rows, marks)


def _render(
    kind: str,
    occasion: Occasion,
    columns: Sequence[_Column],
    rows: Sequence[Sequence[_Cell]],
    marks: Sequence[dict[str, Any]],
) -> bytes:
    marked = _MARKS if marks else 0.0
    part = (_WIDTH - marked) / sum(column.share for column in columns)
    wide = [column.share * part for column in columns]
    widths = press.measure(
        (text.style, word)
        for row in rows
        for cell in row
        for text in cell
        for word in fitting.words(printable(text.text))
    )
    data = {
        "kind": kind,
        "association": occasion.association,
        "heading": occasion.title,
        "when": occasion.when,
        "where": occasion.where,
        "accent": accent_of(occasion.accent).on_light,
        # Typst fills in what it alone knows.
        "page": gettext("Page {page} of {pages}"),
        "count": ngettext("%(count)s participant", "%(count)s participants", len(rows))
        % {"count": len(rows)},
        "tick": gettext("Here"),
        "margin": _MARGIN,
        "gutter": _GUTTER,
        "leading": _LEADING,
        "columns": [
            {"label": column.label, "width": w} for column, w in zip(columns, wide, strict=True)
        ],
        "marked": marked,
        "marks": marks,
        "rows": [
            [_cell(cell, w - _GUTTER, widths) for cell, w in zip(row, wide, strict=True)]
            for row in rows
        ],
    }
    title = f"{kind} · {occasion.title}"
    return press.render("list", data, title=title, language=occasion.language)


def _cell(cell: _Cell, width: float, widths: dict[tuple[str, str], float]) -> list[dict[str, Any]]:
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
