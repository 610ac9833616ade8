"""Choosing the trio, or the joker's partner, when the number of people is odd. Pure.

It is the group that makes the others even, so it is chosen together with them: the turn goes to
those who had fewest, unless that made two people meet again who need not.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Self

from events.rounds.matching import Costs, match
from events.rounds.ties import AGAIN, BLOCKED, Pair

# Trios are chosen among so many of those who had fewest: the first handful nearly always does.
_POOLS = (9, 25)
# How many trios are tried for the sake of soft costs, and for the sake of repeats; in a crowd each
# try takes its time, and there is hardly ever a need.
_SOFT_TRIES = 30
_HARD_TRIES = 200
_CROWD = 200
_CROWD_TRIES = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A way to group an odd number of people, ordered by what counts."""

    left_out: int
    repeats: int
    unfair: int
    soft: int
    odd: tuple[str, ...]
    pairs: tuple[Pair, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[int, int, int, int]:
        return self.left_out, self.repeats, self.unfair, self.soft


def match_odd(
    free: Sequence[str],
    turns: Mapping[str, int],
    costs: Costs,
    rng: random.Random,
    *,
    joker: str | None,
) -> tuple[Found | None, bool]:
    """Find whose turn it is in the trio or with the joker, and pairs for everybody else.

    Also returns whether nothing better exists. Candidates come by the least they can cost in all,
    and the search stops at the first that can't beat the best found so far.
    """
    order = rng.sample(free, len(free))
    order.sort(key=lambda one: turns[one])
    floor = _Floor.of(free, costs, rng)
    best: Found | None = None
    for reach in (len(order),) if joker else _POOLS:
        candidates = _candidates(order[:reach], turns, costs, joker, floor)
        for tries, candidate in enumerate(sorted(candidates, key=lambda found: found.key)):
            if best is not None and best.key <= candidate.key:
                return best, reach >= len(order) or best.key <= floor.key
            if tries >= _tries(best, len(order)):
                break
            rest = [one for one in free if one not in candidate.odd]
            pairs, left, cost = match(rest, costs, rng)
            repeats, soft = divmod(cost + costs.within(candidate.odd), AGAIN)
            if best is None or (len(left), repeats, candidate.unfair, soft) < best.key:
                best = Found(
                    left_out=len(left),
                    repeats=repeats,
                    unfair=candidate.unfair,
                    soft=soft,
                    odd=candidate.odd,
                    pairs=tuple(pairs),
                    left=tuple(left),
                )
        else:
            if reach >= len(order):
                return best, True
    return best, False


@dataclass(frozen=True, slots=True)
class _Floor:
    """The least that pairing everybody but one can leave out and cost.

    Any trio with pairs for the others holds such a pairing, made of the same pairs and the trio's
    cheapest: so they can't cost less together than this and the trio's two dearer pairs.
    """

    left_out: int
    cost: int

    @classmethod
    def of(cls, people: Sequence[str], costs: Costs, rng: random.Random) -> Self:
        _, left, cost = match(people, costs, rng)
        return cls(len(left) - 1, cost)

    @property
    def key(self) -> tuple[int, int, int, int]:
        repeats, soft = divmod(self.cost, AGAIN)
        return self.left_out, repeats, 0, soft


def _candidates(
    pool: Sequence[str],
    turns: Mapping[str, int],
    costs: Costs,
    joker: str | None,
    floor: _Floor,
) -> Iterator[Found]:
    """Yield each trio of the pool, or each of its people with the joker, that no block forbids.

    The pool begins with those who had fewest turns.
    """
    size = 1 if joker else 3
    fewest = sum(turns[one] for one in pool[:size])
    for chosen in combinations(pool, size):
        odd = (*chosen, joker) if joker else chosen
        prices = [costs(one, two) for one, two in combinations(odd, 2)]
        own = sum(prices)
        if own < BLOCKED:
            least = max(own, floor.cost + own - (0 if joker else min(prices)))
            repeats, soft = divmod(least, AGAIN)
            unfair = sum(turns[one] for one in chosen) - fewest
            yield Found(floor.left_out, repeats, unfair, soft, odd)


def _tries(best: Found | None, number: int) -> int:
    """Return how many candidates are worth trying, given the best one so far."""
    if number > _CROWD:
        return _CROWD_TRIES
    if best is not None and (best.left_out, best.repeats) == (0, 0):
        return _SOFT_TRIES
    return 10**6 if number <= _POOLS[-1] else _HARD_TRIES
