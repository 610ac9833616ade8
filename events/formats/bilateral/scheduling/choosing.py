"""Which meetings are worth placing: a b-matching of the greatest weight, whenever they may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from typing import Final

from events.formats.bilateral.scheduling.grid import Grid
from events.formats.bilateral.scheduling.model import Model
from events.formats.bilateral.scheduling.problem import bits
from events.formats.bilateral.scheduling.terms import Aim

# What is left between a whole number and what a solver takes for one.
NEARLY: Final = 1e-4
# Among more pairs halves are allowed: they are few (odd circles), and the proof that there must be
# some takes long.
_WHOLE_UP_TO: Final = 1000
_GAP: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Choice:
    """Pairs to place; a weight, and a score (`Grid.score`), that no plan can exceed."""

    edges: list[int]
    bound: int
    most: int

    def reached(self, grid: Grid) -> bool:
        """Tell whether a plan is proven to be a best one; what decides between equals aside."""
        if grid.problem.aim is Aim.MOST:
            return grid.satisfied >= self.bound
        return grid.score >= self.most


def choose(grid: Grid) -> Choice:
    """Choose, beside what the grid has, as if any meeting could be in any slot open to it.

    Caps hold, there are as many meetings as tables hold in all, and among those who can meet in
    few slots only there aren't more than slots. Among equals who has few wishes goes first.
    """
    problem = grid.problem
    weight, person = problem.scales
    edges, bound = _Choosing(grid).best(None)
    if problem.aim is Aim.MOST:
        return Choice(edges, bound, weight * bound + person * len(problem.ids))
    reached = _Choosing(grid).reach()
    edges, within = _Choosing(grid).best(reached)
    already = sum(map(bool, grid.met))
    return Choice(edges, bound, weight * within + person * (already + reached))


class _Choosing:
    def __init__(self, grid: Grid) -> None:
        self.grid, self.problem = grid, grid.problem
        self.edges = [edge for edge in wanted(grid) if grid.holes(edge)]
        self.mine: dict[int, list[int]] = {}
        for column, edge in enumerate(self.edges):
            for person in self.problem.ends[edge]:
                self.mine.setdefault(person, []).append(column)
        self.whole = len(self.edges) <= _WHOLE_UP_TO
        self.model = Model(len(self.edges))
        for person, columns in self.mine.items():
            self.model.at_most(columns, self.problem.caps[person] - len(grid.met[person]))
            for mask, within in self._narrow(columns):
                self.model.at_most(within, mask.bit_count())
        self.model.at_most(range(len(self.edges)), self._places())

    def _narrow(self, columns: list[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield slots with those of a person's pairs that can meet in these alone.

        Not all of Hall's conditions, but those that bite in practice: of one or two pairs' slots.
        """
        holes = {column: self.grid.holes(self.edges[column]) for column in columns}
        masks = sorted(set(holes.values()))
        for mask in sorted({one | two for one in masks for two in masks}):
            yield mask, [column for column in columns if not holes[column] & ~mask]

    def _places(self) -> int:
        """Return how many more meetings there can be, as tables and those who are there allow."""
        return sum(
            min(
                self.problem.tables - self.grid.load[slot],
                sum(free >> slot & 1 for free in self.grid.free) // 2,
            )
            for slot in bits(self.grid.spare)
        )

    def best(self, reached: int | None) -> tuple[list[int], int]:
        """Return the edges of the greatest weight that reach so many people, and a bound."""
        # All these shares together are less than one: they never outweigh a wish.
        share = 0.5 / max(len(self.problem.ids), 1)
        gain = [float(self.problem.worth[edge]) for edge in self.edges]
        for columns in self.mine.values():
            for column in columns:
                gain[column] += share / len(columns)
        if reached is not None:
            marks = self._marks()
            self.model.at_least(marks, reached, [1.0] * len(marks))
            gain += [0.0] * len(marks)
        values, bound = self.model.solve(gain, whole=self.whole, gap=_GAP)
        taken = [edge for edge, value in zip(self.edges, values, strict=False) if value > 0.4]
        return taken, self.grid.satisfied + floor(bound + NEARLY)

    def reach(self) -> int:
        """Return how many people without a meeting can have one at most."""
        marks = self._marks()
        gain = [0.0] * len(self.edges) + [1.0] * len(marks)
        _, bound = self.model.solve(gain, whole=self.whole)
        return floor(bound + NEARLY)

    def _marks(self) -> list[int]:
        """Add a mark for each person who would have her first meeting."""
        return [
            self.model.mark(columns)
            for person, columns in sorted(self.mine.items())
            if not self.grid.met[person]
        ]


def wanted(grid: Grid) -> list[int]:
    """Return the pairs that are without a meeting and want one, neither having enough."""
    return [
        edge
        for edge, slot in enumerate(grid.slot_of)
        if slot is None and grid.problem.worth[edge] and not grid.capped(edge)
    ]
