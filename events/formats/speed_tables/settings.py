"""What the organiser chose for speed tables. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from events.rounds import steps
from events.rounds.steps import Step

DEFAULT_SIZE = 6
DEFAULT_ROUNDS = 3
DEFAULT_TURN = 60
DEFAULT_TOGETHER = 3


class Hosts(StrEnum):
    """Whether somebody stays at each table, and who."""

    NOBODY = "nobody"
    DRAWN = "drawn"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Settings:
    """``turn`` in seconds for each, ``together`` in minutes for all after that."""

    size: int = DEFAULT_SIZE
    rounds: int = DEFAULT_ROUNDS
    turn: int = DEFAULT_TURN
    together: int = DEFAULT_TOGETHER
    hosts: Hosts = Hosts.NOBODY

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Read a segment's options; what is missing keeps its default."""
        together = options.get("together")
        hosts = options.get("hosts")
        return cls(
            size=int(options.get("size") or DEFAULT_SIZE),
            rounds=int(options.get("rounds") or DEFAULT_ROUNDS),
            turn=int(options.get("turn") or DEFAULT_TURN),
            together=DEFAULT_TOGETHER if together is None else int(together),
            hosts=Hosts(hosts) if hosts in {each.value for each in Hosts} else Hosts.NOBODY,
        )

    @property
    def keeps(self) -> bool:
        """Whether somebody stays at each table."""
        return self.hosts is not Hosts.NOBODY

    def tour(self, people: int) -> tuple[Step, ...]:
        """Return the moments of a round at a table of so many."""
        return steps.tour(
            people,
            turn=dt.timedelta(seconds=self.turn),
            together=dt.timedelta(minutes=self.together),
        )
