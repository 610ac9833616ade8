"""Rounds of pairs while people come late, leave and don't show up, checked by other code."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from events.rounds.pairing import Draw, Person, draw
from events.rounds.ties import Ties
from tests.events.rounds.test_pairing import as_pairs, crowd, fewest_repeats, groups_of

Groups = list[tuple[str, ...]]


def meetings(groups: Iterable[Sequence[str]]) -> list[frozenset[str]]:
    return [frozenset(pair) for group in groups for pair in combinations(group, 2)]


@dataclass
class Hall:
    """The people of an event as it goes on, and what the rounds so far have made of them."""

    blocks: set[frozenset[str]]
    seed: int
    here: list[Person] = field(default_factory=list)
    met: set[frozenset[str]] = field(default_factory=set)
    odd: Counter[str] = field(default_factory=Counter)

    def draw(self, keep: Groups | None = None, *, split: bool = False) -> Draw:
        people = [replace(person, odd_turns=self.odd[person.id]) for person in self.here]
        ties = Ties(met=as_pairs(self.met), blocks=as_pairs(self.blocks))
        drawn = draw(people, ties, seed=self.seed, keep=keep or (), split=split)
        again = draw(reversed(people), ties, seed=self.seed, keep=keep or (), split=split)
        assert drawn == again
        self.everybody_has_one_place(drawn)
        return drawn

    def everybody_has_one_place(self, drawn: Draw) -> None:
        groups = groups_of(drawn)
        placed = Counter(one for group in groups for one in group)
        assert placed + Counter(drawn.sitting_out) == Counter(person.id for person in self.here)
        assert {len(group) for group in groups} <= {2, 3}
        assert not self.blocks & set(meetings(groups))
        for one in drawn.sitting_out:
            # Nobody is left out whom two people who meet could have with them.
            assert all(
                any(frozenset((one, other)) in self.blocks for other in group)
                for group in groups
                if len(group) == 2
            )

    def go(self, rng: random.Random, number: int) -> set[str]:
        gone = {person.id for person in rng.sample(self.here, min(number, len(self.here)))}
        self.here = [person for person in self.here if person.id not in gone]
        return gone

    def over(self, groups: Groups) -> None:
        self.met |= set(meetings(groups))
        self.odd.update(one for group in groups if len(group) > 2 for one in group)


def settled(before: Groups, here: set[str]) -> tuple[Groups, list[str]]:
    """Return the groups that remain of those before, and who of those here is in none."""
    groups = [tuple(one for one in group if one in here) for group in before]
    groups = [group for group in groups if len(group) > 1]
    return groups, sorted(here - {one for group in groups for one in group})


def fewest_met_again(groups: Groups, loose: list[str], met: set[frozenset[str]]) -> float:
    """How often the loose must meet somebody again at least: by trying all places there are.

    They sit down with one another, become third in a pair, or take one of a trio to themselves.
    """
    if not loose:
        return 0
    one, *others = loose
    known = {other: frozenset((one, other)) in met for group in groups for other in group}
    ways: list[float] = []
    for index, group in enumerate(groups):
        rest = groups[:index] + groups[index + 1 :]
        if len(group) == 2:
            # A pair is not parted: the three are complete.
            more = fewest_met_again(rest, others, met)
            ways.append(sum(known[other] for other in group) + more)
        else:
            for partner in group:
                pair = tuple(other for other in group if other != partner)
                more = fewest_met_again([*rest, pair, (one, partner)], others, met)
                ways.append(known[partner] + more)
    for partner in others:
        left = [other for other in others if other != partner]
        again = frozenset((one, partner)) in met
        ways.append(again + fewest_met_again([*groups, (one, partner)], left, met))
    return min(ways, default=float("inf"))


def only_the_loose_move(hall: Hall, before: Groups, drawn: Draw) -> None:
    after = groups_of(drawn)
    groups, loose = settled(before, {person.id for person in hall.here})
    changed = [group for group in groups if not any(set(group) == set(one) for one in after)]
    assert len(changed) <= len(loose)
    if not hall.blocks:
        # Who has a partner keeps one of those she had.
        assert all(any(len({*group} & {*other}) > 1 for other in after) for group in groups)
        together = set(meetings(groups))
        again = sum(pair in hall.met for pair in meetings(after) if pair not in together)
        assert again <= fewest_met_again(groups, loose, hall.met)


@settings(max_examples=300, deadline=None)
@given(
    number=st.integers(2, 9),
    blocks=st.integers(0, 4),
    seed=st.integers(0, 10**6),
    rounds=st.lists(
        st.tuples(
            st.integers(0, 2),  # come late, before the draw
            st.integers(0, 2),  # leave before it
            st.integers(0, 2),  # don't turn up at their tables
            st.integers(0, 2),  # come when all sit already
            st.booleans(),  # before anybody talks
        ),
        min_size=1,
        max_size=5,
    ),
    rng=st.randoms(use_true_random=False),
)
def test_whenever_people_come_and_go_all_are_paired_and_meet_again_only_if_they_must(
    number: int,
    blocks: int,
    seed: int,
    rounds: list[tuple[int, int, int, int, bool]],
    rng: random.Random,
) -> None:
    everybody = crowd(number + sum(late + later for late, _, _, later, _ in rounds))
    names = [person.id for person in everybody]
    apart = {frozenset(rng.sample(names, 2)) for _ in range(blocks)} if len(names) > 1 else set()
    hall = Hall(apart, seed, everybody[:number])
    outside = iter(everybody[number:])
    for late, leaving, absent, later, split in rounds:
        hall.here += [next(outside) for _ in range(late)]
        hall.go(rng, leaving)
        drawn = hall.draw()
        before = groups_of(drawn)
        if not apart and len(hall.here) > 1:
            assert drawn.repeats == fewest_repeats([one.id for one in hall.here], hall.met)
        hall.go(rng, absent)
        left = hall.draw(before, split=split)
        only_the_loose_move(hall, before, left)
        hall.here += [next(outside) for _ in range(later)]
        final = hall.draw(groups_of(left), split=split)
        only_the_loose_move(hall, groups_of(left), final)
        hall.over(groups_of(final))
