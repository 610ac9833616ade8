"""Which shares an organiser may see, and what a season comes to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# Of fewer people a total would say what each of them did.
FEWEST: Final = 4


@dataclass(frozen=True, slots=True)
class Share:
    """How many follow-ups there were, and how many were done within 48 hours."""

    people: int
    follow_ups: int
    in_time: int

    @property
    def share(self) -> float:
        """The share done in time, from 0 to 1; nobody having met anybody is none."""
        return self.in_time / self.follow_ups if self.follow_ups else 0.0

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def may_be_shown(self) -> bool:
        """Whether enough people met somebody for this to be nobody's own."""
        return self.people >= FEWEST


def together(shares: Iterable[Share]) -> Share:
    """Return what several events come to: those that say nothing by themselves add nothing.

    `people` counts somebody once for each event.
    """
    shown = [share for share in shares if share.may_be_shown]
    return Share(
        people=sum(share.people for share in shown),
        follow_ups=sum(share.follow_ups for share in shown),
        in_time=sum(share.in_time for share in shown),
    )
