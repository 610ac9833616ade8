"""Tables: who sits where in a round, and keeping their numbers while people come and go. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from events.rounds.pairing import Reason


@dataclass(frozen=True, slots=True)
class Table:
    """Two or three people who talk with each other; the first has the word first."""

    number: int
    guests: tuple[str, ...]
    reason: Reason = Reason.NEW
    events_ago: int | None = None
    # The sub-group of an online round that its people belong to; 0 where there are none.
    subgroup: int = 0

    def to_json(self) -> dict[str, Any]:
        told = {
            "table": self.number,
            "guests": list(self.guests),
            "why": self.reason.value,
            "ago": self.events_ago,
        }
        return {**told, "sub": self.subgroup} if self.subgroup else told

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        why, subgroup = Reason(data["why"]), data.get("sub", 0)
        return cls(data["table"], tuple(data["guests"]), why, data["ago"], subgroup)


def numbered(
    groups: Iterable[tuple[Sequence[str], Reason, int | None]], before: Sequence[Table] = ()
) -> list[Table]:
    """Give groups their tables: who sat together stays, the others take what is free."""
    waiting = []
    tables: list[Table] = []
    for guests, reason, ago in groups:
        seat = next((old for old in before if len({*old.guests} & {*guests}) > 1), None)
        if seat is not None and all(table.number != seat.number for table in tables):
            tables.append(Table(seat.number, tuple(guests), reason, ago))
        else:
            waiting.append((guests, reason, ago))
    taken = {table.number for table in tables}
    free = (number for number in range(1, len(tables) + len(waiting) + 1) if number not in taken)
    tables += [
        Table(number, tuple(guests), reason, ago)
        for number, (guests, reason, ago) in zip(free, waiting, strict=False)
    ]
    return sorted(tables, key=lambda table: table.number)
