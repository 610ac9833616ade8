"""The season of an association: twelve months that begin in September. Pure."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

FIRST_MONTH: Final = 9


class Dated(Protocol):
    """What has a day of its own."""

    @property
    def local_start(self) -> dt.datetime: ...


Happening = TypeVar("Happening", bound=Dated)


@dataclass(frozen=True)
class Month(Generic[Happening]):
    """A month by its first day, and what happens in it, in order."""

    first: dt.date
    events: Sequence[Happening]


def year_of(day: dt.date) -> int:
    """Return the year in which the season of a day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def months_of(year: int) -> list[dt.date]:
    """Return the first days of the season's twelve months."""
    return [
        dt.date(year + (FIRST_MONTH - 1 + number) // 12, (FIRST_MONTH - 1 + number) % 12 + 1, 1)
        for number in range(12)
    ]


def bounds(year: int, zone: zoneinfo.ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the instants at which the season begins and at which the next one does, in a zone."""
    first = dt.date(year, FIRST_MONTH, 1)
    last = dt.date(year + 1, FIRST_MONTH, 1)
    midnight = dt.time()
    return dt.datetime.combine(first, midnight, zone), dt.datetime.combine(last, midnight, zone)


def by_month(year: int, events: Iterable[Happening]) -> list[Month[Happening]]:
    """Return the twelve months of a season with what happens in each; what lies outside is left."""
    found: dict[dt.date, list[Happening]] = {first: [] for first in months_of(year)}
    for event in events:
        found.get(event.local_start.date().replace(day=1), []).append(event)
    return [Month(first, held) for first, held in found.items()]
