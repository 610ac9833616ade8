"""Who sits with whom at tables of three to eight, round after round. Pure.

What counts, the first word first: a block is never crossed; nobody shares a table twice in an
event; turns at a table smaller than others come out even, unless that made people meet again who
need not; people who met at earlier events or work
together are kept apart, the more recent the stronger; visitors sit with members, and who comes for
the first time with those who have come before. All rounds are drawn together, so that the first
don't spoil the last. Where a seating without repeats can be made it is made (`designs`), else it is
searched for (`search`); what could not be avoided is proven by counting (`bounds`).
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from events.rounds import bounds, designs
from events.rounds.designs import Seats
from events.rounds.pairing import Broken, Draw, Person, Proof, Reason, costs_of, describe
from events.rounds.search import UNFAIR, Board
from events.rounds.ties import AGAIN, Ties

SMALLEST = 3
# Up to so many people all is tried; in a larger room nobody need meet again, and little is left to
# be searched for.
_SMALL_ROOM: Final = 128
# Among fewer it is worth while to begin again for the sake of softer wishes alone.
_FEW: Final = 40
_STARTS: Final = 3
_MOVES: Final = 25_000


def sizes(people: int, size: int) -> list[int]:
    """Return the sizes of the tables for so many people, the largest first, differing by one.

    As many as wished or one less, where that comes out; fewer rather than more; nobody sits at a
    table of less than three if that can be helped, and then one is larger.
    """
    if people < 1:
        return []
    tables = -(-people // size)
    if people // tables < SMALLEST:
        tables = max(people // SMALLEST, 1)
    each, more = divmod(people, tables)
    return [each + 1] * more + [each] * (tables - more)


def plan(
    people: Iterable[Person],
    ties: Ties,
    *,
    size: int,
    rounds: int,
    seed: int | str,
    hosts: Sequence[str] | None = None,
    before: Sequence[Sequence[Sequence[str]]] = (),
) -> list[Draw]:
    """Draw several rounds; the same input and seed give the same draws.

    With ``hosts`` one person a table stays there while the others go round: those named, table by
    table, and where they don't reach whoever kept a table least often. ``before`` has the groups
    of earlier rounds of today, which ``ties`` know as pairs, to prove by.
    """
    room = _Room.of(people, ties, size, seed)
    if not room.everybody:
        return [Draw(groups=()) for _ in range(rounds)]
    keeping = room.hosts(hosts) if hosts is not None else []
    board = room.best(rounds, keeping)
    known, past, drawn = ties.copy(), list(before), []
    for seats in board.rounds:
        groups = [tuple(room.everybody[one].id for one in table) for table in seats]
        groups, alone = unblocked(groups, ties)
        said = described(groups, room.by_id, known, past)
        staying = tuple(group[0] for group in groups) if keeping else ()
        drawn.append(replace(said, sitting_out=tuple(alone), hosts=staying))
        known.remember(groups)
        past.append(groups)
    return drawn


@dataclass(frozen=True, slots=True)
class _Room:
    """The people by number, what they cost each other, and the dice."""

    everybody: list[Person]
    by_id: dict[str, Person]
    apart: list[dict[int, int]]
    met: list[set[int]]
    sizes: list[int]
    rng: random.Random

    @classmethod
    def of(cls, people: Iterable[Person], ties: Ties, size: int, seed: int | str) -> "_Room":
        rng = dice(seed)
        everybody = sorted(people, key=lambda person: person.id)
        rng.shuffle(everybody)
        number = {person.id: index for index, person in enumerate(everybody)}
        costs = costs_of(everybody, ties)
        apart: list[dict[int, int]] = [{} for _ in everybody]
        met: list[set[int]] = [set() for _ in everybody]
        for one, person in enumerate(everybody):
            for other in range(one + 1, len(everybody)):
                cost = costs(person.id, everybody[other].id)
                if not cost:
                    continue
                if ties.age(person.id, everybody[other].id) == 0:
                    met[one].add(other)
                    met[other].add(one)
                    continue
                apart[one][other] = apart[other][one] = cost
        by_id = {person.id: person for person in everybody}
        return cls(everybody, by_id, apart, met, sizes(len(number), size), rng)

    def hosts(self, chosen: Sequence[str]) -> list[int]:
        """Return who keeps each table: those chosen first, then who did so least often."""
        ids = [person.id for person in self.everybody]
        named = [ids.index(one) for one in chosen if one in self.by_id][: len(self.sizes)]
        others = [one for one in range(len(ids)) if one not in named]
        others.sort(key=lambda one: self.everybody[one].host_turns)
        return named + others[: len(self.sizes) - len(named)]

    def best(self, rounds: int, keeping: list[int]) -> Board:
        """Return the best seating of several starts: fewest repeats, then fairest, then softest."""
        least = bounds.repeats(self.sizes, rounds)
        made = designs.perfect(self.sizes, rounds, self.rng, staying=bool(keeping))
        small = len(self.everybody) <= _SMALL_ROOM
        best: Board | None = None
        lowest: tuple[int, bool, int] | None = None
        for attempt in range(_STARTS if small else 1):
            start = self._dealt(made, keeping) if made and not attempt else None
            board = self._board(start or self._shuffled(rounds, keeping), keeping)
            # At first turns are as good as sacred; then people meeting again weighs more.
            fair = attempt == 0
            board.settle(self.rng, unfair=AGAIN if fair else UNFAIR)
            if small and board.repeats > least:
                board.anneal(self.rng, _MOVES, enough=least, unfair=AGAIN // 2 if fair else UNFAIR)
                board.settle(self.rng, unfair=AGAIN if fair else UNFAIR)
            repeats = board.repeats
            score = (repeats, board.spread > 1, board.soft)
            if lowest is None or score < lowest:
                best, lowest = board, score
            if lowest[:2] <= (least, False) and (not lowest[2] or len(self.everybody) > _FEW):
                break
        assert best is not None
        return best

    def _board(self, rounds: list[Seats], keeping: list[int]) -> Board:
        turns = [person.odd_turns for person in self.everybody]
        return Board(rounds, self.apart, self.met, turns, frozenset(keeping))

    def _dealt(self, made: list[Seats], keeping: list[int]) -> list[Seats]:
        """Give the places of a seating that was made to people, those who stay first."""
        # People of one column never share a table: those alike stand there one after the other.
        others = set(range(len(self.everybody))) - set(keeping)
        deal = keeping + sorted(others, key=self._alike().__getitem__)
        return [[[deal[place] for place in table] for table in seats] for seats in made]

    def _shuffled(self, rounds: int, keeping: list[int]) -> list[Seats]:
        """Deal people to tables by chance, those alike one after the other, so that they spread.

        Smaller tables go to those who had fewest turns at such.
        """
        had = [person.odd_turns for person in self.everybody]
        largest, dealt = self.sizes[0], []
        for _ in range(rounds):
            order = list(range(len(self.sizes)))
            if keeping:
                order.sort(key=lambda table: -had[keeping[table]])
            seats: Seats = [[keeping[table]] if keeping else [] for table in range(len(order))]
            room = dict(zip(order, self.sizes, strict=True))
            free = [one for one in range(len(had)) if one not in set(keeping)]
            self.rng.shuffle(free)
            free.sort(key=lambda one: -had[one])
            alike = self._alike()
            for size in sorted(set(self.sizes), reverse=True):
                tables = [table for table in order if room[table] == size]
                many = sum(size - len(seats[table]) for table in tables)
                lot, free = sorted(free[:many], key=alike.__getitem__), free[many:]
                for place, one in enumerate(lot):
                    seats[tables[place % len(tables)]].append(one)
            for people in seats:
                for one in people:
                    had[one] += len(people) < largest
            dealt.append(seats)
        return dealt

    def _alike(self) -> dict[int, tuple[int, float, float]]:
        """Return what to sort people by, so that those alike come together, else by chance."""
        houses: defaultdict[str, float] = defaultdict(self.rng.random)
        return {
            one: (person.kind, houses[person.organisation or person.id], self.rng.random())
            for one, person in enumerate(self.everybody)
        }


def dice(seed: int | str) -> random.Random:
    """Return dice that always fall the same way for the same seed."""
    # A draw must be repeatable, not secret.
    return random.Random(seed)  # noqa: S311


def unblocked(
    groups: Sequence[tuple[str, ...]], ties: Ties
) -> tuple[list[tuple[str, ...]], list[str]]:
    """Take out of each table whoever must not meet somebody there, as few as can be seen to."""
    alone: list[str] = []
    kept = []
    for group in groups:
        left = list(group)
        while True:
            worst = max(left, key=lambda one: sum(ties.blocked(one, other) for other in left))
            if not any(ties.blocked(worst, other) for other in left):
                break
            left.remove(worst)
            alone.append(worst)
        if len(left) > 1:
            kept.append(tuple(left))
        else:
            alone += left
    return kept, alone


def described(
    groups: Sequence[tuple[str, ...]],
    by_id: Mapping[str, Person],
    ties: Ties,
    before: Sequence[Sequence[Sequence[str]]],
) -> Draw:
    """Return a draw of these groups, with what it breaks and why that can't be otherwise."""
    costs = costs_of(by_id.values(), ties)
    described, broken = describe(groups, by_id, ties, costs)
    largest = max(map(len, groups), default=0)
    proof = _proof(broken, groups, by_id, ties, before)
    return Draw(
        groups=described,
        broken=broken,
        odd=tuple(one for group in groups if len(group) < largest for one in group),
        proven=not broken or proof is not Proof.NONE,
        proof=proof,
    )


