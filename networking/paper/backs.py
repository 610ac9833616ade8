"""The back of a badge: a heading, lines with their hours, and lines to write on, at any size."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from networking.paper import fitting
from networking.paper.faces import TEXT_LEADING
from networking.paper.fitting import Room, WidthOf
from networking.paper.fonts import printable
from networking.paper.labels import MM

# Points, on a badge of 80 × 50 mm; the smallest stay as they are on smaller ones.
_HEADING: Final = (11.0, 7.5)
_NOTE: Final = (7.4, 5.6)
_ROW: Final = (10.0, 6.0)
_PAD: Final = 4.4 * MM
# Between two rows, in ems; by how much they shrink at a time; between lines to write on.
_BETWEEN: Final = 0.3
_STEP: Final = 0.5
_TO_WRITE: Final = 6.6 * MM
_MORE: Final = ("", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackFace:
    """What stands on a back. `rows` are an hour (or nothing) and a text each.

    `ruled` fills what is left with lines to write on.
    """

    heading: str
    note: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    ruled: bool = False


def to_measure(backs: Iterable[BackFace]) -> set[tuple[str, str]]:
    """The (style, text) pairs whose widths `laid_out` asks for."""
    wanted: set[tuple[str, str]] = set()
    for back in backs:
        texts = [("strong", back.heading), ("title", back.note)]
        texts += [("title", text) for _hour, text in (*back.rows, _MORE)]
        texts += [("strong", hour) for hour, _text in back.rows]
        for style, text in texts:
            wanted.update((style, word) for word in fitting.words(printable(text)))
        wanted.update(("strong", printable(hour)) for hour, _text in back.rows)
    return wanted


def laid_out(
    back: BackFace,
    *,
    width: float,
    height: float,
    unit: float,
    widths: dict[tuple[str, str], float],
) -> dict[str, Any]:
    """Return where everything on a back of `width` × `height` points stands, for `badges.typ`.

    What doesn't fit at the smallest size loses its last words; of too many rows the last are left
    out, and an ellipsis says so.
    """
    pad = _PAD * unit
    inner, end = width - 2 * pad, height - pad
    strong: WidthOf = lambda word: widths["strong", word]  # noqa: E731
    plain: WidthOf = lambda word: widths["title", word]  # noqa: E731
    heading = fitting.fit(printable(back.heading), _line(inner, *_HEADING, unit, lines=1), strong)
    note = fitting.fit(printable(back.note), _line(inner, *_NOTE, unit, lines=2), plain)
    y = pad * 0.85 + heading.height + note.height + 2.5 * unit
    hours = max((widths["strong", printable(hour)] for hour, _ in back.rows if hour), default=0.0)
    rows, size = _rows(back, end - y, unit, lambda size: inner - _indent(hours, size), plain)
    placed = []
    for hour, text in rows:
        placed.append({"y": y, "hour": printable(hour), "text": as_data(text)})
        y += text.height + _BETWEEN * size
    step = _TO_WRITE * max(unit, 0.85)
    lines = int((end - y) / step) if back.ruled else 0
    return {
        "x": pad,
        "y": pad * 0.85,
        "width": inner,
        "heading": as_data(heading),
        "note": as_data(note),
        "size": size,
        "indent": _indent(hours, size),
        "rows": placed,
        "rules": [y + step * at for at in range(1, lines + 1)],
    }


def as_data(fitted: fitting.Fitted) -> dict[str, Any]:
    """A fitted text as `badges.typ` sets it."""
    return {
        "size": fitted.size,
        "leading": fitted.leading,
        "lines": [[line.text, line.stretch] for line in fitted.lines],
    }


def _line(width: float, largest: float, smallest: float, unit: float, *, lines: int) -> Room:
    size = max(largest * unit, smallest)
    return Room(
        width=width,
        height=size * TEXT_LEADING * lines,
        largest=size,
        smallest=smallest,
        lines=lines,
        leading=TEXT_LEADING,
        elide=True,
    )


def _indent(hours: float, size: float) -> float:
    """How far texts stand from the left, the longest hour being `hours` ems wide."""
    return (hours + 0.9) * size if hours else 0.0


def _rows(
    back: BackFace, free: float, unit: float, room_at: Callable[[float], float], plain: WidthOf
) -> tuple[list[tuple[str, fitting.Fitted]], float]:
    """The rows that there is room for, and their size: the largest at which all of them fit."""
    size, smallest = max(_ROW[0] * unit, _ROW[1]), _ROW[1]
    while True:
        rows = [(hour, _row(text, room_at(size), size, 2, plain)) for hour, text in back.rows]
        if sum(text.height + _BETWEEN * size for _hour, text in rows) <= free:
            return rows, size
        if size == smallest:
            break
        size = max(smallest, size - _STEP)
    most = max(1, int(free / (size * (TEXT_LEADING + _BETWEEN))))
    kept = back.rows if len(back.rows) <= most else (*back.rows[: most - 1], _MORE)
    return [(hour, _row(text, room_at(size), size, 1, plain)) for hour, text in kept], size


def _row(text: str, width: float, size: float, lines: int, plain: WidthOf) -> fitting.Fitted:
    room = Room(
        width=width,
        height=size * TEXT_LEADING * lines,
        largest=size,
        smallest=size,
        lines=lines,
        leading=TEXT_LEADING,
        elide=True,
    )
    return fitting.fit(printable(text), room, plain)
