"""Looking for a better seating: two people change places, over and over. Pure.

A board holds several rounds at once, because what is best for one can spoil the next. People are
numbers here, and places are given: a move swaps two people of different tables in one round, so
everybody always has exactly one seat. What a move changes is counted from the two tables alone.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from events.rounds.designs import Seats
from events.rounds.ties import AGAIN, BLOCKED

# Who was at a smaller table more often than others: less than meeting again, and more than anything
# softer that one swap can change.
UNFAIR: Final = 2 * 10**5
# How hot the search begins and ends, in costs: at first people may meet again, in the end not.
_HOT: Final = AGAIN / 3
_COLD: Final = AGAIN / 30


@dataclass(slots=True)
class Board:
    """Rounds of seats, and what it costs that people sit together.

    ``apart[i][j]`` is what a pair costs each time it shares a table; ``met[i][j]`` whether it met
    today before these rounds; ``turns[i]`` how often somebody was at a smaller table before.
    Those ``fixed`` keep their places.
    """

    rounds: list[Seats]
    apart: list[dict[int, int]]
    met: list[set[int]]
    turns: list[int]
    fixed: frozenset[int] = frozenset()
    # How often each pair shares a table, today's earlier rounds included.
    _times: list[bytearray] = field(default_factory=list)
    _at: list[list[int]] = field(default_factory=list)
    _small: list[list[bool]] = field(default_factory=list)
    _had: list[int] = field(default_factory=list)
    _unfair: int = UNFAIR
    _lowest: int = 0
    _highest: int = 0

    def __post_init__(self) -> None:
        number = len(self.apart)
        self._times = [bytearray(number) for _ in range(number)]
        for one, others in enumerate(self.met):
            for other in others:
                self._times[one][other] = 1
        self._had = list(self.turns)
        for seats in self.rounds:
            at = [0] * number
            largest = max(map(len, seats))
            for table, people in enumerate(seats):
                for one in people:
                    at[one] = table
                    row = self._times[one]
                    for other in people:
                        row[other] += one != other
                    self._had[one] += len(people) < largest
            self._at.append(at)
            self._small.append([len(people) < largest for people in seats])

    @property
    def repeats(self) -> int:
        """How often two people meet who have met today already."""
        return sum(count - 1 for row in self._times for count in row if count > 1) // 2

    @property
    def spread(self) -> int:
        """By how much the turns at smaller tables differ."""
        return max(self._had) - min(self._had) if self._had else 0

    @property
    def soft(self) -> int:
        """What is left that should rather not be, having met today aside."""
        return sum(
            self.apart[one].get(other, 0)
            for seats in self.rounds
            for people in seats
            for one in people
            for other in people
            if one < other
        )

    def settle(self, rng: random.Random, *, unfair: int = UNFAIR) -> None:
        """Swap whoever sits badly with somebody, as long as that makes things better.

        ``unfair`` is what it costs that turns at smaller tables are less even.
        """
        self._unfair = unfair
        improved = True
        while improved:
            improved = False
            self._lowest, self._highest = min(self._had), max(self._had)
            for number in range(len(self.rounds)):
                improved |= self._pass(number, rng)

    def anneal(self, rng: random.Random, moves: int, *, enough: int, unfair: int = UNFAIR) -> None:
        """Try so many swaps at random, worse ones too at first; stop at ``enough`` repeats.

        ``unfair`` as in `settle`.
        """
        self._unfair = unfair
        left = self.repeats
        cooling = (_COLD / _HOT) ** (1 / max(moves, 1))
        heat = _HOT
        rounds = [number for number, seats in enumerate(self.rounds) if len(seats) > 1]
        if not rounds:
            return
        people = [one for one in range(len(self.apart)) if one not in self.fixed]
        for _ in range(moves):
            if left <= enough:
                return
            heat *= cooling
            number = rounds[int(rng.random() * len(rounds))]
            one = people[int(rng.random() * len(people))]
            if not self._meets_again(number, one):
                continue
            other = people[int(rng.random() * len(people))]
            at = self._at[number]
            if at[one] == at[other]:
                continue
            change, again = self._change(number, one, other)
            if change <= 0 or rng.random() < math.exp(-change / heat):
                self._swap(number, one, other)
                left += again

    def _pass(self, number: int, rng: random.Random) -> bool:
        """Go through everybody in one round once; say whether that made anything better."""
        seats = self.rounds[number]
        own = [0] * len(self.apart)
        for people in seats:
            self._price(people, own)
        improved = False
        for table in range(len(seats)):
            for one in list(seats[table]):
                if one in self.fixed:
                    continue
                if not own[one] and not self._is_unfair(number, one):
                    continue
                other = self._better(number, one, own, rng)
                if other is not None:
                    self._swap(number, one, other)
                    for people in (seats[table], seats[self._at[number][one]]):
                        self._price(people, own)
                    improved = True
        return improved

    def _better(self, number: int, one: int, own: list[int], rng: random.Random) -> int | None:
        """Return the first with whom a swap makes things better."""
        seats = self.rounds[number]
        at = self._at[number][one]
        times, apart = self._times[one], self.apart[one]
        unfair = self._is_unfair(number, one)
        begin = rng.randrange(len(seats))
        for step in range(len(seats)):
            table = (begin + step) % len(seats)
            if table == at:
                continue
            people = seats[table]
            prices = [apart.get(other, 0) + AGAIN * (times[other] > 0) for other in people]
            whole = sum(prices)
            for other, price in zip(people, prices, strict=True):
                # What she costs there alone must be less than both cost now.
                if whole - price >= own[one] + own[other] and not unfair:
                    continue
                if other not in self.fixed and self._change(number, one, other)[0] < 0:
                    return other
        return None

    def _price(self, people: Sequence[int], own: list[int]) -> None:
        for one in people:
            times, apart = self._times[one], self.apart[one]
            own[one] = sum(
                apart.get(other, 0) + AGAIN * (times[other] > 1) for other in people if other != one
            )

    def _meets_again(self, number: int, one: int) -> bool:
        times = self._times[one]
        return any(times[other] > 1 for other in self.rounds[number][self._at[number][one]])

    def _is_unfair(self, number: int, one: int) -> bool:
        """Whether somebody is at a smaller table who was more often than others, or the reverse."""
        if self._small[number][self._at[number][one]]:
            return self._had[one] > self._lowest + 1
        return self._had[one] < self._highest - 1

    def _change(self, number: int, one: int, other: int) -> tuple[int, int]:
        """Return what a swap would cost more, and how many more would meet again."""
        at, seats = self._at[number], self.rounds[number]
        here, there = at[one], at[other]
        cost = again = 0
        times, apart = self._times[one], self.apart[one]
        theirs, theirs_apart = self._times[other], self.apart[other]
        for third in seats[here]:
            if third != one:
                again += (theirs[third] >= 1) - (times[third] > 1)
                cost += theirs_apart.get(third, 0) - apart.get(third, 0)
        for third in seats[there]:
            if third != other:
                again += (times[third] >= 1) - (theirs[third] > 1)
                cost += apart.get(third, 0) - theirs_apart.get(third, 0)
        cost += again * AGAIN
        return cost + self._unfair * self._unevenness(number, one, other), again

    def _unevenness(self, number: int, one: int, other: int) -> int:
        """Return how much less even turns would be after a swap: by their squares."""
        small, at = self._small[number], self._at[number]
        if small[at[one]] == small[at[other]]:
            return 0
        up, down = (other, one) if small[at[one]] else (one, other)
        return 2 * (self._had[up] - self._had[down] + 1)

    def _swap(self, number: int, one: int, other: int) -> None:
        at, seats, small = self._at[number], self.rounds[number], self._small[number]
        here, there = at[one], at[other]
        for mover, start, end in ((one, here, there), (other, there, here)):
            row = self._times[mover]
            for third in seats[start]:
                if third != mover:
                    row[third] -= 1
                    self._times[third][mover] -= 1
            for third in seats[end]:
                if third not in (one, other):
                    row[third] += 1
                    self._times[third][mover] += 1
            self._had[mover] += small[end] - small[start]
        seats[here][seats[here].index(one)] = other
        seats[there][seats[there].index(other)] = one
        at[one], at[other] = there, here


def blocked(board: Board) -> bool:
    """Whether somebody sits with somebody she must not meet."""
    return board.soft >= BLOCKED
