"""Those left alone while others sit together already: whose group they join. Pure."""

from collections.abc import Collection, Iterable, Mapping
from itertools import permutations

from events.rounds.matching import Costs
from events.rounds.ties import AGAIN, BLOCKED

Group = tuple[str, ...]


def join(
    groups: list[Group],
    one: str,
    turns: Mapping[str, int],
    costs: Costs,
    *,
    bound: Collection[Group] = (),
    split: bool,
) -> int | None:
    """Let one person join the group that suits best, in place; return the cost, none if she can't.

    A pair becomes a trio and a trio two pairs, the latter only if she met all pairs today already,
    unless ``split`` likes it better. Pairs in ``bound`` stay together.
    """
    pairs = [pair for pair in bound if len(pair) == 2]
    ways: list[tuple[int, bool, int, int, int, list[Group]]] = []
    for index, group in enumerate(groups):
        if len(group) == 2:
            had = sum(turns[member] for member in group)
            cost = costs.within((*group, one)) - costs.within(group)
            ways.append((cost // AGAIN, split, cost, had, index, [(*group, one)]))
            continue
        for partner in group:
            rest = tuple(member for member in group if member != partner)
            if any(partner in pair and {*pair} <= {*group} for pair in pairs):
                continue
            cost = costs(partner, one)
            ways.append((cost // AGAIN, not split, cost, 0, index, [rest, (partner, one)]))
    ways = [way for way in ways if way[2] < BLOCKED]
    if not ways:
        return None
    _, _, cost, _, index, made = min(ways)
    groups[index : index + 1] = made
    return cost


def part(
    groups: list[Group],
    made: Iterable[Group],
    turns: Mapping[str, int],
    costs: Costs,
    *,
    bound: Collection[Group],
    split: bool,
) -> list[Group]:
    """Return the groups with those who met today apart, each with others, where that helps.

    Only groups in ``made`` are looked at: they have nobody but those left alone. It helps if fewer
    people meet again; that others are three then is no reason against it.
    """
    for group in made:
        again = costs.within(group) // AGAIN
        if not again:
            continue
        # Who comes first may take the only place that was left to another.
        for order in permutations(group):
            others = [other for other in groups if other != group]
            found = [join(others, one, turns, costs, bound=bound, split=split) for one in order]
            joined = [cost for cost in found if cost is not None]
            fewer = sum(cost // AGAIN for cost in joined)
            if len(joined) == len(group) and fewer < again:
                groups, again = others, fewer
                break
    return groups
