"""Any service whose rooms are known by their addresses: a pattern says how these are made."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote, urlsplit

from events.rooms.video import Room, RoomsError, Visitor
from events.rooms.video.fetching import Fetcher

# What a pattern may name. Without `{key}` whoever knows one address would know them all.
PARTS = ("event", "table", "key")
REQUIRED = "key"
_PART = re.compile(r"\{([^{}]*)\}")


def unknown_parts(pattern: str) -> list[str]:
    """Return what stands in braces and means nothing, and braces without a partner."""
    wrong = [name for name in _PART.findall(pattern) if name not in PARTS]
    return wrong + [brace for brace in _PART.sub("", pattern) if brace in "{}"]


def has_key(pattern: str) -> bool:
    """Whether a room's address can't be guessed: its key is in it, and not in the server's name."""
    return f"{{{REQUIRED}}}" in pattern and "{" not in (urlsplit(pattern).netloc or "{")


@dataclass(frozen=True, slots=True)
class LinkPattern:
    """Addresses such as ``https://meet.example/{event}-{table}-{key}``."""

    pattern: str
    fetcher: Fetcher

    made_ahead: ClassVar[bool] = False

    def address(self, room: Room, visitor: Visitor, at: dt.datetime) -> str:  # noqa: ARG002
        said = {"event": room.event, "table": str(room.number), "key": room.key}
        return _PART.sub(lambda part: quote(said[part[1]], safe=""), self.pattern)

    def make(self, room: Room) -> None:
        """Nothing to do: the service sees to it."""

    def is_running(self, room: Room) -> bool | None:  # noqa: ARG002
        return None

    def close(self, room: Room) -> None:
        """Nothing to do."""

    def try_it(self) -> bool:
        """Ask the server for its first page: any answer but a fault of its own will do."""
        parts = urlsplit(self.pattern)
        if self.fetcher.get(f"{parts.scheme}://{parts.netloc}/").status >= 500:
            raise RoomsError("strange")
        return False
