"""Seatings in which nobody shares a table twice, made rather than searched for. Pure.

People stand in columns, one of each column at every table, and each column moves on by a number of
tables of its own: the first stays, the next moves by one, the next by two. Counted in a field, as
there is one wherever the number of tables is a power of a prime, two people of different columns
meet once and never again, in as many rounds as there are tables. That is the affine plane; where
there are as many columns as tables, the columns themselves sit together in one round more.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

Seats = list[list[int]]

# How often it is tried to leave people out so that turns at smaller tables come out even.
_TRIES: Final = 60

# Fields that aren't counting round a circle: a prime, and the rule that says what x to the power of
# the degree is, by its coefficients from the lowest.
_FIELDS: dict[int, tuple[int, tuple[int, ...]]] = {
    4: (2, (1, 1)),
    8: (2, (1, 1, 0)),
    9: (3, (2, 0)),
    16: (2, (1, 1, 0, 0)),
    25: (5, (2, 0)),
    27: (3, (2, 1, 0)),
}


def perfect(
    sizes: Sequence[int], rounds: int, rng: random.Random, *, staying: bool = False
) -> list[Seats] | None:
    """Return so many rounds at tables of these sizes without anybody meeting twice.

    People are numbers from 0 on. With ``staying`` the first so many never move, one at each table.
    Where tables differ in size, turns at the smaller ones are nearly even. None where this way
    knows of no such seating, which does not say that there is none.
    """
    tables, size = len(sizes), max(sizes)
    field = _field(tables)
    # Columns can sit together where nobody has to stay.
    together = rounds == tables + 1 == size + 1 and not staying
    if field is None or size > tables or (rounds > tables and not together):
        return None
    grid: list[Seats] = []
    for shift in range(min(rounds, tables)):
        seats: Seats = [[] for _ in sizes]
        for column in range(size):
            for row in range(tables):
                seats[field(row, column, shift)].append(column * tables + row)
        grid.append(seats)
    if together:
        grid.append([list(range(tables * each, tables * (each + 1))) for each in range(size)])
    return _without(grid, tables * size - sum(sizes), rng, tables if staying else 0)


def _without(
    grid: list[Seats], number: int, rng: random.Random, staying: int
) -> list[Seats] | None:
    """Take so many people out, no two of whom ever sit together, as evenly as a few tries find.

    Whoever is left is numbered anew, in the same order.
    """
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for seats in grid:
        for table in seats:
            for one in table:
                partners[one].update(table)
    best: list[int] | None = None
    lowest = 0
    for _ in range(_TRIES if number else 1):
        out: list[int] = []
        free = [one for one in partners if one >= staying]
        while free and len(out) < number:
            out.append(rng.choice(free))
            free = [one for one in free if one not in partners[out[-1]]]
        if len(out) < number:
            continue
        turns = [sum(one in partners[gone] for gone in out) for one in partners if one not in out]
        uneven = max(turns) - min(turns)
        if best is None or uneven < lowest:
            best, lowest = out, uneven
        if lowest < 2:
            break
    if best is None:
        return None
    left = [one for one in sorted(partners) if one not in best]
    name = {one: index for index, one in enumerate(left)}
    return [[[name[one] for one in table if one in name] for table in seats] for seats in grid]


def _field(order: int) -> Callable[[int, int, int], int] | None:
    """Return how to count ``a + b·c`` among so many numbers, if they are a field."""
    if order > 1 and all(order % divisor for divisor in range(2, int(order**0.5) + 1)):
        return lambda a, b, c: (a + b * c) % order
    if order not in _FIELDS:
        return None
    prime, rule = _FIELDS[order]
    degree = len(rule)

    def digits(number: int) -> list[int]:
        return [number // prime**place % prime for place in range(degree)]

    def count(a: int, b: int, c: int) -> int:
        product = [0] * (2 * degree - 1)
        for i, one in enumerate(digits(b)):
            for j, other in enumerate(digits(c)):
                product[i + j] += one * other
        for place in range(2 * degree - 2, degree - 1, -1):
            for i, coefficient in enumerate(rule):
                product[place - degree + i] += product[place] * coefficient
        return sum(
            (product[place] + own) % prime * prime**place for place, own in enumerate(digits(a))
        )

    return count
