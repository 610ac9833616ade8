"""A plan in the making: which pair meets in which slot, and the ways to make room for one more."""

from collections.abc import Iterable
from itertools import product

from events.formats.bilateral.scheduling.problem import Problem, bits


class Grid:
    """Pairs in slots. Whatever is put in must fit; what is ``fixed`` never leaves its slot."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        people, edges = len(problem.ids), len(problem.ends)
        # Of each person whom she meets, by slot: the edge.
        self.met: list[dict[int, int]] = [{} for _ in range(people)]
        self.free = list(problem.there)
        self.slot_of: list[int | None] = [None] * edges
        self.load = [0] * problem.slots
        # Slots in which there is a table left.
        self.spare = (1 << problem.slots) - 1 if problem.tables else 0
        self.fixed: set[int] = set()

    def put(self, edge: int, slot: int) -> None:
        """Let a pair meet in a slot in which both are free."""
        for person in self.problem.ends[edge]:
            self.met[person][slot] = edge
            self.free[person] &= ~(1 << slot)
        self.slot_of[edge] = slot
        self.load[slot] += 1
        if self.load[slot] >= self.problem.tables:
            self.spare &= ~(1 << slot)

    def gain(self, edge: int) -> int:
        """Return how much more a plan is worth (`score`) if a pair that doesn't meet does."""
        weight, person = self.problem.scales
        first = sum(not self.met[one] for one in self.problem.ends[edge])
        return weight * self.problem.worth[edge] + person * first

    def take(self, edge: int) -> int:
        """Take a meeting out of the plan; return the slot it was in."""
        slot = self.slot_of[edge]
        assert slot is not None
        for person in self.problem.ends[edge]:
            del self.met[person][slot]
            self.free[person] |= 1 << slot
        self.slot_of[edge] = None
        self.load[slot] -= 1
        self.spare |= 1 << slot
        return slot

    def holes(self, edge: int) -> int:
        """Return the slots in which a pair could meet as the plan is; caps aside."""
        one, two = self.problem.ends[edge]
        return self.problem.open[edge] & self.free[one] & self.free[two] & self.spare

    def both_free(self, edge: int, slot: int) -> bool:
        """Tell whether both of a pair are there and free, open to meetings or not."""
        one, two = self.problem.ends[edge]
        return bool(self.free[one] & self.free[two] & 1 << slot)

    def capped(self, edge: int) -> bool:
        """Tell whether one of a pair has as many meetings as she wants."""
        one, two = self.problem.ends[edge]
        caps = self.problem.caps
        return len(self.met[one]) >= caps[one] or len(self.met[two]) >= caps[two]

    @property
    def score(self) -> int:
        """What the plan is worth, the aim's first word first."""
        weight, person = self.problem.scales
        return weight * self.satisfied + person * sum(map(bool, self.met))

    @property
    def satisfied(self) -> int:
        return sum(
            worth
            for worth, slot in zip(self.problem.worth, self.slot_of, strict=True)
            if slot is not None
        )

    def restore(self, slots: Iterable[int | None]) -> None:
        """Put everything where a former ``slot_of`` had it."""
        wanted = list(slots)
        changed = [
            edge
            for edge, (now, then) in enumerate(zip(self.slot_of, wanted, strict=True))
            if now != then
        ]
        for edge in changed:
            if self.slot_of[edge] is not None:
                self.take(edge)
        for edge in changed:
            slot = wanted[edge]
            if slot is not None:
                self.put(edge, slot)

    # --- Making room -----------------------------------------------------------------------------

    def insert(self, edge: int) -> bool:
        """Find a pair a place, moving as few meetings as one chain takes; tell whether there is.

        The least full of the slots in which nothing need be moved; else the shortest chain of
        meetings that trade two slots (Kempe).
        """
        if self.capped(edge):
            return False
        holes = bits(self.holes(edge))
        if holes:
            self.put(edge, min(holes, key=self.load.__getitem__))
            return True
        best: tuple[list[int], int, int] | None = None
        for here, there in (self.problem.ends[edge], self.problem.ends[edge][::-1]):
            mine = bits(self.problem.open[edge] & self.free[here])
            others = bits(self.free[there])
            for slot, other in product(mine, others):
                if slot == other or slot not in self.met[there]:
                    continue
                # Given up where it isn't shorter than the best one so far.
                chain = self._chain(there, slot, other, len(best[0]) if best else None)
                if (
                    chain
                    and here not in self.problem.ends[chain[-1]]
                    and self._room(chain, slot, other)
                ):
                    best = (chain, slot, other)
        if best is None:
            return False
        chain, slot, other = best
        self.trade(chain, slot, other)
        self.put(edge, slot)
        return True

    def _chain(self, person: int, slot: int, other: int, below: int | None) -> list[int]:
        """Return the meetings that must trade slots for a person to be free; none if they can't."""
        chain: list[int] = []
        here, there = slot, other
        while (edge := self.met[person].get(here)) is not None:
            if edge in self.fixed or not self.problem.open[edge] >> there & 1:
                return []
            chain.append(edge)
            if below is not None and len(chain) >= below:
                return []
            one, two = self.problem.ends[edge]
            person = two if person == one else one
            here, there = there, here
        # Who is last must be there at the new time; she is, as both of an open edge are.
        return chain

    def _room(self, chain: list[int], slot: int, other: int) -> bool:
        """Tell whether tables suffice once a chain has traded and one more meets in ``slot``."""
        leaving = -(-len(chain) // 2)
        coming = len(chain) - leaving
        return (
            self.load[slot] - leaving + coming + 1 <= self.problem.tables
            and self.load[other] + leaving - coming <= self.problem.tables
        )

    def trade(self, chain: list[int], slot: int, other: int) -> None:
        """Let the meetings of a chain that are in one of two slots meet in the other one."""
        before = [self.take(edge) for edge in chain]
        for edge, was in zip(chain, before, strict=True):
            self.put(edge, other if was == slot else slot)
