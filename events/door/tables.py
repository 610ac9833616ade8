"""Who sits at which table, so that people who know each other sit apart. Pure.

Guests are shuffled by a seed, each sits down where she knows the fewest, and then two change places
as long as that makes things better. The same guests and the same seed are always seated alike.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Pair = tuple[str, str]

# What it costs that two sit together. A block outweighs everything softer put together; an earlier
# meeting fades with every event since.
BLOCKED: Final = 10**9
MET: Final = 1000
COLLEAGUES: Final = 500
# How often it is tried from another shuffle: small rooms are cheap, and luck matters most in them.
_TRIES_UP_TO: Final = ((60, 12), (200, 3))
# Rounds of changing places; they end by themselves long before.
_MOST_ROUNDS: Final = 50


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be seated. `house` is her organisation, however it is compared; empty is none."""

    id: str
    house: str = ""


class Ties:
    """Who knows whom: ``met`` with the number of events since (1: the last one), and ``blocks``.

    Both hold in both directions, whichever way a pair is given.
    """

    def __init__(
        self, *, met: Mapping[Pair, int] | None = None, blocks: Iterable[Pair] = ()
    ) -> None:
        costs: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (one, two), ago in (met or {}).items():
            cost = max(MET // max(ago, 1) ** 2, 1)
            costs[one][two] = costs[two][one] = max(cost, costs[one].get(two, 0))
        for one, two in blocks:
            costs[one][two] = costs[two][one] = BLOCKED
        self._costs = dict(costs)

    def of(self, one: str) -> Mapping[str, int]:
        """Whom she knows, and what it costs to seat them together."""
        return self._costs.get(one, {})


def draw(
    guests: Sequence[Guest],
    ties: Ties,
    *,
    size: int,
    seed: str,
    keep: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Return each guest's table, from 1 on, of `size` seats at most.

    All tables are as full as each other, to a seat. Who is in `keep` stays at her table, whatever
    its number; then only the others are seated, where there is room. Raises ValueError for a table
    of less than two.
    """
    if size < 2:
        raise ValueError("nobody sits at a table alone")
    ordered = sorted(guests, key=lambda guest: guest.id)
    kept = {guest.id: keep[guest.id] for guest in ordered if guest.id in keep} if keep else {}
    tries = next((most for up_to, most in _TRIES_UP_TO if len(ordered) <= up_to), 1)
    rooms = (_Room(ordered, ties, size, kept, f"{seed}:{number}") for number in range(tries))
    best = min(rooms, key=lambda room: room.cost)
    return {guest.id: best.at[guest.id] + 1 for guest in ordered}


def cost_of(guests: Iterable[Guest], ties: Ties, tables: Mapping[str, int]) -> int:
    """What a seating costs: 0 where nobody sits with anybody she knows."""
    together: defaultdict[int, list[Guest]] = defaultdict(list)
    for guest in guests:
        together[tables[guest.id]].append(guest)
    cost = 0
    for table in together.values():
        for at, one in enumerate(table):
            known = ties.of(one.id)
            cost += sum(known.get(other.id, 0) for other in table[:at])
        houses = Counter(guest.house for guest in table if guest.house)
        cost += sum(COLLEAGUES * many * (many - 1) // 2 for many in houses.values())
    return cost


class _Room:
    """A room being seated. Tables are counted from 0 here."""

    def __init__(
        self, guests: list[Guest], ties: Ties, size: int, kept: Mapping[str, int], seed: str
    ) -> None:
        self.guests = {guest.id: guest for guest in guests}
        self.ties = ties
        self.at = {guest: table - 1 for guest, table in kept.items()}
        count = max(-(-len(guests) // size), *(table + 1 for table in self.at.values()), 0)
        # Without anybody to keep, tables are laid for as many as will sit there.
        least, more = divmod(len(guests), count) if count else (0, 0)
        self.seats = [size if kept else least + (table < more) for table in range(count)]
        # By guest and table, what those she knows there cost; by table, how many of each house.
        self.load = {guest: [0] * count for guest in self.guests}
        self.houses: list[Counter[str]] = [Counter() for _ in range(count)]
        for guest, table in self.at.items():
            self.seats[table] -= 1
            self._sit(guest, table)
        newcomers = [guest.id for guest in guests if guest.id not in kept]
        random.Random(seed).shuffle(newcomers)  # noqa: S311  a seating is no secret
        for guest in newcomers:
            self._find_a_seat(guest)
        self._change_places(newcomers)
        self.cost = cost_of(guests, ties, self.at)

    def price(self, guest: str, table: int) -> int:
        """What it costs that this guest sits at this table."""
        house = self.guests[guest].house
        others = self.houses[table][house] - (self.at.get(guest) == table) if house else 0
        return self.load[guest][table] + COLLEAGUES * others

    def _find_a_seat(self, guest: str) -> None:
        """The cheapest table that has room, the emptiest of equals; a new one if there is none."""
        free = [table for table, seats in enumerate(self.seats) if seats > 0]
        table = min(free, key=lambda table: (self.price(guest, table), -self.seats[table], table))
        self.seats[table] -= 1
        self.at[guest] = table
        self._sit(guest, table)

    def _sit(self, guest: str, table: int, sign: int = 1) -> None:
        for other, cost in self.ties.of(guest).items():
            if other in self.load:
                self.load[other][table] += sign * cost
        self.houses[table][self.guests[guest].house] += sign

    def _change_places(self, movable: Sequence[str]) -> None:
        """Let two change places, or one take a free seat, until nothing gets better by it."""
        for _round in range(_MOST_ROUNDS):
            # A sum, because all are to be asked.
            if not sum(self._better(guest, movable) for guest in movable):
                return

    def _better(self, guest: str, movable: Sequence[str]) -> bool:
        here = self.at[guest]
        now = self.price(guest, here)
        if not now:
            return False
        known, house = self.ties.of(guest), self.guests[guest].house
        for other in movable:
            there = self.at[other]
            if there == here:
                continue
            gain = now + self.price(other, there)
            gain -= self.price(guest, there) + self.price(other, here) - 2 * known.get(other, 0)
            if house and house == self.guests[other].house:
                gain += 2 * COLLEAGUES
            if gain > 0:
                self._move(guest, there)
                self._move(other, here)
                return True
        free = [table for table, seats in enumerate(self.seats) if seats > 0 and table != here]
        table = min(free, key=lambda table: self.price(guest, table), default=here)
        if self.price(guest, table) >= now:
            return False
        self.seats[here] += 1
        self.seats[table] -= 1
        self._move(guest, table)
        return True

    def _move(self, guest: str, table: int) -> None:
        self._sit(guest, self.at[guest], -1)
        self.at[guest] = table
        self._sit(guest, table)
