"""The picture that goes along where a page's address is shared: 1200 × 630 pixels, as PNG."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.core.cache import cache

from networking.paper import press
from networking.paper.fonts import MissingGlyphsError, printable
from networking.web.colour import accent_of

WIDTH: Final = 1200
HEIGHT: Final = 630
_KEPT: Final = 60 * 60 * 24 * 30  # seconds
# Raised when the drawing itself changes, so that nobody is shown the old one.
_DRAWING: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on the picture, all of it as people read it; `month` and `day` in the ring.

    `off` fades the ring: what it announces doesn't take place.
    """

    heading: str
    over: str = ""
    below: tuple[str, ...] = ()
    month: str = ""
    day: str = ""
    accent: str = "#8a1c42"
    language: str = "fr"
    off: bool = False

    @property
    def digest(self) -> str:
        """What the picture is named after: another one as soon as a word of it changes."""
        said = json.dumps([_DRAWING, asdict(self)], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def picture(card: Card) -> bytes:
    """Return the PNG of a card. Asked again, the one that was drawn before."""
    key = f"share:{card.digest}"
    drawn: bytes | None = cache.get(key)
    if drawn is None:
        drawn = press.draw("share", _data(card), title=card.heading, language=card.language)
        cache.set(key, drawn, _KEPT)
    return drawn


def _data(card: Card) -> dict[str, Any]:
    return {
        "heading": _drawable(card.heading),
        "over": _drawable(card.over),
        "below": [_drawable(line) for line in card.below],
        "month": _drawable(card.month),
        "day": card.day,
        "accent": accent_of(card.accent).on_light,
        "off": card.off,
    }


def _drawable(text: str) -> str:
    """The letters that our fonts draw: on a badge a name must be whole, here it may lack some."""
    try:
        return printable(text)
    except MissingGlyphsError as error:
        return printable("".join(char for char in text if char not in error.letters)).strip()
