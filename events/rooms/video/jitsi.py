"""Jitsi Meet: a room is there as soon as somebody comes to its address."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote, urlencode, urlsplit

import jwt

from events.rooms.video import Room, RoomsError, Visitor
from events.rooms.video.fetching import Fetcher

# A token is good for so long: who loses the connection comes back by our own link, with a new one.
GOOD_FOR = dt.timedelta(hours=1)
# Two machines' clocks are never quite the same.
SLACK = dt.timedelta(minutes=1)
AUDIENCE = "jitsi"


@dataclass(frozen=True, slots=True)
class Jitsi:
    """A server anybody may open rooms on, or one that lets in whoever brings a signed token.

    Without `secret` rooms are protected by nothing but their names, which can't be guessed.
    """

    server: str
    fetcher: Fetcher
    app_id: str = ""
    secret: str = ""

    made_ahead: ClassVar[bool] = False

    def address(self, room: Room, visitor: Visitor, at: dt.datetime) -> str:
        name = f"{room.event}-{room.key}"
        signed = f"?{urlencode({'jwt': self._token(name, visitor, at)})}" if self.secret else ""
        # What stands behind the # never reaches the server: the name is for the page alone.
        told = {
            "userInfo.displayName": visitor.name,
            "config.subject": room.title,
            "config.prejoinConfig.enabled": False,
        }
        fragment = "&".join(f"{key}={quote(json.dumps(value))}" for key, value in told.items())
        return f"{self.server}/{quote(name)}{signed}#{fragment}"

    def _token(self, name: str, visitor: Visitor, at: dt.datetime) -> str:
        claims = {
            "aud": AUDIENCE,
            "iss": self.app_id,
            "sub": urlsplit(self.server).hostname,
            "room": name,
            "nbf": at - SLACK,
            "exp": at + GOOD_FOR,
            # All values must be strings, or the server drops the whole of it.
            "context": {
                "user": {
                    "id": visitor.id,
                    "name": visitor.name,
                    "moderator": "true" if visitor.leads else "false",
                }
            },
        }
        return jwt.encode(claims, self.secret, algorithm="HS256")

    def make(self, room: Room) -> None:
        """Nothing to do: it is made by who comes first."""

    def is_running(self, room: Room) -> bool | None:  # noqa: ARG002
        return None

    def close(self, room: Room) -> None:
        """Nothing to do: it is gone once everybody has left."""

    def try_it(self) -> bool:
        """Fetch the script every Jitsi server has. No secret is proved by it."""
        if self.fetcher.get(f"{self.server}/external_api.js").status != 200:
            raise RoomsError("missing")
        return False
