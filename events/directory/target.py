"""A private target for an event: meet at least a tenth of the room. Pure; no ranking, no trophy."""

from dataclasses import dataclass

SHARE = 10


@dataclass(frozen=True)
class Target:
    """How many of the room one has met, and how many would be a tenth of it."""

    met: int
    goal: int

    @property
    def share(self) -> float:
        """From 0 to 1: the ring is whole when the target is reached, and stays whole."""
        return min(1.0, self.met / self.goal)

    @property
    def reached(self) -> bool:
        return self.met >= self.goal


def target(*, met: int, others: int) -> Target:
    """Return the target for a room with `others` besides oneself: a tenth, at least one person."""
    return Target(met, max(1, -(-others // SHARE)))
