"""The rooms of a video service, behind one interface. Pure, but for what goes over the network.

A service gives each table of an event a room of its own, and the event a main one. Most know a room
by its name alone; BigBlueButton wants it made first. Nothing here knows Django: secrets, people and
addresses come in, addresses go out.
"""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Protocol


class RoomsError(Exception):
    """The service did not do what it was asked. `reason` is one word for what went wrong.

    ``unreachable``: no answer in time; ``private``: an address that is not on the internet;
    ``refused``: it doesn't take our signature; ``strange``: what it says is not understood;
    ``missing``: there is nothing at this address.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Room:
    """A room as a service should know it. `key` can't be guessed; `number` 0 is the main room."""

    key: str
    number: int
    event: str
    title: str
    language: str = "fr"
    # Where whoever leaves it is led, and who is told when it ends; both addresses of ours.
    back_url: str = ""
    ended_url: str = ""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever goes in: what the others there may see of her. `leads` gives a moderator's rights."""

    id: str
    name: str
    leads: bool = False


class VideoRooms(Protocol):
    """What a kind of service can do."""

    # Whether a room must be made before somebody goes in.
    made_ahead: ClassVar[bool]

    def address(self, room: Room, visitor: Visitor, at: dt.datetime) -> str:
        """Return where this visitor goes in, to be used at once. Asks nobody."""
        ...

    def make(self, room: Room) -> None:
        """See to it that the room is there. Twice is as once. Raises `RoomsError`."""
        ...

    def is_running(self, room: Room) -> bool | None:
        """Return whether somebody is in it; None where the service doesn't tell."""
        ...

    def close(self, room: Room) -> None:
        """Send everybody out of the room and forget it; one that is gone is closed."""
        ...

    def try_it(self) -> bool:
        """Ask the server for a sign of life; whether that proved the secret too.

        Raises `RoomsError`.
        """
        ...
