"""BigBlueButton, by its API: ordinary meetings, one for each table, made before people come.

Its own breakout rooms are limited in number and belong to one meeting; ordinary meetings are not.
Every call is a GET whose checksum covers the name of the call and the query as it is sent.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import ClassVar, Final
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from events.rooms.video import Room, RoomsError, Visitor
from events.rooms.video.fetching import Fetcher

HASHES: Final = ("sha256", "sha384", "sha512")
# In minutes: a room waits so long for its first guest, and for the next ones.
WAITS_FOR_FIRST: Final = 60
WAITS_FOR_NEXT: Final = 30
# What the server answers where we asked for what is so already.
_THERE: Final = frozenset({"duplicateWarning", "idNotUnique"})
_GONE: Final = frozenset({"notFound", "meetingForciblyEnded"})
_REFUSED: Final = frozenset({"checksumError", "unsupportedRequest"})


@dataclass(frozen=True, slots=True)
class BigBlueButton:
    """A server, by the address and the secret that ``bbb-conf --secret`` says on it."""

    server: str
    secret: str
    fetcher: Fetcher
    hashing: str = "sha256"

    made_ahead: ClassVar[bool] = True

    def address(self, room: Room, visitor: Visitor, at: dt.datetime) -> str:  # noqa: ARG002
        return self._url(
            "join",
            {
                "fullName": visitor.name,
                "meetingID": room.key,
                "role": "MODERATOR" if visitor.leads else "VIEWER",
                "userID": visitor.id,
                "redirect": "true",
            },
        )

    def make(self, room: Room) -> None:
        answer = self._ask(
            "create",
            {
                "name": room.title,
                "meetingID": room.key,
                # Older servers call a meeting ours only if these are the same again.
                "attendeePW": self._password(room, "attendee"),
                "moderatorPW": self._password(room, "moderator"),
                "record": "false",
                "duration": "0",
                "guestPolicy": "ALWAYS_ACCEPT",
                "endWhenNoModerator": "false",
                "meetingExpireIfNoUserJoinedInMinutes": str(WAITS_FOR_FIRST),
                "meetingExpireWhenLastUserLeftInMinutes": str(WAITS_FOR_NEXT),
                "logoutURL": room.back_url,
                "meta_endCallbackUrl": room.ended_url,
            },
        )
        if not _succeeded(answer) and _text(answer, "messageKey") not in _THERE:
            raise _error(answer)

    def is_running(self, room: Room) -> bool | None:
        answer = self._ask("isMeetingRunning", {"meetingID": room.key})
        if not _succeeded(answer):
            raise _error(answer)
        return _text(answer, "running") == "true"

    def close(self, room: Room) -> None:
        # Servers before 2.4 want the moderator's password.
        said = {"meetingID": room.key, "password": self._password(room, "moderator")}
        answer = self._ask("end", said)
        if not _succeeded(answer) and _text(answer, "messageKey") not in _GONE:
            raise _error(answer)

    def try_it(self) -> bool:
        """Ask whether a meeting runs that nobody has heard of: that takes a good signature."""
        answer = self._ask("isMeetingRunning", {"meetingID": "tablee-try-it"})
        if not _succeeded(answer):
            raise _error(answer)
        return True

    def _password(self, room: Room, role: str) -> str:
        said = f"{role}:{room.key}:{self.secret}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def _url(self, call: str, said: dict[str, str]) -> str:
        query = urlencode({name: value for name, value in said.items() if value})
        checksum = hashlib.new(self.hashing, f"{call}{query}{self.secret}".encode()).hexdigest()
        return f"{self.server}/api/{call}?{query}&checksum={checksum}"

    def _ask(self, call: str, said: dict[str, str]) -> Element:
        """Return what the server answers. Raises `RoomsError`."""
        answer = self.fetcher.get(self._url(call, said))
        if answer.status >= 500:
            raise RoomsError("unreachable")
        if answer.status != 200:
            raise RoomsError("missing")
        try:
            read = fromstring(answer.body, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError):
            raise RoomsError("strange") from None
        assert isinstance(read, Element)
        if read.tag != "response" or not _text(read, "returncode"):
            raise RoomsError("strange")
        return read


def _text(answer: Element, name: str) -> str:
    return (answer.findtext(name) or "").strip()


def _succeeded(answer: Element) -> bool:
    return _text(answer, "returncode") == "SUCCESS"


def _error(answer: Element) -> RoomsError:
    refused = _text(answer, "messageKey") in _REFUSED
    return RoomsError("refused" if refused else "strange")
