"""Drawing pairs: ten rounds among people of twenty organisations who know a tenth of each other.

The peers are given the same people and the same costs: `rustworkx` and, up to 300 people,
`networkx` find the matching of least cost among all pairs, round after round; one round where
people are 5,000. A violation is a pair that met earlier, meets again, or works together, when
pairing everybody otherwise was possible. Tables of four to eight stand beside the least that
counting allows. A season of breakfasts stands beside a plain shuffle.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations, product
from typing import Any

import networkx  # type: ignore[import-untyped]
import rustworkx

from events.rounds import bounds, seating
from events.rounds.matching import Costs
from events.rounds.pairing import Person, draw, plan
from events.rounds.ties import Pair, Ties

ROUNDS = 10
SIZES = (30, 100, 300, 1000, 5000)
# What is reported of pairs.
REPORTED = 1000
NETWORKX_UP_TO = 300
REPEATS = 5
# Exact matching among twelve million pairs takes a quarter of a minute a round.
ONE_ROUND_FROM = 5000

TABLES = (4, 5, 6, 7, 8)
GUESTS = range(12, 61, 3)
TABLE_ROUNDS = (3, 4, 5)
CROWD_AT_TABLES, CROWD_ROUNDS = 500, 4

REGULARS, PRESENT, BREAKFASTS, EACH, COVERED_AFTER = 40, 0.75, 12, 3, 8
SEASONS = 20


def run(_: list[str]) -> dict[str, Any]:
    """Print the tables; return the figures of 1,000 people, and the season's."""
    figures: dict[str, Any] = {}
    print(
        f"{'people':>7} {'ours':>12} {'rustworkx':>12} {'networkx':>12}   violations: ours, theirs"
    )
    for size in SIZES:
        row = _size(size)
        figures = row if size == REPORTED else figures
    print()
    return figures | _tables() | _seasons()


def _size(size: int) -> dict[str, Any]:
    people, earlier = crowd(size)
    ours = min((_ours(people, earlier) for _ in range(REPEATS)), key=lambda run: run[0])
    rounds = 1 if size >= ONE_ROUND_FROM else ROUNDS
    theirs = min(
        (
            _theirs(people, earlier, _by_rustworkx, rounds)
            for _ in range(1 if size >= REPORTED else REPEATS)
        ),
        key=lambda run: run[0],
    )
    third = None
    if size <= NETWORKX_UP_TO:
        third = _theirs(people, earlier, _by_networkx, ROUNDS)[0] / ROUNDS
    columns = [
        f"{seconds * 1000:9.2f} ms" if seconds is not None else f"{'–':>12}"
        for seconds in (ours[0] / ROUNDS, theirs[0] / rounds, third)
    ]
    note = "" if rounds == ROUNDS else f" (rustworkx: {rounds} round)"
    print(f"{size:>7} {' '.join(columns)}   {ours[1]}, {theirs[1]}{note}")
    return {
        "n": size,
        "rounds": ROUNDS,
        "seconds": ours[0],
        "peer_seconds": theirs[0],
        "violations": ours[1],
        "peer_violations": theirs[1],
    }


def crowd(size: int) -> tuple[list[Person], dict[Pair, int]]:
    """Make people, and which of them met how many events ago."""
    rng = random.Random(size)
    people = [Person(f"guest-{i:05}", f"organisation {rng.randrange(20)}") for i in range(size)]
    ids = [person.id for person in people]
    earlier = {pair: rng.randint(1, 12) for pair in combinations(ids, 2) if rng.random() < 0.1}
    return people, earlier


def _ours(people: list[Person], earlier: dict[Pair, int]) -> tuple[float, int]:
    """Draw ten rounds, the making of the ties included."""
    began = time.perf_counter()
    ties = Ties(earlier=earlier)
    rounds = []
    for number in range(ROUNDS):
        groups = [group.members for group in draw(people, ties, seed=number).groups]
        ties.remember(groups)
        rounds.append(groups)
    return time.perf_counter() - began, violations(people, earlier, rounds)


