"""What the organiser chose for the bilateral exchanges. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from events.formats.bilateral.scheduling import Aim

DEFAULT_BELL_MINUTES = 5
# How long after the bell a slot can still be filled: people are on their way.
GRACE = dt.timedelta(seconds=30)


class Way(StrEnum):
    """How people find each other: as they like, or at a table at a time."""

    FREE = "free"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Settings:
    """``tables`` and ``cap`` (meetings each, at most) are 0 where nothing limits them."""

    every: dt.timedelta = dt.timedelta(minutes=DEFAULT_BELL_MINUTES)
    way: Way = Way.FREE
    tables: int = 0
    cap: int = 0
    aim: Aim = Aim.MOST

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Read a segment's options; what is missing keeps its default."""
        way, aim = options.get("way"), options.get("aim")
        return cls(
            every=dt.timedelta(minutes=int(options.get("bell_minutes") or DEFAULT_BELL_MINUTES)),
            way=Way(way) if way in {each.value for each in Way} else Way.FREE,
            tables=int(options.get("tables") or 0),
            cap=int(options.get("cap") or 0),
            aim=Aim(aim) if aim in {each.value for each in Aim} else Aim.MOST,
        )

    @property
    def planned(self) -> bool:
        return self.way is Way.PLANNED

    def slots(self, length: dt.timedelta) -> int:
        """Return how many slots fit: what is left at the end is one if it lasts half of one."""
        return max((length + self.every / 2) // self.every, 1)

    def slot_at(self, elapsed: dt.timedelta) -> int:
        """Return the number of the slot that is on, the first being 0."""
        return max(elapsed // self.every, 0)

    def first_open(self, elapsed: dt.timedelta) -> int:
        """Return the first slot that can still be filled."""
        if elapsed <= GRACE:
            return 0
        return -(-(elapsed - GRACE) // self.every)

    def seats(self, people: int) -> int:
        """Return how many tables so many people can use."""
        return min(self.tables, people // 2) if self.tables else people // 2
