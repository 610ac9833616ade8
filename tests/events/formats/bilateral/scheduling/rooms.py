"""Rooms full of people who wish to meet, by chance: for tests of planning."""

import random
from collections.abc import Iterable

from hypothesis import strategies as st

from events.formats.bilateral.scheduling import Answer, Meeting, Person, Wish


def room(
    number: int,
    slots: int,
    seed: int | str,
    *,
    each: int = 5,
    gaps: float = 0.0,
    caps: bool = False,
    answers: bool = False,
) -> tuple[list[Person], list[Wish]]:
    """Make people, a part of them away in each slot, who wish to meet so many others each."""
    rng = random.Random(f"{number}/{slots}/{seed}")
    people = [
        Person(
            f"p{index:03}",
            frozenset(slot for slot in range(slots) if rng.random() >= gaps),
            rng.randint(0, slots) if caps and rng.random() < 0.5 else slots,
        )
        for index in range(number)
    ]
    ids = [person.id for person in people]
    wishes = []
    for by in ids:
        others = [one for one in ids if one != by]
        for to in rng.sample(others, min(each, len(others))):
            answer = rng.choice(list(Answer)) if answers and rng.random() < 0.3 else Answer.ACCEPTED
            wishes.append(Wish(by, to, rng.choice([1, 1, 2, 3]), answer))
    return people, wishes


@st.composite
def rooms(
    draw: st.DrawFn, *, largest: int = 9, most_slots: int = 5
) -> tuple[list[Person], list[Wish], int, int]:
    """Draw people, wishes, slots and tables; anything goes, down to nobody at all."""
    slots = draw(st.integers(0, most_slots))
    tables = draw(st.integers(0, 4))
    number = draw(st.integers(0, largest))
    people = [
        Person(
            f"p{index}",
            draw(st.frozensets(st.integers(0, max(slots - 1, 0)))) if slots else frozenset(),
            draw(st.integers(0, most_slots)),
        )
        for index in range(number)
    ]
    # Somebody may have gone whose wishes are still there.
    ids = [person.id for person in people] + ["gone"]
    pairs = [(by, to) for by in ids for to in ids if by != to]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=20)) if pairs else []
    wishes = [
        Wish(by, to, draw(st.integers(1, 3)), draw(st.sampled_from([*Answer, Answer.ACCEPTED])))
        for by, to in chosen
    ]
    return people, wishes, slots, tables


def shuffled(things: Iterable[object], seed: int) -> list[object]:
    """Return things in another order."""
    order = list(things)
    random.Random(seed).shuffle(order)
    return order


def at(one: str, two: str, slot: int, table: int = 0) -> Meeting:
    return Meeting(slot, table, one, two)
