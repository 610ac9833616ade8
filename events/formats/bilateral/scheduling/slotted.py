"""Pairs and slots at once: the whole of what can still be placed, as one linear model."""

from collections.abc import Sequence

from events.formats.bilateral.scheduling.grid import Grid
from events.formats.bilateral.scheduling.model import Model

Column = tuple[int, int]


class Slotted:
    """A model of pairs in slots, beside what a grid has; ``gain`` says what its score would gain.

    Without ``reach`` it isn't counted who has a meeting at all.
    """

    def __init__(self, grid: Grid, columns: Sequence[Column], *, reach: bool) -> None:
        problem = grid.problem
        self.columns = columns
        self.model = Model(len(columns))
        of_edge: dict[int, list[int]] = {}
        of_person: dict[int, list[int]] = {}
        of_seat: dict[Column, list[int]] = {}
        of_slot: dict[int, list[int]] = {}
        for column, (edge, slot) in enumerate(columns):
            of_edge.setdefault(edge, []).append(column)
            of_slot.setdefault(slot, []).append(column)
            for person in problem.ends[edge]:
                of_person.setdefault(person, []).append(column)
                of_seat.setdefault((person, slot), []).append(column)
        for row in (*of_edge.values(), *of_seat.values()):
            self.model.at_most(row, 1)
        for slot, row in of_slot.items():
            self.model.at_most(row, problem.tables - grid.load[slot])
        weight, each = problem.scales
        self.gain = [float(weight * problem.worth[edge]) for edge, _ in columns]
        for person, row in of_person.items():
            left = problem.caps[person] - len(grid.met[person])
            if left < (problem.there[person] & grid.free[person]).bit_count():
                self.model.at_most(row, left)
            if reach and not grid.met[person]:
                self.model.mark(row)
                self.gain.append(float(each))

    def taken(self, values: Sequence[float]) -> list[Column]:
        """Return the pairs and slots of a whole solution."""
        return [column for column, value in zip(self.columns, values, strict=False) if value > 0.5]
