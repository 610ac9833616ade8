"""Planning from nothing but what is pinned."""

from collections.abc import Iterable

from events.formats.bilateral.scheduling import placing
from events.formats.bilateral.scheduling.grid import Grid
from events.formats.bilateral.scheduling.problem import Problem, weigh
from events.formats.bilateral.scheduling.reasons import left_out
from events.formats.bilateral.scheduling.seats import Seat, seated
from events.formats.bilateral.scheduling.terms import Aim, Meeting, Person, Plan, Wish


def plan(
    people: Iterable[Person],
    wishes: Iterable[Wish],
    *,
    slots: int,
    tables: int,
    pinned: Iterable[Meeting] = (),
    aim: Aim = Aim.MOST,
    seed: int | str = 0,
) -> Plan:
    """Plan who meets whom, when and where; the same for the same input, in whatever order it comes.

    Nobody is in two meetings at once, none has more than her cap or meets when she isn't there, a
    slot has no more meetings than tables, two people meet once. Whatever wish could still be added
    is in. Pins stay, in the order of slots and tables, as far as these rules allow.
    """
    people, wishes, pinned = list(people), list(wishes), list(pinned)
    worth = weigh(wishes)
    problem = Problem.of(
        people, worth, slots=slots, tables=tables, aim=aim, seed=seed, beside=pinned
    )
    grid = Grid(problem)
    held, unheld = hold(grid, pinned)
    bound = placing.place(grid)
    return Plan(
        meetings=seated(grid, held, {}),
        left_out=left_out(wishes, worth, people, grid),
        satisfied=grid.satisfied,
        bound=bound,
        unheld=tuple(unheld),
    )


def hold(
    grid: Grid, pinned: Iterable[Meeting], *, begun: bool = False
) -> tuple[dict[int, Seat], list[Meeting]]:
    """Put pins where they belong, to stay; return where each is, by edge, and those that can't.

    Where they have ``begun`` neither caps nor the number of tables are asked any more.
    """
    problem = grid.problem
    held: dict[int, Seat] = {}
    unheld = []
    for pin in sorted(set(pinned)):
        edge = problem.edges.get(pin.pair)
        seat = (pin.slot, pin.table)
        if (
            edge is None
            or edge in held
            or not 0 <= pin.slot < problem.slots
            or seat in held.values()
            or not (begun or (0 <= pin.table < problem.tables and not grid.capped(edge)))
            or not grid.both_free(edge, pin.slot)
        ):
            unheld.append(pin)
            continue
        grid.put(edge, pin.slot)
        grid.fixed.add(edge)
        held[edge] = seat
    return held, unheld
