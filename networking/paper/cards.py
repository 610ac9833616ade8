"""Dance cards: a small card for each guest, four to a sheet, with room to write.

What is set how is decided here, once for what all cards share: a thousand cards are as quick as a
thousand badges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Final

from django.utils.translation import gettext, override

from networking.paper import fitting, press
from networking.paper.fitting import Fitted, Room
from networking.paper.fonts import printable
from networking.paper.labels import A4, MM
from networking.paper.tables import Occasion, heading

ON_A_SHEET: Final = 4
_LINE: Final = 1.15  # ems, as `dance_cards.typ` sets it
_GAP: Final = 0.42  # ems, between two parts of the day
_WIDTH: Final = (A4[0] / 2 - 18) * MM
_HEIGHT: Final = (A4[1] / 2 - 17) * MM
_SMALL: Final = 7.0
_NAME: Final = 20.0
# Above the hours, and between them and the lines.
_ABOVE: Final = 2.2 * MM + 4 * MM
_BELOW: Final = 4.5 * MM
_BESIDE: Final = 3 * MM  # between an hour and what it is the hour of
_STEP: Final = 7.6 * MM  # from one line to write on to the next
_FEWEST: Final = 4
_SIZES: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
_MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Hour:
    """A part of the day: when, what, and the key by which cards say more about it."""

    hour: str
    title: str
    key: str


@dataclass(frozen=True, slots=True)
class DanceCard:
    """One card; without a name it is blank.

    `own` are lines for its owner alone, by the parts' keys; `starred` are names in one line.
    """

    name: str = ""
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)
    starred: str = ""


def dance_cards(cards: Sequence[DanceCard], hours: Sequence[Hour], occasion: Occasion) -> bytes:
    """Return the PDF of these cards, in this order; the last sheet is filled with blank ones.

    Raises MissingGlyphsError for letters that no font draws.
    """
    blank = -len(cards) % ON_A_SHEET if cards else ON_A_SHEET
    whole = [*cards, *[DanceCard()] * blank]
    with override(occasion.language):
        kind = gettext("Dance cards")
        starred = gettext("I would like to meet")
        page = _Page(whole, hours, starred)
        data = heading(occasion, kind) | {
            "day": occasion.when.partition(",")[0],
            "starred": starred,
            "met": gettext("Whom I met"),
            "promised": gettext("What I promised"),
            "step": _STEP,
            "gap": _GAP,
            "name": _NAME,
            "cards": [page.card(card) for card in whole],
        }
    title = f"{kind} · {occasion.title}"
    return press.render("dance_cards", data, title=title, language=occasion.language)


class _Page:
    """What all cards of a run share: the widths of their words, and what was fitted already."""

    def __init__(self, cards: Sequence[DanceCard], hours: Sequence[Hour], starred: str) -> None:
        self.hours = hours
        self.label = starred
        texts = {("strong", each.hour) for each in hours} | {("title", h.title) for h in hours}
        for card in cards:
            texts |= {("display", card.name), ("title", card.starred)}
            texts |= {("strong", line) for lines in card.own.values() for line in lines}
        self.widths = press.measure(
            (style, word) for style, text in texts for word in fitting.words(printable(text))
        )
        self.fitted = lru_cache(maxsize=None)(self._fitted)

    def card(self, card: DanceCard) -> dict[str, Any]:
        """A card as it is set: the largest type that leaves some lines to write on."""
        for size in _SIZES:
            rows, height = self._rows(card, size)
            left = _HEIGHT - (_SMALL + _NAME) * _LINE - _ABOVE - _BELOW - height
            lines = int((left - 2 * _SMALL) / _STEP)
            if lines >= _FEWEST:
                break
        room = Room(width=_WIDTH, height=_NAME * _LINE, largest=_NAME, smallest=6, leading=_LINE)
        width = partial(self._width, "display")
        name = fitting.fit(printable(card.name), room, width)
        starred = self.fitted("title", card.starred, size, _WIDTH)
        return {
            "name": _set(name),
            "size": size,
            "beside": self._hours(size) + _BESIDE,
            "rows": rows,
            "starred": _set(starred),
            "lines": max(lines, 0),
        }

    def _rows(self, card: DanceCard, size: float) -> tuple[list[dict[str, Any]], float]:
        """The parts of the day with what is the owner's alone, and how high they stand."""
        width = _WIDTH - self._hours(size) - _BESIDE
        rows, lines = [], 0
        for each in self.hours:
            title = self.fitted("title", each.title, size, width)
            own = [self.fitted("strong", line, size, width) for line in card.own.get(each.key, ())]
            lines += max(len(title.lines), 1) + sum(len(line.lines) for line in own)
            rows.append(
                {"hour": each.hour, "title": _set(title), "own": [_set(line) for line in own]}
            )
        height = lines * size * _LINE + max(len(rows) - 1, 0) * size * _GAP
        if card.starred:
            told = self.fitted("title", card.starred, size, _WIDTH)
            height += size * (0.9 + _LINE) + len(told.lines) * size * _LINE
        return rows, height

    def _hours(self, size: float) -> float:
        """How wide the widest hour is."""

        def wide(words: list[str]) -> float:
            spaces = self.widths["strong", " "] * (len(words) - 1)
            return spaces + sum(self.widths["strong", word] for word in words)

        return size * max((wide(printable(each.hour).split()) for each in self.hours), default=0.0)

    def _fitted(self, style: str, text: str, size: float, width: float) -> Fitted:
        room = Room(
            width=width,
            height=_MOST_LINES * size * _LINE,
            largest=size,
            smallest=size,
            lines=_MOST_LINES,
            leading=_LINE,
        )
        return fitting.fit(printable(text), room, partial(self._width, style))

    def _width(self, style: str, word: str) -> float:
        return self.widths[style, word]


def _set(fitted: Fitted) -> dict[str, Any]:
    return {"size": fitted.size, "lines": [[line.text, line.stretch] for line in fitted.lines]}
