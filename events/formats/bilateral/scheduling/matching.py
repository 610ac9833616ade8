"""The heaviest matching of so many pairs at most."""

from collections.abc import Iterable, Sequence

import rustworkx

# Two people, the number of their pair, and what it gains.
Offer = tuple[int, int, int, int]


def heaviest(
    people: int, offers: Sequence[Offer], places: int, now: Sequence[int] = ()
) -> list[int]:
    """Return the pairs of the matching of the greatest gain, of those that have a place.

    A toll on each pair makes a matching smaller (Lagrange): where one toll leaves just as many
    pairs as there are places, no other so many gain more. Where the toll that is too little and
    the next one leave more and fewer, the better of the two is taken, cut to what has a place.
    The pairs of ``now`` are returned as soon as a toll proves that nothing gains more.
    """
    if places < 1 or not offers:
        return []
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from([(one, two, gain) for one, two, _, gain in offers])
    edges = {}
    for one, two, edge, _ in offers:
        edges[one, two] = edges[two, one] = edge
    gains = {edge: gain for _, _, edge, gain in offers}

    def gained(found: Iterable[int]) -> int:
        return sum(gains[edge] for edge in found)

    def taxed(toll: int) -> list[int]:
        found = rustworkx.max_weight_matching(graph, weight_fn=lambda gain: gain - toll)
        return sorted(edges[pair] for pair in found)

    low, high, small = 0, max(gains.values()), list[int]()
    # Whoever is the lightest now tells about how much of a toll there must be.
    toll = min((gains[edge] for edge in now), default=0) if len(now) == places else 0
    large = found = taxed(toll)
    while True:
        if len(found) == places or (len(found) < places and not toll):
            return found
        if now and gained(found) + toll * (places - len(found)) <= gained(now):
            return list(now)
        if len(found) < places:
            high, small = toll, found
        else:
            low, large = toll, found
        if high - low <= 1:
            break
        toll = (low + high) // 2
        found = taxed(toll)
    if len(large) < places:
        large = taxed(low)
    cut = sorted(large, key=lambda edge: (-gains[edge], edge))[:places]
    return max((cut, small), key=gained)
