"""What the organiser chose for an Impromptu. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

DEFAULT_ROUNDS = 3
DEFAULT_MINUTES = 4
DEFAULT_MOVE = 30


class Way(StrEnum):
    """How people find each other: by a draw, by themselves, or face to face in two circles."""

    DRAWN = "drawn"
    WALK = "walk"
    CIRCLES = "circles"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the organiser chose for this segment."""

    rounds: int = DEFAULT_ROUNDS
    minutes: int = DEFAULT_MINUTES
    cues: bool = True
    joker: bool = False
    # Seconds to think and move.
    move: int = DEFAULT_MOVE
    way: Way = Way.DRAWN

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Read a segment's options; what is missing keeps its default."""
        return cls(
            rounds=int(options.get("rounds") or DEFAULT_ROUNDS),
            minutes=int(options.get("minutes") or DEFAULT_MINUTES),
            cues=bool(options.get("cues", True)),
            joker=options.get("odd") == "joker",
            move=int(options.get("move") or DEFAULT_MOVE),
            way=_way(options.get("way")),
        )

    @property
    def draws(self) -> bool:
        """Whether pairs are drawn; otherwise there are neither lists nor tables."""
        return self.way is Way.DRAWN


def most_rounds(people: int) -> int:
    """Return after how many rounds two circles are back where they began; 0 for nobody.

    With an odd number a place is free in the inner circle, and the outer one passes it too.
    """
    return (people + 1) // 2


def _way(said: object) -> Way:
    return Way(said) if said in {way.value for way in Way} else Way.DRAWN
