"""What is to be planned, in numbers: people, the pairs that may meet, and what each pair is worth.

Slots are bits of an integer, so that "when are both free" is one operation.
"""

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from events.formats.bilateral.scheduling.terms import Aim, Answer, Meeting, Person, Wish

Pair = tuple[str, str]


def weigh(wishes: Iterable[Wish]) -> dict[Pair, int]:
    """Return what a meeting of each pair that may meet is worth, the ids of a pair in order.

    A wish of one is worth its priority. One of both counts once, with both priorities and twice
    the highest there is: so it is worth more than any two wishes that it could stand in the way of.
    """
    wishes = list(wishes)
    wanted: dict[Pair, Wish] = {}
    for wish in wishes:
        known = wanted.get((wish.by, wish.to))
        if wish.answer is not Answer.DECLINED and (known is None or _better(wish, known)):
            wanted[wish.by, wish.to] = wish
    highest = max((wish.priority for wish in wishes), default=1)
    worth: dict[Pair, int] = {}
    for (by, to), wish in wanted.items():
        back = wanted.get((to, by))
        if wish.answer is Answer.OPEN and back is None:
            continue
        pair = (min(by, to), max(by, to))
        worth[pair] = wish.priority if back is None else _both(wish, back, highest)
    return worth


def _better(wish: Wish, other: Wish) -> bool:
    """Tell which of two wishes of one for another counts: accepted before open, then the higher."""
    accepted = wish.answer is Answer.ACCEPTED, other.answer is Answer.ACCEPTED
    return (accepted[0], wish.priority) > (accepted[1], other.priority)


def _both(wish: Wish, back: Wish, highest: int) -> int:
    return wish.priority + back.priority + 2 * highest


def bits(mask: int) -> list[int]:
    """Return the slots that are in a mask."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def mask_of(slots: Iterable[int]) -> int:
    """Return the mask that has these slots."""
    mask = 0
    for slot in slots:
        mask |= 1 << slot
    return mask


@dataclass(frozen=True)
class Problem:
    """People by number, and the pairs that may meet; each pair is an edge by number.

    ``open`` has, of each edge, the slots in which both are there and a meeting may be put.
    """

    ids: list[str]
    there: list[int]
    caps: list[int]
    ends: list[tuple[int, int]]
    worth: list[int]
    open: list[int]
    slots: int
    tables: int
    aim: Aim
    rng: random.Random

    @classmethod
    def of(
        cls,
        people: Iterable[Person],
        worth: Mapping[Pair, int],
        *,
        slots: int,
        tables: int,
        aim: Aim,
        seed: int | str,
        beside: Iterable[Meeting] = (),
        closed: Collection[int] = (),
    ) -> "Problem":
        """Number people and pairs by chance, alike for the same seed in whatever order they come.

        Pairs of the meetings ``beside`` may meet without a wish, which is worth nothing. Nothing
        is put into slots that are ``closed``.
        """
        # A plan must be repeatable, not secret.
        rng = random.Random(seed)  # noqa: S311
        everybody = sorted(people, key=lambda person: person.id)
        rng.shuffle(everybody)
        number = {person.id: index for index, person in enumerate(everybody)}
        whole = (1 << slots) - 1
        there = [
            mask_of(slot for slot in person.slots if slot >= 0) & whole for person in everybody
        ]
        wanted = {(min(m.one, m.two), max(m.one, m.two)): 0 for m in beside} | dict(worth)
        pairs = sorted(pair for pair in wanted if pair[0] in number and pair[1] in number)
        rng.shuffle(pairs)
        ends = [(number[one], number[two]) for one, two in pairs]
        shut = mask_of(closed)
        return cls(
            ids=[person.id for person in everybody],
            there=there,
            caps=[
                max(min(person.cap, mask.bit_count()), 0)
                for person, mask in zip(everybody, there, strict=True)
            ],
            ends=ends,
            worth=[wanted[pair] for pair in pairs],
            open=[there[one] & there[two] & ~shut for one, two in ends],
            slots=slots,
            tables=max(tables, 0),
            aim=aim,
            rng=rng,
        )

    @cached_property
    def edges(self) -> dict[frozenset[str], int]:
        """The number of each pair."""
        return {
            frozenset((self.ids[one], self.ids[two])): edge
            for edge, (one, two) in enumerate(self.ends)
        }

    @cached_property
    def scales(self) -> tuple[int, int]:
        """What a unit of weight and a person who has a meeting count, so that one goes first."""
        if self.aim is Aim.MOST:
            return len(self.ids) + 1, 1
        return 1, sum(self.worth) + 1
