"""What the organiser chose for an Impromptu. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

DEFAULT_ROUNDS = 3
DEFAULT_MINUTES = 4
DEFAULT_MOVE = 30


@dataclass(frozen=True, slots=True)
class Settings:
    """What the organiser chose for this segment."""

    rounds: int = DEFAULT_ROUNDS
    minutes: int = DEFAULT_MINUTES
    cues: bool = True
    question: str = ""
    own_question: str = ""
    joker: bool = False
    # Seconds to think and move.
    move: int = DEFAULT_MOVE

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Read a segment's options; what is missing keeps its default."""
        return cls(
            rounds=int(options.get("rounds") or DEFAULT_ROUNDS),
            minutes=int(options.get("minutes") or DEFAULT_MINUTES),
            cues=bool(options.get("cues", True)),
            question=str(options.get("question") or ""),
            own_question=str(options.get("own_question") or ""),
            joker=options.get("odd") == "joker",
            move=int(options.get("move") or DEFAULT_MOVE),
        )
