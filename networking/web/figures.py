"""Words and figures as they are set: clocks, French spaces, a monogram's tint, a ring's share."""

import math
import re
import zlib

from networking.text import fold

NARROW = "\u202f"
NO_BREAK = "\u00a0"

# How many tints avatars come in; `avatar.css` has one class for each.
TINTS = 10

_BEFORE_HIGH_MARKS = re.compile(r"(?<=[\w»”’)\]…])[ \u00a0\u202f]?([;!?]+)(?=[\s»”)\]]|$)")
_BEFORE_COLON = re.compile(r"(?<=[\w»”’)\]…])[ \u00a0\u202f]?:(?=\s|$)")
_AFTER_OPENING = re.compile(r"«[ \u00a0\u202f]?(?=\S)")
_BEFORE_CLOSING = re.compile(r"(?<=\S)[ \u00a0\u202f]?»")
_STRAIGHT_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def clock(seconds: float) -> str:
    """Return seconds as a clock face says them: ``2:34``, ``1:02:00``, ``−0:07`` when overrun.

    A countdown shows a second until it is wholly over, so parts of a second round up.
    """
    whole = math.ceil(seconds)
    hours, rest = divmod(abs(whole), 3600)
    minutes, left = divmod(rest, 60)
    sign = "\u2212" if whole < 0 else ""
    return f"{sign}{hours}:{minutes:02}:{left:02}" if hours else f"{sign}{minutes}:{left:02}"


def french_spacing(text: str) -> str:
    """Return a text as French sets it.

    That is: no-break spaces before ``; : ! ?`` and inside « », and real apostrophes.
    Addresses and hours (``https://``, ``8:30``) stay as they are. Doing it twice changes nothing.
    """
    text = _AFTER_OPENING.sub("«" + NARROW, text)
    text = _BEFORE_CLOSING.sub(NARROW + "»", text)
    text = _BEFORE_HIGH_MARKS.sub(NARROW + r"\1", text)
    text = _BEFORE_COLON.sub(NO_BREAK + ":", text)
    return _STRAIGHT_APOSTROPHE.sub("’", text)


def tint(name: str) -> int:
    """Return which of the tints a name has: always the same one, accents and case aside."""
    return zlib.crc32(fold(name).encode()) % TINTS


def share(value: float) -> float:
    """Return a share of a ring as a percentage with one decimal, held between 0 and 100."""
    if not math.isfinite(value):
        return 0.0
    return round(min(1.0, max(0.0, value)) * 100, 1)
