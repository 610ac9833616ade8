"""Making a plan better, one or a few slots at a time, each exactly; it never gets worse."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final

from events.formats.bilateral.scheduling.choosing import wanted
from events.formats.bilateral.scheduling.grid import Grid
from events.formats.bilateral.scheduling.matching import heaviest
from events.formats.bilateral.scheduling.problem import bits
from events.formats.bilateral.scheduling.slotted import Slotted

# Up to so many pairs by slots all is decided at once, which is exact.
EXACT_UP_TO: Final = 250
# Up to so many it is worth while to try a few slots at once.
SMALL: Final = 2500
# How many pairs by slots may be weighed in all by these tries; a second, about.
_EFFORT: Final = 8_000
# How many at once.
_WINDOW: Final = 500


def rematch(grid: Grid, slot: int) -> bool:
    """Match those who are there in a slot anew, the best way there is; tell whether that is better.

    Nothing else of the plan is touched. What is fixed stays.
    """
    problem = grid.problem
    before, score = list(grid.slot_of), grid.score
    now = [edge for edge, where in enumerate(before) if where == slot and edge not in grid.fixed]
    for edge in now:
        grid.take(edge)
    offers = [
        (*problem.ends[edge], edge, grid.gain(edge))
        for edge in wanted(grid)
        if grid.holes(edge) >> slot & 1
    ]
    for edge in heaviest(len(problem.ids), offers, problem.tables - grid.load[slot], now):
        grid.put(edge, slot)
    return _kept_if_better(grid, score, before)


def replan_slots(grid: Grid, slots: Sequence[int]) -> bool:
    """Plan a few slots anew, the best way there is with the rest as it is; tell whether better.

    Where that is too much to weigh nothing is done.
    """
    before, score = list(grid.slot_of), grid.score
    chosen = set(slots)
    for edge, where in enumerate(before):
        if where in chosen and edge not in grid.fixed:
            grid.take(edge)
    columns = [
        (edge, slot) for edge in wanted(grid) for slot in bits(grid.holes(edge)) if slot in chosen
    ]
    if len(columns) > _WINDOW:
        grid.restore(before)
        return False
    slotted = Slotted(grid, columns, reach=True)
    values, _ = slotted.model.solve(slotted.gain)
    for edge, slot in slotted.taken(values):
        grid.put(edge, slot)
    return _kept_if_better(grid, score, before)


def _kept_if_better(grid: Grid, score: int, before: list[int | None]) -> bool:
    if grid.score > score:
        return True
    grid.restore(before)
    return False


def rematch_all(grid: Grid, enough: Callable[[Grid], bool]) -> None:
    """Match slot after slot anew, until it is enough or none gets better."""
    quiet, slot = 0, 0
    while quiet < grid.problem.slots and not enough(grid):
        quiet = 0 if rematch(grid, slot) else quiet + 1
        slot = (slot + 1) % grid.problem.slots


def refine(grid: Grid, enough: Callable[[Grid], bool], *, size: int) -> None:
    """Make a plan of a small room better until it is enough, or no few slots give more.

    ``size`` is the number of pairs by slots. In the smallest room it is a best plan then.
    """
    if enough(grid) or size > SMALL:
        return
    slots = range(grid.problem.slots)
    if size <= EXACT_UP_TO:
        replan_slots(grid, slots)
        return
    effort = 0
    for many in (2, 3):
        windows = list(combinations(slots, min(many, len(slots))))
        turn = quiet = 0
        while quiet < len(windows):
            few = windows[turn % len(windows)]
            quiet = 0 if replan_slots(grid, few) else quiet + 1
            turn += 1
            effort += size * len(few) // len(slots)
            if enough(grid) or effort > _EFFORT:
                return
