"""Why a wish found no place in a plan."""

from collections.abc import Iterable, Mapping

from events.formats.bilateral.scheduling.grid import Grid
from events.formats.bilateral.scheduling.problem import Pair
from events.formats.bilateral.scheduling.terms import Answer, LeftOut, Person, Why, Wish


def left_out(
    wishes: Iterable[Wish], worth: Mapping[Pair, int], people: Iterable[Person], grid: Grid
) -> tuple[LeftOut, ...]:
    """Return the wishes of a finished plan that found no place, each with the first true reason."""
    cap = {person.id: person.cap for person in people}
    number = {one: index for index, one in enumerate(grid.problem.ids)}
    found = []
    for wish in sorted(
        set(wishes), key=lambda wish: (wish.by, wish.to, wish.priority, wish.answer)
    ):
        edge = grid.problem.edges.get(frozenset((wish.by, wish.to)))
        if edge is not None and grid.slot_of[edge] is not None:
            continue
        if wish.answer is Answer.DECLINED:
            why = Why.DECLINED
        elif (min(wish.by, wish.to), max(wish.by, wish.to)) not in worth:
            why = Why.UNANSWERED
        elif edge is None:
            why = Why.AWAY
        else:
            by, to = number[wish.by], number[wish.to]
            why = _why(grid, edge, (by, cap[wish.by]), (to, cap[wish.to]))
        found.append(LeftOut(wish, why))
    return tuple(found)


def _why(grid: Grid, edge: int, by: tuple[int, int], to: tuple[int, int]) -> Why:
    there, free = grid.problem.there, grid.free
    if not there[by[0]] or not there[to[0]]:
        return Why.AWAY
    if not grid.problem.open[edge]:
        return Why.NO_COMMON_SLOT
    # A cap that is as high as the number of slots isn't what is in the way.
    for why, (person, cap) in ((Why.YOUR_CAP, by), (Why.THEIR_CAP, to)):
        if cap < there[person].bit_count() and len(grid.met[person]) >= cap:
            return why
    if grid.problem.open[edge] & free[by[0]] & free[to[0]]:
        return Why.TABLES_FULL
    return Why.CROWDED
