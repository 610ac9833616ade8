"""What ties people to one another, and what it would cost to put them together again.

Pure. Costs come in tiers that never outweigh each other: a block is not a cost at all but the end
of the question; having met in this event counts more than everything softer put together; an
earlier meeting fades with every event since, because a "never again" must fail in a series: thirty
regulars use up all their pairs in half a dozen breakfasts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Self

Pair = tuple[str, str]

# Ages a tie can have: met in this event, or so many events ago. Older ones count as the oldest.
THIS_EVENT = 0
OLDEST = 127
_BLOCKED = -1

# What it costs to put together two people with a tie of this age, or of the same organisation.
BLOCKED = 10**12
AGAIN = 10**7
COLLEAGUES = 100
# What it costs that two visitors meet rather than members, or two who come for the first time.
VISITORS = 30
FIRST_TIMERS = 20
COST: dict[int, int] = {
    _BLOCKED: BLOCKED,
    THIS_EVENT: AGAIN,
    **{age: max(1000 // age**2, 1) for age in range(1, OLDEST + 1)},
}


class Ties:
    """Who met whom and who must not meet, in both directions.

    ``met`` in this event, ``earlier`` with the number of events since (1: the last one), ``blocks``
    never. Where a pair is named twice the stronger word counts.
    """

    def __init__(
        self,
        *,
        met: Iterable[Pair] = (),
        earlier: Mapping[Pair, int] | None = None,
        blocks: Iterable[Pair] = (),
    ) -> None:
        ages: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (one, two), ago in (earlier or {}).items():
            age = ago if 1 <= ago <= OLDEST else min(max(ago, 1), OLDEST)
            known = ages[one].get(two)
            if known is None or age < known:
                ages[one][two] = ages[two][one] = age
        for age, pairs in ((THIS_EVENT, met), (_BLOCKED, blocks)):
            for one, two in pairs:
                ages[one][two] = ages[two][one] = age
        self._ages: dict[str, dict[str, int]] = dict(ages)

    def copy(self) -> Self:
        """Return ties of their own, so that what is remembered here isn't known there."""
        other = type(self)()
        other._ages = {one: dict(ages) for one, ages in self._ages.items()}
        return other

    def remember(self, groups: Iterable[Iterable[str]]) -> None:
        """Note that in each of these groups everybody met everybody in this event."""
        ages = self._ages
        for group in groups:
            for one, two in permutations(group, 2):
                known = ages.get(one)
                if known is None:
                    ages[one] = {two: THIS_EVENT}
                elif known.get(two) != _BLOCKED:
                    known[two] = THIS_EVENT

    def of(self, one: str) -> Mapping[str, int]:
        """Return the ages of all ties of one person, for reading `COST` by."""
        return self._ages.get(one, _NOBODY)

    def age(self, one: str, two: str) -> int | None:
        """Return how many events ago two people met, 0 for this one; None if they never did."""
        age = self.of(one).get(two)
        return None if age == _BLOCKED else age

    def blocked(self, one: str, two: str) -> bool:
        """Return whether these two must not meet."""
        return self.of(one).get(two) == _BLOCKED


_NOBODY: Mapping[str, int] = {}
