"""Pairing an even number of people as cheaply as can be. Pure.

A seeded shuffle pairs neighbours; pairs that cost something trade partners with others until
nothing improves (2-opt), which is all it takes where people hardly know each other; and only when
something is left does an exact matching decide what can't be avoided.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import combinations

import rustworkx

from events.rounds.ties import BLOCKED, COLLEAGUES, COST, FIRST_TIMERS, VISITORS, Ties

# Beyond so many people the exact matching chooses among this many partners for each.
EXACT_UP_TO = 1200
PARTNERS = 48


# What people can be besides who they are; two of a kind are better apart.
VISITOR, FIRST_TIMER = 1, 2
_ALIKE = (0, VISITORS, FIRST_TIMERS, VISITORS + FIRST_TIMERS)


class Costs:
    """What each pair of these people costs together: their ties, their organisations, their kinds.

    ``kinds`` has those who are `VISITOR` or `FIRST_TIMER`, or both; nobody else.
    """

    def __init__(
        self, organisations: Mapping[str, str], ties: Ties, kinds: Mapping[str, int] | None = None
    ) -> None:
        self._ties = {one: ties.of(one) for one in organisations}
        # Nobody is a colleague of somebody without an organisation, not even of another such.
        self._organisations = {
            one: organisation or f"\0{one}" for one, organisation in organisations.items()
        }
        self._kinds = kinds or {}

    def __call__(self, one: str, two: str) -> int:
        age = self._ties[one].get(two)
        cost = 0 if age is None else COST[age]
        if self._organisations[one] == self._organisations[two]:
            cost += COLLEAGUES
        if self._kinds:
            cost += _ALIKE[self._kinds.get(one, 0) & self._kinds.get(two, 0)]
        return cost

    def least(self, people: Sequence[str]) -> int:
        """Return what pairing these people costs at least: of a kind that is most of them, some
        are left to each other.
        """
        found = 0
        for kind in (VISITOR, FIRST_TIMER) if self._kinds else ():
            many = sum(bool(self._kinds.get(one, 0) & kind) for one in people)
            found += _ALIKE[kind] * max(many - (len(people) + 1) // 2, 0)
        return found

    def within(self, group: Sequence[str]) -> int:
        """Return what all pairs of a group cost together."""
        if len(group) == 2:
            return self(group[0], group[1])
        return sum(self(one, two) for one, two in combinations(group, 2))


def match(
    people: Sequence[str], costs: Costs, rng: random.Random
) -> tuple[list[tuple[str, str]], list[str], int]:
    """Pair people at the lowest cost; return the pairs, who is left because of blocks, the cost.

    An odd number leaves at least one. The same people, costs and state of ``rng`` give the same
    pairs. As cheap as can be up to `EXACT_UP_TO` people, and above unless too many are tied.
    """
    # A shuffle, and the quickest there is.
    order = sorted(people, key=lambda _: rng.random())
    left = [order.pop()] if len(order) % 2 else []
    pairs = [(order[i], order[i + 1]) for i in range(0, len(order), 2)]
    cost = _trade(pairs, costs, rng)
    if cost <= costs.least(people):
        return pairs, left, cost
    return _exactly(pairs, left, costs)


def _trade(pairs: list[tuple[str, str]], costs: Costs, rng: random.Random) -> int:
    """Trade partners between pairs, in place, while that helps; return the cost that remains."""
    prices = [costs(one, two) for one, two in pairs]
    number = len(pairs)
    improved = True
    while improved:
        improved = False
        for i in range(number):
            if not prices[i]:
                continue
            offset = rng.randrange(number)
            for step in range(number):
                j = (offset + step) % number
                if j == i:
                    continue
                a, b = pairs[i]
                c, d = pairs[j]
                now = prices[i] + prices[j]
                ac, bd = costs(a, c), costs(b, d)
                # Nearly always this is free, and then the other way need not be looked at.
                ad, bc = (costs(a, d), costs(b, c)) if ac or bd else (now, now)
                if ac + bd < now and ac + bd <= ad + bc:
                    pairs[i], pairs[j] = (a, c), (b, d)
                    prices[i], prices[j] = ac, bd
                elif ad + bc < now:
                    pairs[i], pairs[j] = (a, d), (b, c)
                    prices[i], prices[j] = ad, bc
                else:
                    continue
                improved = True
                if not prices[i]:
                    break
    return sum(prices)


def _exactly(
    pairs: list[tuple[str, str]], left: list[str], costs: Costs
) -> tuple[list[tuple[str, str]], list[str], int]:
    """Pair the same people anew, exactly: as many as blocks allow, at the lowest cost."""
    people = [one for pair in pairs for one in pair] + left
    number = len(people)
    reach = number - 1 if number <= EXACT_UP_TO else PARTNERS
    edges = []
    for i, one in enumerate(people):
        # Beyond `EXACT_UP_TO` each meets those around in a circle, the present partner among them.
        for j in range(i + 1, min(i + 1 + reach, number)):
            cost = costs(one, people[j])
            if cost < BLOCKED:
                edges.append((i, j, cost))
    dearest = max((cost for _, _, cost in edges), default=0)
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(number))
    graph.add_edges_from([(i, j, dearest - cost) for i, j, cost in edges])
    chosen = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    matched = sorted(sorted(edge) for edge in chosen)
    best = [(people[i], people[j]) for i, j in matched]
    paired = {i for edge in matched for i in edge}
    alone = [one for i, one in enumerate(people) if i not in paired]
    return best, alone, sum(costs(one, two) for one, two in best)