def _theirs(
    people: list[Person],
    earlier: dict[Pair, int],
    matching: Callable[[list[tuple[int, int, int]], int], Iterable[tuple[int, int]]],
    number: int,
) -> tuple[float, int]:
    """Draw so many rounds by a library's exact matching over all pairs, at the same costs."""
    ids = [person.id for person in people]
    began = time.perf_counter()
    ties = Ties(earlier=earlier)
    rounds = []
    for _ in range(number):
        costs = Costs({person.id: person.organisation for person in people}, ties)
        priced = [(i, j, costs(ids[i], ids[j])) for i, j in combinations(range(len(ids)), 2)]
        # Taken from the dearest, so that the heaviest matching is the cheapest.
        dearest = max(cost for _, _, cost in priced)
        edges = [(i, j, dearest - cost) for i, j, cost in priced]
        groups = [(ids[i], ids[j]) for i, j in matching(edges, len(ids))]
        ties.remember(groups)
        rounds.append(groups)
    return time.perf_counter() - began, violations(people, earlier, rounds)


def _by_rustworkx(edges: list[tuple[int, int, int]], size: int) -> Iterable[tuple[int, int]]:
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(edges)
    return set(rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int))


def _by_networkx(edges: list[tuple[int, int, int]], _size: int) -> Iterable[tuple[int, int]]:
    graph = networkx.Graph()
    graph.add_weighted_edges_from(edges)
    return set(networkx.max_weight_matching(graph, maxcardinality=True))


def violations(
    people: list[Person],
    earlier: dict[Pair, int],
    rounds: Iterable[Iterable[tuple[str, ...]]],
) -> int:
    """Count pairs that should have been kept apart, by code that shares nothing with the draw.

    With so few ties a round without any is always possible, so each is an avoidable one.
    """
    organisation = {person.id: person.organisation for person in people}
    apart = {frozenset(pair) for pair in earlier}
    count = 0
    for groups in rounds:
        pairs = [frozenset(pair) for group in groups for pair in combinations(group, 2)]
        if {one for pair in pairs for one in pair} != organisation.keys():
            raise AssertionError("somebody was left out")
        count += sum(
            pair in apart or len({organisation[one] for one in pair}) == 1 for pair in pairs
        )
        apart.update(pairs)
    return count


def _tables() -> dict[str, Any]:
    """Print how often people share a table twice, beside the least there must be; and a crowd."""
    print(
        f"tables, {GUESTS.start} to {GUESTS[-1]} people by {GUESTS.step}: seatings without repeats,"
        " of those that counting allows; repeats where it doesn’t, and the least"
    )
    print(f"{'size':>4} {'rounds':>7} {'without':>12} {'repeats':>12} {'least':>8} {'slowest':>10}")
    slowest = 0.0
    for size, rounds in product(TABLES, TABLE_ROUNDS):
        free, could, repeats, least, slow = 0, 0, 0, 0, 0.0
        for number in GUESTS:
            bound = bounds.repeats(seating.sizes(number, size), rounds)
            people = [Person(f"guest-{i:05}") for i in range(number)]
            began = time.perf_counter()
            drawn = seating.plan(people, Ties(), size=size, rounds=rounds, seed=1)
            slow = max(slow, time.perf_counter() - began)
            found = _shared_twice([[g.members for g in each.groups] for each in drawn])
            could += bound == 0
            free += found == 0
            repeats += found if bound else 0
            least += bound
        slowest = max(slowest, slow)
        print(
            f"{size:>4} {rounds:>7} {f'{free} of {could}':>12} {repeats:>12} {least:>8}"
            f" {slow * 1000:7.0f} ms"
        )
    print()
    people, earlier = crowd(CROWD_AT_TABLES)
    ties = Ties(earlier=earlier)
    for size in (TABLES[0], TABLES[-1]):
        began = time.perf_counter()
        drawn = seating.plan(people, ties, size=size, rounds=CROWD_ROUNDS, seed=1)
        seconds = time.perf_counter() - began
        found = _shared_twice([[g.members for g in each.groups] for each in drawn])
        soft = sum(len(each.broken) for each in drawn) - found
        print(
            f"{CROWD_AT_TABLES} people, {CROWD_ROUNDS} rounds at tables of {size}: {seconds:.2f} s,"
            f" {found} repeats, {soft} pairs who met before or work together"
        )
    print()
    return {"tables_slowest_seconds": slowest, "tables_crowd_seconds": seconds}