def _proof(
    broken: Sequence[Broken],
    groups: Sequence[Sequence[str]],
    by_id: Mapping[str, Person],
    ties: Ties,
    before: Sequence[Sequence[Sequence[str]]],
) -> Proof:
    """Return why no seating at so many tables breaks less; the empty one if we can't say."""
    if not broken:
        return Proof.NONE
    rules = [each.rule for each in broken]
    here = {one for group in groups for one in group}
    tables = len(groups)
    if Reason.EARLIER in rules:
        return Proof.NONE
    repeats = rules.count(Reason.AGAIN)
    least = max((bounds.regrouped(round_, here, tables) for round_ in before), default=0)
    if repeats:
        if repeats <= least:
            return Proof.TABLES
        unmet = [sum(ties.age(one, other) != 0 for other in here) - 1 for one in here]
        smallest = min(map(len, groups))
        return Proof.PARTNERS if repeats <= bounds.partners(unmet, smallest) else Proof.NONE
    kinds = {
        Reason.COLLEAGUES: [by_id[one].organisation for one in here],
        Reason.VISITORS: ["visitor" * by_id[one].visitor for one in here],
        Reason.FIRST_TIMERS: ["first" * by_id[one].first_time for one in here],
    }
    enough = all(
        rules.count(rule) <= bounds.of_a_kind(kind, tables) for rule, kind in kinds.items()
    )
    return Proof.HOUSES if enough else Proof.NONE
