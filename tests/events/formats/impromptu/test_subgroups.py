"""Large online groups are split, and stay split as they were."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.formats.impromptu.subgroups import MOST, draw_apart, members, plan_apart, split
from events.rounds.pairing import Draw, OddPolicy, Person, Proof
from events.rounds.ties import Ties


def people(number: int, first: int = 0) -> list[str]:
    return [f"p{at:04}" for at in range(first, first + number)]


def sizes(groups: dict[str, int]) -> list[int]:
    return sorted(Counter(groups.values()).values())


@given(st.integers(0, 400), st.integers(2, 60), st.integers(0, 9))
def test_a_first_split_is_even_and_nobody_is_left_out(number: int, most: int, seed: int) -> None:
    groups = split(people(number), {}, seed=seed, most=most)
    assert set(groups) == set(people(number))
    found = sizes(groups)
    assert not found or (found[-1] <= most and found[-1] - found[0] <= 1)
    assert (len(found) > 1) is (number > most)
    assert groups == split(reversed(people(number)), {}, seed=seed, most=most)


@given(st.data())
def test_whatever_comes_and_goes_nobody_moves_while_there_is_room(data: st.DataObject) -> None:
    most = data.draw(st.integers(10, 40))
    here = set(people(data.draw(st.integers(0, 150))))
    kept: dict[str, int] = {}
    fresh = 1000
    for seed in range(4):
        groups = split(here, kept, seed=seed, most=most)
        assert set(groups) == here
        assert not groups or max(Counter(groups.values()).values()) <= most
        moved = [one for one in here if one in kept and groups[one] != kept[one]]
        opened = set(groups.values()) - set(kept.values())
        # Only to fill up a sub-group that would be too small.
        assert not moved or (opened and len(moved) < 8)
        assert {groups[one] for one in moved} <= opened
        kept |= groups
        leaving = data.draw(st.sets(st.sampled_from(sorted(here)))) if here else set()
        coming = people(data.draw(st.integers(0, 50)), fresh)
        fresh += 100
        here = (here - leaving) | {*coming}


def test_newcomers_go_where_there_are_fewest() -> None:
    kept = {**dict.fromkeys(people(30), 1), **dict.fromkeys(people(20, 100), 2)}
    groups = split([*kept, *people(12, 500)], kept, seed=1)
    assert sizes(groups) == [31, 31]
    assert all(groups[one] == number for one, number in kept.items())


def test_where_all_are_full_one_more_is_opened_that_people_can_meet_in() -> None:
    kept = {**dict.fromkeys(people(MOST), 1), **dict.fromkeys(people(MOST, 100), 2)}
    groups = split([*kept, "late"], kept, seed=1)
    assert sizes(groups) == [8, 36, 37]
    assert groups["late"] == 3


@pytest.mark.parametrize("number", [41, 81, 123])
def test_pairs_are_drawn_within_a_sub_group_and_nobody_meets_twice(number: int) -> None:
    groups = split(people(number), {}, seed=1)
    among = [Person(one) for one in people(number)]
    draws = plan_apart(among, groups, Ties(), rounds=5, seed=1, policy=OddPolicy.TRIO, joker=None)
    met: set[frozenset[str]] = set()
    for drawn in draws:
        seated = [one for group in drawn.groups for one in group.members]
        assert sorted(seated) == people(number)
        for group in drawn.groups:
            assert len({groups[one] for one in group.members}) == 1
            pairs = {frozenset({a, b}) for a in group.members for b in group.members if a != b}
            assert not pairs & met
            met |= pairs
    again = plan_apart(among, groups, Ties(), rounds=5, seed=1, policy=OddPolicy.TRIO, joker=None)
    assert draws == again


def test_the_joker_plays_in_one_sub_group_that_is_odd() -> None:
    groups = {**dict.fromkeys(people(4), 1), **dict.fromkeys(people(5, 100), 2)}
    groups |= dict.fromkeys(people(7, 200), 3)
    among = [Person(one) for one in groups]
    joker = Person("joker")
    (drawn,) = plan_apart(
        among, groups, Ties(), rounds=1, seed=1, policy=OddPolicy.JOKER, joker=joker
    )
    assert drawn.joker == "joker"
    assert Counter(len(group.members) for group in drawn.groups) == {2: 7, 3: 1}
    keep = [group.members for group in drawn.groups if groups[max(group.members)] != 3]
    again = draw_apart(
        among,
        groups,
        Ties(),
        seed=2,
        policy=OddPolicy.JOKER,
        joker=joker,
        keep=keep,
        split=True,
    )
    assert {group.members for group in again.groups} >= {*keep}
    assert sum("joker" in group.members for group in again.groups) == 1


def test_a_draw_is_proven_where_that_is_so_of_all_sub_groups_that_broke_something() -> None:
    groups = {**dict.fromkeys(people(2), 1), **dict.fromkeys(people(4, 100), 2)}
    one, two, *others = groups
    among = [Person(each) for each in groups]

    def drawn(*met: tuple[str, str], keep: Sequence[Sequence[str]] = ()) -> Draw:
        return draw_apart(
            among,
            groups,
            Ties(met=met),
            seed=1,
            policy=OddPolicy.TRIO,
            joker=None,
            keep=keep,
            split=False,
        )

    assert drawn().proof is Proof.NONE
    assert drawn((one, two)).proof is Proof.EXACT
    # Who stays with somebody else was not compared.
    keep, rest = (others[0], others[1]), (others[2], others[3])
    assert len(drawn((one, two), rest, keep=[keep]).broken) == 2
    assert drawn((one, two), rest, keep=[keep]).proof is Proof.NONE


def test_nobody_is_nothing_to_draw() -> None:
    nobody = plan_apart([], {}, Ties(), rounds=2, seed=1, policy=OddPolicy.TRIO, joker=None)
    assert [drawn.groups for drawn in nobody] == [(), ()]
    drawn = draw_apart(
        [], {}, Ties(), seed=1, policy=OddPolicy.TRIO, joker=None, keep=[], split=False
    )
    assert drawn.groups == ()
    assert members({}) == []
