"""When each meeting is: several ways to place what was chosen, and the best of what they give."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import floor
from typing import Final

from events.formats.bilateral.scheduling import refining
from events.formats.bilateral.scheduling.choosing import NEARLY, Choice, choose, wanted
from events.formats.bilateral.scheduling.grid import Grid
from events.formats.bilateral.scheduling.matching import heaviest
from events.formats.bilateral.scheduling.problem import bits
from events.formats.bilateral.scheduling.slotted import Slotted
from events.formats.bilateral.scheduling.terms import Aim

# So many pairs by slots are weighed all at once, in parts of meetings.
_AT_ONCE: Final = 4000
# How much rather those meet at once who must meet in nearly all slots left to them.
_HURRY: Final = 16
_UNIT: Final = 10_000
# In small rooms it is tried so often again, with so much chance.
_AGAIN: Final = 12
_NOISE: Final = 0.2


def place(grid: Grid) -> int:
    """Fill a grid as well as can be; what it has stays. Return a weight that no plan can exceed.

    Three ways, until one comes to what can't be exceeded: what was chosen pair by pair, with chains
    that make room (an edge colouring); the same slot by slot, each a matching, those first whose
    slots are numbered; and in small or gappy rooms all slots at once, rounded. The last two are
    for people who aren't there all the time: else the first one does nearly always. In small rooms
    chance is given a few tries more.
    """
    kept = list(grid.slot_of)
    grid.fixed |= {edge for edge, slot in enumerate(kept) if slot is not None}
    columns = [(edge, slot) for edge in wanted(grid) for slot in bits(grid.holes(edge))]
    choice = choose(grid)
    best, score = kept, -1
    for known in _ways(grid, choice, columns):
        choice = known
        fill(grid)
        refining.rematch_all(grid, choice.reached)
        fill(grid)
        if grid.score > score:
            best, score = list(grid.slot_of), grid.score
        if choice.reached(grid):
            break
        grid.restore(kept)
    grid.restore(best)
    refining.refine(grid, choice.reached, size=len(columns))
    fill(grid)
    return choice.bound


def _ways(grid: Grid, choice: Choice, columns: list[tuple[int, int]]) -> Iterator[Choice]:
    """Fill the grid in one way after the other; yield what is known of the best there can be."""
    insert_all(grid, choice.edges)
    yield choice
    insert_all(grid, _slot_by_slot(grid, choice.edges, 0.0))
    yield choice
    if len(columns) <= _AT_ONCE:
        choice = _rounded(grid, columns, choice)
        yield choice
    for _ in range(_AGAIN if len(columns) <= refining.SMALL else 0):
        insert_all(grid, _slot_by_slot(grid, choice.edges, _NOISE))
        yield choice


def insert_all(grid: Grid, edges: Iterable[int]) -> bool:
    """Find places for pairs, those that gain most first; tell whether there was one for any."""
    order = sorted(edges, key=lambda edge: -grid.gain(edge))
    # All of them, not only until one is placed.
    return sum(grid.insert(edge) for edge in order) > 0


def fill(grid: Grid) -> None:
    """Place whatever finds a place, moving others where a chain makes room, until nothing does."""
    while insert_all(grid, wanted(grid)):
        pass


def _slot_by_slot(grid: Grid, edges: Iterable[int], noise: float) -> list[int]:
    """Match slot after slot among what was chosen, the scarcest first; return what is left."""
    problem = grid.problem
    left = set(edges)
    rest = [0] * len(problem.ids)
    for edge in left:
        for person in problem.ends[edge]:
            rest[person] += 1
    to_come = (1 << problem.slots) - 1
    while to_come:
        holes = {edge: grid.holes(edge) & to_come for edge in left}
        many = {slot: sum(hole >> slot & 1 for hole in holes.values()) for slot in bits(to_come)}
        slot = min(many, key=lambda slot: (many[slot], slot))
        hurry = [
            _UNIT * (wants / max((free & to_come).bit_count(), 1)) ** _HURRY
            for wants, free in zip(rest, grid.free, strict=True)
        ]
        offers = []
        for edge in sorted(left):
            one, two = problem.ends[edge]
            if holes[edge] >> slot & 1 and not grid.capped(edge):
                gain = hurry[one] + hurry[two] + _UNIT / holes[edge].bit_count()
                gain *= 1 + noise * problem.rng.random()
                offers.append((one, two, edge, 1 + int(gain)))
        for edge in heaviest(len(problem.ids), offers, problem.tables - grid.load[slot]):
            grid.put(edge, slot)
            left.discard(edge)
            for person in problem.ends[edge]:
                rest[person] -= 1
        to_come &= ~(1 << slot)
    return sorted(left)


def _rounded(grid: Grid, columns: list[tuple[int, int]], choice: Choice) -> Choice:
    """Take the meetings that a plan in parts has most of; return the choice with its bound."""
    score, satisfied = grid.score, grid.satisfied
    most = grid.problem.aim is Aim.MOST
    slotted = Slotted(grid, columns, reach=not most)
    values, gain = slotted.model.solve(slotted.gain, whole=False)
    parts = [column for column in range(len(columns)) if values[column] > NEARLY]
    for column in sorted(parts, key=lambda column: -round(values[column], 6)):
        edge, slot = columns[column]
        if grid.slot_of[edge] is None and not grid.capped(edge) and grid.holes(edge) >> slot & 1:
            grid.put(edge, slot)
    if most:
        bound = satisfied + floor(gain / grid.problem.scales[0] + NEARLY)
        return replace(choice, bound=min(choice.bound, bound))
    return replace(choice, most=min(choice.most, score + floor(gain + NEARLY)))