def _shared_twice(rounds: Iterable[Iterable[tuple[str, ...]]]) -> int:
    times = Counter(
        frozenset(pair) for groups in rounds for group in groups for pair in combinations(group, 2)
    )
    return sum(count - 1 for count in times.values())


def _seasons() -> dict[str, Any]:
    """Print how a season goes with our draw and with a plain shuffle; return ours."""
    rows = {"ours": _season(_drawn), "plain shuffle": _season(_shuffled)}
    print(
        f"{BREAKFASTS} breakfasts × {EACH} rounds, {REGULARS} regulars, {PRESENT:.0%} present,"
        f" mean of {SEASONS} seasons"
    )
    print(
        f"{'met again':14} {'in an event':>12} {'at the next':>12} {'in all':>8}"
        f"   coverage after {COVERED_AFTER}"
    )
    for name, row in rows.items():
        print(
            f"{name:14} {row['repeats_inside']:12.1f} {row['repeats_next']:12.1f}"
            f" {row['repeats']:8.1f}   {row['coverage']:.1%} of all pairs,"
            f" {row['coverage_of_bound']:.1%} of what so many conversations can cover"
        )
    print()
    return {f"season_{key}": value for key, value in rows["ours"].items()}


def _season(
    rounds: Callable[[list[Person], Ties, str], list[list[tuple[str, ...]]]],
) -> dict[str, float]:
    """Return how often people meet again within an event, at the very next, and ever; and coverage.

    Coverage is the share of all pairs that met after eight breakfasts; its bound is reached when
    every conversation until then is a new one.
    """
    totals = dict.fromkeys(("repeats_inside", "repeats_next", "repeats", "coverage"), 0.0)
    bound = 0.0
    for season in range(SEASONS):
        rng = random.Random(season)
        regulars = [Person(f"regular-{i:02}", f"organisation {i % 12}") for i in range(REGULARS)]
        everything = REGULARS * (REGULARS - 1) // 2
        last: dict[Pair, int] = {}
        talks = 0
        for breakfast in range(BREAKFASTS):
            present = [person for person in regulars if rng.random() < PRESENT]
            ties = Ties(earlier={pair: breakfast - when for pair, when in last.items()})
            today: set[Pair] = set()
            for groups in rounds(present, ties, f"{season}/{breakfast}"):
                for group in groups:
                    for one, two in combinations(sorted(group), 2):
                        pair = (one, two)
                        talks += 1
                        totals["repeats_inside"] += pair in today
                        totals["repeats_next"] += last.get(pair) == breakfast - 1
                        totals["repeats"] += pair in today or pair in last
                        today.add(pair)
            last |= dict.fromkeys(today, breakfast)
            if breakfast == COVERED_AFTER - 1:
                totals["coverage"] += len(last) / everything
                bound += min(talks / everything, 1)
    means = {key: total / SEASONS for key, total in totals.items()}
    return means | {"coverage_of_bound": totals["coverage"] / bound}


def _drawn(present: list[Person], ties: Ties, seed: str) -> list[list[tuple[str, ...]]]:
    return [
        [group.members for group in drawn.groups]
        for drawn in plan(present, ties, rounds=EACH, seed=seed)
    ]


def _shuffled(present: list[Person], _ties: Ties, seed: str) -> list[list[tuple[str, ...]]]:
    rng = random.Random(seed)
    rounds = []
    for _ in range(EACH):
        ids = rng.sample([person.id for person in present], len(present))
        groups: list[tuple[str, ...]] = [(ids[i], ids[i + 1]) for i in range(0, len(ids) - 1, 2)]
        if len(ids) % 2:
            groups[-1] = (*groups[-1], ids[-1])
        rounds.append(groups)
    return rounds
