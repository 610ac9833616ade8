"""What no seating can avoid, by counting. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence


def spread(people: int, tables: int) -> int:
    """Return how many pairs of these people share a table however they are spread."""
    each, more = divmod(people, tables)
    return (tables - more) * _pairs(each) + more * _pairs(each + 1)


def regrouped(groups: Iterable[Collection[str]], present: Collection[str], tables: int) -> int:
    """Return how many pairs of groups that sat together must do so again at so many tables."""
    return sum(spread(sum(one in present for one in group), tables) for group in groups)


def partners(unmet: Sequence[int], smallest: int) -> int:
    """Return how many pairs must meet again where each has so many left to meet.

    ``unmet`` has for each person whom she hasn't met; ``smallest`` is the size of the smallest
    table.
    """
    return (sum(max(smallest - 1 - left, 0) for left in unmet) + 1) // 2


def of_a_kind(kinds: Iterable[str], tables: int) -> int:
    """Return how many pairs of one organisation, or of one kind, must share a table."""
    return sum(spread(number, tables) for kind, number in Counter(kinds).items() if kind)


def repeats(sizes: Sequence[int], rounds: int) -> int:
    """Return how many meetings in vain there are at least in so many rounds at such tables."""
    number, tables = sum(sizes), len(sizes)
    wanted = rounds * sum(size * (size - 1) for size in sizes) // 2
    # Two rounds share at least so many pairs; a pair that meets t times is one of t(t-1)/2 of them.
    shared = (rounds - 1) * sum(spread(size, tables) for size in sizes)
    return max(wanted - _pairs(number), shared, 0)


def _pairs(number: int) -> int:
    return number * (number - 1) // 2
