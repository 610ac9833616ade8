"""What was decided on the console about remarks, each known by its number at the event. Pure.

`static/agenda/floor.js` is its twin.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from events.agenda.log import Refused


class Standing(StrEnum):
    """Where a remark stands. What nobody decided about waits, or is accepted, as the format says.

    Their order is the one in which they are listed.
    """

    ON = "on"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DONE = "done"
    ASIDE = "aside"


# What the room may know of.
OPEN = frozenset({Standing.ON, Standing.ACCEPTED, Standing.DONE})


@dataclass(frozen=True, slots=True)
class Floor:
    """What was decided: by number, in the order of the first word about each; one at most is on."""

    decided: tuple[tuple[int, Standing], ...] = ()
    # How many decisions stand, and the revision of the last: together no two floors share them.
    count: int = 0
    rev: int = 0

    @property
    def on(self) -> int | None:
        """The remark that is before the room."""
        return next((number for number, to in self.decided if to is Standing.ON), None)

    def standing(self, number: int, otherwise: Standing) -> Standing:
        """Return where a remark stands; `otherwise` where nobody has decided."""
        return dict(self.decided).get(number, otherwise)

    def moved(self, payload: Mapping[str, Any], to: Standing, rev: int) -> Self:
        """Return the floor when a remark was given another standing by the command `rev`.

        What is put before the room takes the place of what was there, and that is done. Raises
        `Refused` for what is no number, and for what stands so already.
        """
        number = payload.get("remark")
        if type(number) is not int or number < 1:
            raise Refused("no_such_remark")
        known = dict(self.decided)
        if known.get(number) is to:
            raise Refused("stands_so")
        if to is Standing.ON:
            known = {n: Standing.DONE if s is Standing.ON else s for n, s in known.items()}
        known[number] = to
        return type(self)(tuple(known.items()), self.count + 1, rev)

    def public(self) -> dict[str, Any]:
        """Return what every device may know: what is on, and a word that changes with the rest."""
        return {"on": self.on, "moved": f"{self.count}.{self.rev}"}


EMPTY = Floor()
