"""How large a text is set, and where its lines break: the rule, without any typesetter.

A text takes the largest size at which it fits its room. It breaks between words and after hyphens,
never inside a word; a further line is taken only where it makes the text a fifth larger. What
doesn't fit at its smallest size either loses its last words (`elide`, for titles and
organisations), or has its wide lines condensed (names, of which nothing is ever left out).
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

# The width of a word, in ems.
WidthOf = Callable[[str], float]

# What a further line must gain to be worth it.
_GAIN: Final = 1.2
# Kept free for what measuring word by word doesn't see: kerning across spaces.
_SPARE: Final = 0.99
# What lines need in ems where letters stand under and over others, at their most: Tamil, Telugu,
# Kannada, Malayalam, Sinhala, Thai and Lao, Myanmar, Khmer; and where some reach above capitals:
# capitals of Vietnamese, Arabic, the scripts of northern India, emoji.
_STACKED: Final = (re.compile("[\u0b80-\u0eff\u1000-\u109f\u1780-\u17ff]"), 1.48)
_RAISED: Final = (
    re.compile("[ǺẤẦẨẪẮẰẲẴẾỀỂỄỐỒỔỖ\u0600-\u06ff\u0900-\u0b7f\u2600-\u27bf\U0001f000-\U0001faff]"),
    1.34,
)
_AFTER_HYPHEN: Final = re.compile(r"(?<=[^\s-]-)(?=[^\s-])|(?<=[–—/])(?=\S)")
_ELLIPSIS: Final = "…"
_TINY: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The space a text may take. Lengths in points; `leading` is a line's height in ems.

    Raises ValueError where not even one line of the smallest size is that high.
    """

    width: float
    height: float
    largest: float
    smallest: float
    lines: int = 1
    leading: float = 1.2
    elide: bool = False

    def __post_init__(self) -> None:
        if self.height + _TINY < self.smallest * self.leading or self.width <= 0:
            raise ValueError(f"no line of {self.smallest} pt fits: {self}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and how far it is condensed: 1 as it is, 0.5 to half its width."""

    text: str
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that fits: its size in points, and its lines; none where there is nothing to set."""

    size: float
    lines: tuple[Line, ...] = ()
    leading: float = field(default=0.0, compare=False)

    @property
    def height(self) -> float:
        """What the lines take, in points."""
        return len(self.lines) * self.size * self.leading


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never broken; `space` is the width of the space before it, none after a hyphen."""

    text: str
    width: float
    space: float


def leading_of(text: str, leading: float) -> float:
    """The height of a line of `text` in ems: `leading`, or more where its letters need it."""
    return max(leading, *(high for letters, high in (_STACKED, _RAISED) if letters.search(text)), 0)


def words(text: str) -> list[str]:
    """The pieces of which `text` is measured, and what may be set between and after them."""
    return [" ", _ELLIPSIS, *(part for word in text.split() for part in _parts(word))]


def fit(text: str, room: Room, width_of: WidthOf) -> Fitted:
    """Return how `text` is set in `room`. The same text in the same room is always set alike.

    `width_of` is asked for the texts of `words(text)` only. The size is never under
    ``room.smallest`` nor over ``room.largest``; no line is wider than the room, nor are all of them
    higher.
    """
    pieces = [
        _Piece(part, width_of(part), 0.0 if at else width_of(" "))
        for word in text.split()
        for at, part in enumerate(_parts(word))
    ]
    if not pieces:
        return Fitted(room.largest, leading=room.leading)
    found = _fit(pieces, room)
    if room.elide:
        for kept in range(len(pieces) - 1, 0, -1):
            if all(line.stretch == 1 for line in found.lines):
                break
            found = _fit(_cut(pieces[:kept], width_of(_ELLIPSIS)), room)
    return found


def _parts(word: str) -> list[str]:
    return [part for part in _AFTER_HYPHEN.split(word) if part]


def _cut(pieces: list[_Piece], ellipsis: float) -> list[_Piece]:
    last = pieces[-1]
    text = last.text.rstrip(".,;:-–—/") + _ELLIPSIS
    return [*pieces[:-1], replace(last, text=text, width=last.width + ellipsis)]


def _fit(pieces: list[_Piece], room: Room) -> Fitted:
    best, reached = [pieces], 0.0
    high_enough = int(room.height / (room.smallest * room.leading) + _TINY)
    for count in range(1, min(room.lines, high_enough, len(pieces)) + 1):
        lines = _balanced(pieces, count)
        # May be under the smallest size: then it says how far the widest line is condensed.
        reach = min(
            room.largest,
            room.height / (count * room.leading),
            room.width * _SPARE / max(_width(line) for line in lines),
        )
        if reach > reached * (_GAIN if reached >= room.smallest else 1):
            best, reached = lines, reach
        if reached == room.largest:
            break
    size = max(reached, room.smallest)
    return Fitted(
        size,
        tuple(
            Line(_text(line), min(1.0, room.width * _SPARE / (_width(line) * size) + _TINY))
            for line in best
        ),
        room.leading,
    )


def _balanced(pieces: list[_Piece], count: int) -> list[list[_Piece]]:
    """Break the pieces into `count` lines, the widest of them as narrow as can be."""
    if count == 1:
        return [pieces]
    end = len(pieces)
    sums = [0.0, *itertools.accumulate(piece.space + piece.width for piece in pieces)]

    def width(first: int, after: int) -> float:
        return sums[after] - sums[first] - pieces[first].space

    # widest[after]: the widest line, when the pieces before `after` fill the lines so far.
    widest = [0.0, *(width(0, after) for after in range(1, end + 1))]
    begins: list[list[int]] = []
    for line in range(1, count):
        row, begin = [0.0] * (end + 1), [0] * (end + 1)
        for after in range(line + 1, end + 1):
            row[after], begin[after] = min(
                (max(widest[first], width(first, after)), first) for first in range(line, after)
            )
        widest = row
        begins.append(begin)

    cuts = [end]
    for begin in reversed(begins):
        cuts.append(begin[cuts[-1]])
    return [pieces[first:after] for first, after in itertools.pairwise([0, *reversed(cuts)])]


def _width(line: list[_Piece]) -> float:
    return sum(piece.space + piece.width for piece in line) - line[0].space or _TINY


def _text(line: list[_Piece]) -> str:
    return line[0].text + "".join(" " * (piece.space > 0) + piece.text for piece in line[1:])
