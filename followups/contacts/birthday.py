"""A birthday, whose year one often doesn't know. Pure.

Kept as ISO 8601 writes it: ``1980-04-15``, or ``--04-15`` without the year (RFC 6350, 4.3.1).
"""

import datetime as dt
import re
from typing import Final

_KEPT: Final = re.compile(r"(?:(\d{4})|-)-(\d\d)-(\d\d)")
_TYPED: Final = re.compile(r"(\d{1,2})\s*[/. -]\s*(\d{1,2})(?:\s*[/. -]\s*(\d{4}))?")
# A year in which every day exists.
_LEAP: Final = 2000


def read(text: str) -> str:
    """Return a birthday as it is kept, from what one types (day first) or what a file says.

    Raises `ValueError` where there is no such day.
    """
    text = text.strip()
    if found := _KEPT.fullmatch(text):
        year, month, day = found[1], int(found[2]), int(found[3])
    elif found := _TYPED.fullmatch(text):
        year, month, day = found[3], int(found[2]), int(found[1])
    else:
        raise ValueError("no day")
    born = dt.date(int(year) if year else _LEAP, month, day)
    return born.isoformat() if year else f"--{born:%m-%d}"


def said(kept: str) -> str:
    """Return a birthday as one types it, day first; nothing where there is none."""
    if not (found := _KEPT.fullmatch(kept)):
        return ""
    day = f"{found[3]}/{found[2]}"
    return f"{day}/{found[1]}" if found[1] else day
