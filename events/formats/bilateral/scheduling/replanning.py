"""Planning anew when somebody is late, leaves or answers: only what must change does."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from events.formats.bilateral.scheduling.choosing import choose, wanted
from events.formats.bilateral.scheduling.grid import Grid
from events.formats.bilateral.scheduling.placing import fill, insert_all
from events.formats.bilateral.scheduling.planning import hold
from events.formats.bilateral.scheduling.problem import Problem, bits, weigh
from events.formats.bilateral.scheduling.reasons import left_out
from events.formats.bilateral.scheduling.seats import Seat, seated
from events.formats.bilateral.scheduling.slotted import Slotted
from events.formats.bilateral.scheduling.terms import Aim, Meeting, Person, Plan, Wish

# Up to so many pairs by slots the fewest moves are found by weighing all at once.
_EXACT_UP_TO: Final = 250


class Kind(StrEnum):
    """What became of a meeting. One that only changed tables has moved, too."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting that is not as it was; ``before`` or ``after`` is missing where there is none."""

    kind: Kind
    before: Meeting | None
    after: Meeting | None


@dataclass(frozen=True, slots=True)
class Replan:
    """The new plan, and how it differs, in the order of slots and tables."""

    plan: Plan
    changes: tuple[Change, ...]


def replan(
    before: Iterable[Meeting],
    people: Iterable[Person],
    wishes: Iterable[Wish],
    *,
    slots: int,
    tables: int,
    frozen_slots: Collection[int] = (),
    closed_slots: Collection[int] = (),
    pinned: Iterable[Meeting] = (),
    aim: Aim = Aim.MOST,
    seed: int | str = 0,
) -> Replan:
    """Plan anew with as few changes as can be; planned again from what it gave it changes nothing.

    Meetings of ``frozen_slots``, which people know of, stay unless that is impossible: somebody
    isn't there or wants fewer meetings, a table is gone, a pin is in the way, nobody wishes for it
    any more; where some must go the dearest stay. Slots that have begun or are over belong into
    ``closed_slots``: nothing is put into them, and their meetings stay, whatever became of wish,
    cap or table, unless somebody isn't there: ``slots`` of people tell when they were there, too.

    Of all plans in which what is pinned or frozen stays this is one that, the first word first,

    1. has most of the pairs who were to meet, and whose wish stands, meet at all: nobody is
       disappointed for somebody else's sake;
    2. is worth most, by the aim: new wishes find a place, moving others if need be;
    3. moves the fewest of those pairs to another slot.

    Proven so in small rooms; in larger ones each pair without a place gets one by the shortest
    chain of moves between two slots, and no meeting is given up for another.
    """
    people, wishes, pinned = list(people), list(wishes), list(pinned)
    # Nobody meets the same person twice: of two such meetings the first counts.
    was = {meeting.pair: meeting for meeting in sorted(before, reverse=True)}
    worth = weigh(wishes)
    closed = frozenset(closed_slots)
    begun = [meeting for meeting in was.values() if meeting.slot in closed]
    problem = Problem.of(
        people,
        worth,
        slots=slots,
        tables=tables,
        aim=aim,
        seed=seed,
        beside=[*pinned, *begun],
        closed=closed,
    )
    grid = Grid(problem)
    # What has begun comes before what somebody pins meanwhile.
    held, _ = hold(grid, begun, begun=True)
    pins, unheld = hold(grid, [pin for pin in pinned if problem.edges.get(pin.pair) not in held])
    held |= pins
    old = {
        problem.edges[pair]: (meeting.slot, meeting.table)
        for pair, meeting in was.items()
        if pair in problem.edges and problem.worth[problem.edges[pair]]
    }
    _keep(grid, {edge: seat for edge, seat in old.items() if seat[0] in frozen_slots})
    grid.fixed |= {edge for edge, slot in enumerate(grid.slot_of) if slot is not None}
    bound = choose(grid).bound
    _change_little(grid, {edge: slot for edge, (slot, _) in old.items() if edge not in grid.fixed})
    meetings = seated(grid, held, old)
    plan = Plan(
        meetings=meetings,
        left_out=left_out(wishes, worth, people, grid),
        satisfied=grid.satisfied,
        bound=bound,
        unheld=tuple(unheld),
    )
    return Replan(plan, differences(was.values(), meetings))


def differences(before: Iterable[Meeting], after: Iterable[Meeting]) -> tuple[Change, ...]:
    """Return how meetings differ from what they were, in the order of slots and tables."""
    was = {meeting.pair: meeting for meeting in before}
    now = {meeting.pair: meeting for meeting in after}
    found = []
    for pair in was.keys() | now.keys():
        old, new = was.get(pair), now.get(pair)
        if old is None:
            found.append(Change(Kind.ADDED, None, new))
        elif new is None:
            found.append(Change(Kind.REMOVED, old, None))
        elif (old.slot, old.table) != (new.slot, new.table):
            found.append(Change(Kind.MOVED, old, new))
    return tuple(sorted(found, key=_order))


def _order(change: Change) -> Meeting:
    meeting = change.after or change.before
    assert meeting is not None
    return meeting


def _keep(grid: Grid, seats: Mapping[int, Seat]) -> None:
    """Leave meetings in their slots as far as the rules allow, the dearest first."""
    problem = grid.problem
    for edge in sorted(seats, key=lambda edge: (-problem.worth[edge], seats[edge], edge)):
        slot = seats[edge][0]
        if (
            grid.slot_of[edge] is None
            and 0 <= slot < problem.slots
            and grid.holes(edge) >> slot & 1
            and not grid.capped(edge)
        ):
            grid.put(edge, slot)


def _change_little(grid: Grid, old: Mapping[int, int]) -> None:
    """Fill the grid: who was to meet stays or moves, then others come, moving as few as can be."""
    start = list(grid.slot_of)
    columns = [(edge, slot) for edge in wanted(grid) for slot in bits(grid.holes(edge))]
    placeable = {edge for edge, _ in columns}
    _keep(grid, {edge: (slot, 0) for edge, slot in old.items()})
    misplaced = [edge for edge in old if grid.slot_of[edge] is None and edge in placeable]
    if not misplaced:
        # Where all that could ever be placed finds a hole there is nothing to weigh.
        for edge in sorted(wanted(grid), key=lambda edge: -grid.gain(edge)):
            holes = bits(grid.holes(edge))
            if holes and not grid.capped(edge):
                grid.put(edge, min(holes, key=lambda slot: (grid.load[slot], slot)))
        if all(grid.slot_of[edge] is not None for edge in placeable):
            return
    if len(columns) <= _EXACT_UP_TO:
        grid.restore(start)
        _exactly(grid, columns, old)
        return
    insert_all(grid, misplaced)
    fill(grid)


def _exactly(grid: Grid, columns: Sequence[tuple[int, int]], old: Mapping[int, int]) -> None:
    """Fill the grid with the plan that keeps most pairs, is worth most, and moves fewest."""
    slotted = Slotted(grid, columns, reach=True)
    marks = len(slotted.gain) - len(columns)
    kept = [float(edge in old) for edge, _ in columns] + [0.0] * marks
    stays = [float(old.get(edge) == slot) for edge, slot in columns] + [0.0] * marks
    values: Sequence[float] = []
    for gain in (kept, slotted.gain, stays):
        values, best = slotted.model.solve(gain)
        slotted.model.at_least(range(len(gain)), round(best) - 0.5, gain)
    for edge, slot in slotted.taken(values):
        grid.put(edge, slot)
