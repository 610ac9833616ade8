"""How ready a profile is: a friendly ring, never a wall. Pure.

No part is ever demanded, and the picture isn't counted at all: whoever would rather not be seen
has a whole ring too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What makes a profile whole, in the order in which it helps most."""

    NAME = "name"
    ROLE = "role"
    PITCH = "pitch"
    OFFERS = "offers"
    NEEDS = "needs"
    HEADLINE = "headline"
    STARTERS = "starters"
    LANGUAGES = "languages"


@dataclass(frozen=True)
class Readiness:
    """How much is there, and the one small thing that would help most now; None when whole."""

    there: int
    parts: int
    next: Part | None

    @property
    def share(self) -> float:
        return self.there / self.parts


def readiness(said: Mapping[Part, bool]) -> Readiness:
    """Return how ready a profile is by what it says; parts that aren't named aren't there."""
    missing = [part for part in Part if not said.get(part)]
    return Readiness(len(Part) - len(missing), len(Part), missing[0] if missing else None)
