"""How a list grew, month by month, and its picture. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# As far back as the picture goes; what came before stands in the first month's total.
MOST_MONTHS: Final = 24
WIDTH: Final = 640.0
HEIGHT: Final = 180.0


@dataclass(frozen=True, slots=True)
class Month:
    """A month: how many came, and how many there were at its end."""

    first_day: dt.date
    new: int
    total: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A month as it is drawn: who was there before below, who came above."""

    month: Month
    x: float
    width: float
    y: float
    new_height: float
    old_height: float

    @property
    def old_y(self) -> float:
        """Where the part of those who were there begins."""
        return round(self.y + self.new_height, 1)

    @property
    def middle(self) -> float:
        """Where a word above it stands."""
        return round(self.x + self.width / 2, 1)


def growth(days: Iterable[dt.date], until: dt.date) -> list[Month]:
    """Return the months from the first day to `until`, none left out, the last two years of them.

    Days after `until` (a clock was wrong) count in its month.
    """
    came = Counter((min(day, until)).replace(day=1) for day in days)
    if not came:
        return []
    found, month, total = [], min(came), 0
    while month <= until:
        total += came[month]
        found.append(Month(month, came[month], total))
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return found[-MOST_MONTHS:]


def bars(months: list[Month]) -> list[Bar]:
    """Return the months as bars on one scale, which ends at the last total."""
    if not months:
        return []
    step = WIDTH / len(months)
    width = min(step * 0.68, 56.0)
    unit = HEIGHT / max(1, months[-1].total)
    return [
        Bar(
            month,
            round(at * step + (step - width) / 2, 1),
            round(width, 1),
            round(HEIGHT - month.total * unit, 1),
            round(month.new * unit, 1),
            round((month.total - month.new) * unit, 1),
        )
        for at, month in enumerate(months)
    ]
