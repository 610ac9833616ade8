"""Splitting a large online group, so that one meets people of a circle one can remember. Pure.

A split is kept through the segment: who has a sub-group stays in it, newcomers go where there are
fewest. A little room is left for them from the start; where all are full, one more is opened.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from events.rounds.pairing import Draw, OddPolicy, Person, Proof, draw, plan
from events.rounds.ties import Ties

MOST: Final = 40
# Of those, so many are left free when a group is first split.
_FREE: Final = 4
# With fewer there would soon be nobody new to meet.
_FEWEST: Final = 8


def split(
    people: Iterable[str], kept: Mapping[str, int], *, seed: int | str, most: int = MOST
) -> dict[str, int]:
    """Return the sub-group, from 1 on, of each of these people; all in one needs no splitting.

    `kept` says where people were before, those who have left included. Nobody moves, but where a
    new sub-group would be too small to meet in: then just enough of the largest ones do. No
    sub-group ever has more than `most`; the same input and seed give the same.
    """
    everybody = sorted(set(people))
    rng = random.Random(seed)  # noqa: S311  it must be repeatable, not secret
    groups = {one: kept[one] for one in everybody if one in kept}
    new = [one for one in everybody if one not in groups]
    rng.shuffle(new)
    if not groups:
        return _first(new, most)
    sizes = Counter(groups.values())
    while new:
        smallest = min(sizes, key=lambda number: (sizes[number], number))
        if sizes[smallest] >= most:
            _open(groups, sizes, new, most=most, number=max([*sizes, *kept.values()]) + 1, rng=rng)
            continue
        groups[new.pop()] = smallest
        sizes[smallest] += 1
    return groups


def members(groups: Mapping[str, int]) -> list[list[str]]:
    """Return the people of each sub-group, by its number; those within it in order of name."""
    found: dict[int, list[str]] = {}
    for one in sorted(groups):
        found.setdefault(groups[one], []).append(one)
    return [found[number] for number in sorted(found)]


def _first(shuffled: Sequence[str], most: int) -> dict[str, int]:
    """Split evenly: all sub-groups are of the same size, or one apart."""
    alone = len(shuffled) <= most
    number = 1 if alone else math.ceil(len(shuffled) / max(most - _FREE, 1))
    return {one: at % number + 1 for at, one in enumerate(shuffled)}


def _open(
    groups: dict[str, int],
    sizes: Counter[int],
    new: list[str],
    *,
    most: int,
    number: int,
    rng: random.Random,
) -> None:
    """Open one more sub-group for newcomers, filled up from the largest if they are few."""
    coming = [new.pop() for _ in range(min(len(new), most))]
    enough = min(_FEWEST, most)
    while len(coming) < enough and max(sizes.values()) > enough:
        largest = max(sizes, key=lambda each: (sizes[each], -each))
        moved = rng.choice(sorted(one for one, group in groups.items() if group == largest))
        del groups[moved]
        sizes[largest] -= 1
        coming.append(moved)
    groups.update(dict.fromkeys(coming, number))
    sizes[number] = len(coming)


def plan_apart(
    people: Iterable[Person],
    groups: Mapping[str, int],
    ties: Ties,
    *,
    rounds: int,
    seed: int | str,
    policy: OddPolicy,
    joker: Person | None,
) -> list[Draw]:
    """Draw several rounds ahead, pairs within a sub-group only; without sub-groups as ever."""
    known = {person.id: person for person in people}
    parts = members({one: groups.get(one, 0) for one in known})
    guest_of = _with_joker([len(part) % 2 == 1 for part in parts], joker)
    drawn = [
        plan(
            [known[one] for one in part],
            ties,
            rounds=rounds,
            seed=f"{seed}/{at}" if len(parts) > 1 else seed,
            policy=policy if at == guest_of else OddPolicy.TRIO,
            joker=joker if at == guest_of else None,
        )
        for at, part in enumerate(parts or [[]])
    ]
    return [_merged(of_round) for of_round in zip(*drawn, strict=True)]


def draw_apart(
    people: Iterable[Person],
    groups: Mapping[str, int],
    ties: Ties,
    *,
    seed: int | str,
    policy: OddPolicy,
    joker: Person | None,
    keep: Sequence[Sequence[str]],
    split: bool,
) -> Draw:
    """Draw whoever is in none of the groups to `keep`, within their sub-groups; see `draw`."""
    known = {person.id: person for person in people}
    parts = members({one: groups.get(one, 0) for one in known})
    kept = [[group for group in keep if not {*group}.isdisjoint(part)] for part in parts]
    seated = [{one for group in own for one in group} for own in kept]
    plays = joker.id if joker else ""
    guest_of = next((at for at, own in enumerate(seated) if plays in own), None)
    if guest_of is None:
        free = [len({*part} - own) % 2 == 1 for part, own in zip(parts, seated, strict=True)]
        guest_of = _with_joker(free, joker)
    drawn = [
        draw(
            [known[one] for one in part],
            ties,
            seed=f"{seed}/{at}" if len(parts) > 1 else seed,
            policy=policy if at == guest_of else OddPolicy.TRIO,
            joker=joker if at == guest_of else None,
            keep=own,
            split=split,
        )
        for at, (part, own) in enumerate(zip(parts or [[]], kept or [[]], strict=True))
    ]
    return _merged(drawn)


def _with_joker(odd: Sequence[bool], joker: Person | None) -> int | None:
    """Return which sub-group the joker plays in: the first with an odd number, for there is one."""
    if joker is None or not odd:
        return None
    return next((at for at, is_odd in enumerate(odd) if is_odd), 0)


def _merged(draws: Iterable[Draw]) -> Draw:
    """Return the draws of all sub-groups as one; proven, where that is so for all, and alike."""
    each = list(draws)
    proofs = {one.proof for one in each if one.broken}
    return Draw(
        groups=tuple(group for one in each for group in one.groups),
        broken=tuple(broken for one in each for broken in one.broken),
        sitting_out=tuple(guest for one in each for guest in one.sitting_out),
        odd=tuple(guest for one in each for guest in one.odd),
        joker=next((one.joker for one in each if one.joker), None),
        proven=all(one.proven for one in each),
        proof=proofs.pop() if len(proofs) == 1 else Proof.NONE,
    )
