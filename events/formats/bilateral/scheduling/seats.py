"""Which table each meeting has: as before where it can, else where one of the two just sat."""

from collections.abc import Mapping

from events.formats.bilateral.scheduling.grid import Grid
from events.formats.bilateral.scheduling.terms import Meeting

# A slot and a table.
Seat = tuple[int, int]


def seated(grid: Grid, held: Mapping[int, Seat], before: Mapping[int, Seat]) -> tuple[Meeting, ...]:
    """Return the meetings of a grid with their tables, in order.

    ``held`` have their table, by edge; those of ``before`` keep theirs if their slot is the same,
    the table is there, and nobody held has it.
    """
    problem = grid.problem
    of_slot: dict[int, list[int]] = {}
    for edge, slot in enumerate(grid.slot_of):
        if slot is not None:
            of_slot.setdefault(slot, []).append(edge)
    last: dict[int, int] = {}
    meetings = []
    for slot in sorted(of_slot):
        tables = {edge: held[edge][1] for edge in of_slot[slot] if edge in held}
        free = set(range(problem.tables)) - set(tables.values())
        rest = sorted(set(of_slot[slot]) - set(tables), key=lambda edge: _names(grid, edge))
        for edge in [each for each in rest if before.get(each, (-1, 0))[0] == slot]:
            if before[edge][1] in free:
                tables[edge] = before[edge][1]
                free.remove(tables[edge])
        for edge in [each for each in rest if each not in tables]:
            sat = [last[person] for person in problem.ends[edge] if last.get(person) in free]
            if sat:
                tables[edge] = min(sat)
                free.remove(tables[edge])
        for edge in [each for each in rest if each not in tables]:
            tables[edge] = min(free)
            free.remove(tables[edge])
        for edge, table in tables.items():
            last |= dict.fromkeys(problem.ends[edge], table)
            meetings.append(Meeting(slot, table, *_names(grid, edge)))
    return tuple(sorted(meetings))


def _names(grid: Grid, edge: int) -> tuple[str, str]:
    one, two = (grid.problem.ids[person] for person in grid.problem.ends[edge])
    return (one, two) if one < two else (two, one)
