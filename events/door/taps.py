"""Taps, as devices at the door send them: one at once, or all that were kept without network.

A tap says how long ago it was made, not when: the clock of a phone may be wrong, but not by how
much it went on since.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from events.door.models import CheckInSource

Does = Literal["in", "undo", "walk_in"]

# As many in one request; a device sends the rest in the next.
MOST: Final = 50
# What was kept for longer belongs to another day.
LONGEST: Final = dt.timedelta(hours=24)
# No database knows a number as large as this.
_BEYOND: Final = 2**63
_SOURCES: Final = frozenset({CheckInSource.SEARCH, CheckInSource.BADGE})


class UnreadableError(ValueError):
    """What was sent is no tap."""


@dataclass(frozen=True, kw_only=True)
class Tap:
    """One tap: what it does to whom, and where it was made.

    Of `guest` (her registration) and `code` (of her badge) one is given, none for a walk-in.
    `of` is the tap of the check-in that is to be undone; `fields` are a walk-in's, as typed.
    """

    id: uuid.UUID
    does: Does
    ago: dt.timedelta
    guest: int | None
    code: str
    source: str
    door: str
    of: uuid.UUID | None
    fields: dict[str, str]


def read(sent: Any) -> list[Tap]:
    """Read what a device sent, as JSON says it. Raises `UnreadableError`."""
    if type(sent) is not dict or type(sent.get("taps")) is not list:
        raise UnreadableError
    if not 1 <= len(sent["taps"]) <= MOST:
        raise UnreadableError
    return [_tap(each) for each in sent["taps"]]


def _tap(sent: Any) -> Tap:
    if type(sent) is not dict or sent.get("does") not in get_args(Does):
        raise UnreadableError
    fields = sent.get("fields") or {}
    if type(fields) is not dict or not all(type(value) is str for value in fields.values()):
        raise UnreadableError
    guest, code = sent.get("guest"), _text(sent, "code", 64)
    if guest is not None and (type(guest) is not int or not 0 < guest < _BEYOND):
        raise UnreadableError
    if (guest is None and not code) != (sent["does"] == "walk_in"):
        raise UnreadableError
    source = _text(sent, "source", 16)
    return Tap(
        id=_name(sent.get("id")),
        does=sent["does"],
        ago=_ago(sent.get("ago")),
        guest=guest,
        code=code,
        source=source if source in _SOURCES else CheckInSource.SEARCH,
        door=_text(sent, "door", 40),
        of=_name(sent["of"]) if sent.get("of") else None,
        fields=fields,
    )


def _name(said: Any) -> uuid.UUID:
    try:
        return uuid.UUID(said)
    except (ValueError, TypeError, AttributeError):
        raise UnreadableError from None


def _ago(said: Any) -> dt.timedelta:
    """How long ago; what can't be is taken for now, or for the longest there is."""
    if type(said) not in {int, float} or not said >= 0:
        return dt.timedelta()
    return min(dt.timedelta(milliseconds=min(said, 1e9)), LONGEST)


def _text(sent: dict[str, Any], name: str, most: int) -> str:
    said = sent.get(name) or ""
    if type(said) is not str or "\0" in said:
        raise UnreadableError
    return said.strip()[:most]
