"""Colours that can be read: an association's accent, shifted until text on it and in it is legible.

Colours are thought of in oklch (lightness 0–1, chroma, hue in degrees), because equal steps of its
lightness look equal, and written as sRGB ``#rrggbb``. Contrast is WCAG's.
"""

import functools
import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

# Text smaller than 24 px needs this much contrast with what is behind it (WCAG 2, AA).
READABLE: Final = 4.5

DEFAULT_ACCENT: Final = "#8a1c42"  # cassis

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


@dataclass(frozen=True)
class Oklch:
    """A colour: `lightness` 0 to 1, `chroma` from 0, `hue` in degrees."""

    lightness: float
    chroma: float
    hue: float


# What `tokens.css` paints pages with; a test holds the two together.
PAPER: Final = Oklch(0.982, 0.008, 80)
CARD: Final = Oklch(1, 0, 0)
DARK_PAPER: Final = Oklch(0.21, 0.015, 60)
DARK_CARD: Final = Oklch(0.255, 0.016, 60)

# A yellow stays yellow, with dark words on it; made dark enough for white ones it would be olive.
BRIGHT: Final = 0.72


@dataclass(frozen=True)
class Accent:
    """One accent on light pages and on dark ones, each with the tint behind its text."""

    on_light: str
    tint_on_light: str
    on_dark: str
    tint_on_dark: str
    # Behind a button's words on a dark page: the accent itself would glare there.
    fill_on_dark: str
    text_on_fill: str


def slug_of(colour: str) -> str:
    """Return a colour without its ``#``; nothing for the default accent or what is no colour."""
    found = _HEX.fullmatch(colour.strip())
    slug = found.group(1).lower() if found else ""
    return "" if f"#{slug}" == DEFAULT_ACCENT else slug


@functools.lru_cache(maxsize=1024)
@lru_cache
def accent_of(colour: str) -> Accent:
    """Return the readable accent nearest to `colour`. Raises ValueError for no ``#rrggbb``."""
    wished = from_hex(colour)
    tint_on_light = Oklch(0.95, min(0.025, wished.chroma * 0.2), wished.hue)
    tint_on_dark = Oklch(0.3, min(0.045, wished.chroma * 0.35), wished.hue)
    bright = wished.lightness > BRIGHT
    middle = replace(wished, lightness=max(wished.lightness, 0.52))
    return Accent(
        on_light=to_hex(readable(wished, on=(PAPER, CARD, tint_on_light))),
        tint_on_light=to_hex(tint_on_light),
        on_dark=to_hex(readable(wished, on=(DARK_PAPER, DARK_CARD, tint_on_dark))),
        tint_on_dark=to_hex(tint_on_dark),
        fill_on_dark=to_hex(wished if bright else readable(middle, on=(CARD,))),
        text_on_fill=to_hex(DARK_PAPER if bright else CARD),
    )


def readable(colour: Oklch, *, on: tuple[Oklch, ...], ratio: float = READABLE) -> Oklch:
    """Return `colour`, its lightness moved away from the backgrounds just until it reads on each.

    A colour that reads already comes back as it is. The backgrounds must be all light or all dark.
    """
    behind = [to_hex(each) for each in on]
    step = -0.005 if all(each.lightness > 0.5 for each in on) else 0.005
    found = colour
    while min(contrast(to_hex(found), each) for each in behind) < ratio:
        if not 0 <= found.lightness + step <= 1:
            break
        found = replace(found, lightness=found.lightness + step)
    return found


def contrast(one: str, other: str) -> float:
    """Return how strongly two colours stand out against each other, from 1 (not at all) to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def from_hex(colour: str) -> Oklch:
    """Return ``#rrggbb`` as oklch. Raises ValueError for anything else."""
    found = _HEX.fullmatch(colour)
    if found is None:
        raise ValueError(f"not a colour: {colour!r}")
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def to_hex(colour: Oklch) -> str:
    """Return a colour as ``#rrggbb``; one that a screen can't show loses chroma until it can."""
    linear = _to_linear(colour)
    if not _shown(linear):
        least, most = 0.0, colour.chroma
        for _ in range(12):
            middle = (least + most) / 2
            if _shown(_to_linear(replace(colour, chroma=middle))):
                least = middle
            else:
                most = middle
        linear = _to_linear(replace(colour, chroma=least))
    return "#" + "".join(f"{round(_gamma(min(1, max(0, part))) * 255):02x}" for part in linear)


def _shown(linear: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in linear)


def _to_linear(colour: Oklch) -> tuple[float, float, float]:
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour.lstrip("#")
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
