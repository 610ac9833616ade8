"""The draw, checked by code that shares nothing with it."""

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from events.rounds.pairing import (
    Draw,
    OddPolicy,
    Person,
    Reason,
    draw,
    plan,
)
from events.rounds.ties import Ties

NAMES = ("Amina", "Benoît", "Claire", "Driss", "Élodie", "Fatou", "Gilles", "Hélène", "Ines")


def crowd(number: int, *, organisations: int = 0) -> list[Person]:
    return [
        Person(f"p{i:03}", f"org{i % organisations}" if organisations else "")
        for i in range(number)
    ]


def groups_of(drawn: Draw) -> list[tuple[str, ...]]:
    return [group.members for group in drawn.groups]


def pairs_of(drawn: Draw) -> list[frozenset[str]]:
    return [frozenset(pair) for group in groups_of(drawn) for pair in combinations(group, 2)]


def fewest_repeats(ids: list[str], met: set[frozenset[str]]) -> int:
    """How often somebody must meet again at least, by another library and by brute force."""
    if len(ids) % 2:
        return min(
            sum(frozenset(pair) in met for pair in combinations(trio, 2))
            + fewest_repeats([one for one in ids if one not in trio], met)
            for trio in combinations(ids, 3)
        )
    graph = nx.Graph()
    graph.add_nodes_from(ids)
    for one, two in combinations(ids, 2):
        graph.add_edge(one, two, weight=0 if frozenset((one, two)) in met else 1)
    matching = nx.max_weight_matching(graph, maxcardinality=True)
    return sum(frozenset(edge) in met for edge in matching)


@st.composite
def rooms(
    draw: st.DrawFn, biggest: int = 24, *, even: bool = False
) -> tuple[int, set[frozenset[str]]]:
    """A number of people, and who of them has met: at any density, from nobody to everybody."""
    number = draw(st.integers(1, biggest // 2)) * 2 if even else draw(st.integers(2, biggest))
    density = draw(st.floats(0, 1))
    rng = draw(st.randoms(use_true_random=False))
    ids = [person.id for person in crowd(number)]
    met = {frozenset(pair) for pair in combinations(ids, 2) if rng.random() < density}
    return number, met


def as_pairs(pairs: set[frozenset[str]]) -> list[tuple[str, str]]:
    return [(min(pair), max(pair)) for pair in sorted(pairs, key=sorted)]


@given(number=st.integers(2, 60), organisations=st.integers(0, 9), seed=st.integers())
def test_everyone_is_in_exactly_one_group(number: int, organisations: int, seed: int) -> None:
    drawn = draw(crowd(number, organisations=organisations), Ties(), seed=seed)
    counted = Counter(one for group in groups_of(drawn) for one in group)
    assert counted == Counter(person.id for person in crowd(number))
    assert drawn.sitting_out == ()
    assert Counter(map(len, groups_of(drawn))) == (
        Counter({2: number // 2}) if number % 2 == 0 else Counter({2: number // 2 - 1, 3: 1})
    )


@given(room=rooms(even=True), seed=st.integers())
def test_nobody_meets_again_unless_an_exact_matching_says_it_must_be(
    room: tuple[int, set[frozenset[str]]], seed: int
) -> None:
    number, met = room
    people = crowd(number)
    drawn = draw(people, Ties(met=as_pairs(met)), seed=seed)
    repeats = sum(pair in met for pair in pairs_of(drawn))
    assert repeats == fewest_repeats([person.id for person in people], met)
    assert repeats == drawn.repeats
    assert drawn.proven


@settings(max_examples=40)
@given(room=rooms(9), seed=st.integers(), turns=st.lists(st.integers(0, 2), min_size=9, max_size=9))
def test_a_trio_makes_nobody_meet_again_unless_every_trio_would(
    room: tuple[int, set[frozenset[str]]], seed: int, turns: list[int]
) -> None:
    number, met = room
    assume(number % 2)
    people = [
        replace(person, odd_turns=had) for person, had in zip(crowd(number), turns, strict=False)
    ]
    drawn = draw(people, Ties(met=as_pairs(met)), seed=seed)
    assert sum(pair in met for pair in pairs_of(drawn)) == fewest_repeats(
        [person.id for person in people], met
    )
    assert drawn.proven


@given(room=rooms(24), seed=st.integers())
def test_a_block_is_never_crossed(room: tuple[int, set[frozenset[str]]], seed: int) -> None:
    number, blocked = room
    people = crowd(number)
    drawn = draw(people, Ties(blocks=as_pairs(blocked)), seed=seed)
    together = pairs_of(drawn)
    assert not blocked & set(together)
    counted = Counter(one for group in groups_of(drawn) for one in group)
    assert counted + Counter(drawn.sitting_out) == Counter(person.id for person in people)
    # Who sits out could not have been taken in by anybody.
    for one, two in combinations(drawn.sitting_out, 2):
        assert frozenset((one, two)) in blocked
    for one in drawn.sitting_out:
        for group in groups_of(drawn):
            if len(group) == 2:
                assert any(frozenset((one, other)) in blocked for other in group)


@given(number=st.integers(4, 20), seed=st.integers())
def test_few_blocks_leave_nobody_out(number: int, seed: int) -> None:
    ids = [person.id for person in crowd(number)]
    blocked = list(zip(ids[::2], ids[1::2], strict=False))
    drawn = draw(crowd(number), Ties(blocks=blocked), seed=seed)
    assert drawn.sitting_out == ()
    assert drawn.broken == ()


@given(number=st.integers(4, 20).map(lambda n: 2 * n + 1), seed=st.integers())
def test_turns_in_a_trio_differ_by_at_most_one(number: int, seed: int) -> None:
    people = crowd(number)
    turns: Counter[str] = Counter()
    for drawn in plan(people, Ties(), rounds=3, seed=seed):
        assert len(drawn.odd) == 3
        turns.update(drawn.odd)
    counts = [turns[person.id] for person in people]
    assert max(counts) - min(counts) <= 1


def test_among_seven_a_second_turn_in_a_trio_is_better_than_meeting_again() -> None:
    # After {a b c} {d e} {f g}, any trio of those who had none holds two who just talked.
    for seed in range(20):
        first, second = plan(crowd(7), Ties(), rounds=2, seed=seed)
        assert first.repeats == second.repeats == 0


@given(room=rooms(24), seed=st.one_of(st.integers(), st.text(max_size=8)))
def test_the_same_seed_gives_the_same_draw_in_whatever_order_people_come(
    room: tuple[int, set[frozenset[str]]], seed: int | str
) -> None:
    number, met = room
    people = crowd(number, organisations=3)
    once = draw(people, Ties(met=as_pairs(met)), seed=seed)
    again = draw(people[::-1], Ties(met=as_pairs(met)[::-1]), seed=seed)
    assert once == again


def test_another_seed_gives_another_draw() -> None:
    assert draw(crowd(20), Ties(), seed=1) != draw(crowd(20), Ties(), seed=2)


@given(number=st.integers(1, 12).map(lambda n: 2 * n + 1), seed=st.integers())
def test_the_joker_plays_with_each_person_once_before_any_twice(number: int, seed: int) -> None:
    joker = Person("joker")
    people = crowd(number)
    partners: Counter[str] = Counter()
    for drawn in plan(
        people, Ties(), rounds=min(number, 4), seed=seed, policy=OddPolicy.JOKER, joker=joker
    ):
        assert drawn.joker == "joker"
        assert all(len(group) == 2 for group in groups_of(drawn))
        (partner,) = drawn.odd
        assert {partner, "joker"} in [set(group) for group in groups_of(drawn)]
        partners[partner] += 1
    assert max(partners.values()) == 1


def test_the_joker_rests_when_the_number_is_even() -> None:
    drawn = draw(crowd(8), Ties(), seed=1, policy=OddPolicy.JOKER, joker=Person("joker"))
    assert drawn.joker is None
    assert "joker" not in [one for group in groups_of(drawn) for one in group]


def test_a_joker_who_is_in_the_list_of_people_is_not_paired_as_one_of_them() -> None:
    people = crowd(8)
    drawn = draw(people, Ties(), seed=1, policy=OddPolicy.JOKER, joker=people[0])
    assert drawn.joker == people[0].id
    assert len(drawn.groups) == 4


def test_without_a_joker_there_is_a_trio() -> None:
    drawn = draw(crowd(9), Ties(), seed=1, policy=OddPolicy.JOKER)
    assert sorted(map(len, groups_of(drawn))) == [2, 2, 2, 3]
    assert drawn.joker is None


def test_a_joker_whom_everybody_blocks_is_left_alone() -> None:
    people = crowd(5)
    ties = Ties(blocks=[(person.id, "joker") for person in people])
    drawn = draw(people, ties, seed=1, policy=OddPolicy.JOKER, joker=Person("joker"))
    assert sorted(map(len, groups_of(drawn))) == [2, 3]


@pytest.mark.parametrize(("number", "groups"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_the_smallest_rooms(number: int, groups: int) -> None:
    drawn = draw(crowd(number), Ties(), seed=1)
    assert len(drawn.groups) == groups
    assert drawn.sitting_out == (("p000",) if number == 1 else ())


def test_one_alone_talks_with_the_joker() -> None:
    drawn = draw(crowd(1), Ties(), seed=1, policy=OddPolicy.JOKER, joker=Person("joker"))
    assert groups_of(drawn) == [("p000", "joker")]


@pytest.mark.parametrize("number", [4, 6, 8, 10])
def test_everybody_meets_everybody_when_there_are_rounds_enough(number: int) -> None:
    draws = plan(crowd(number), Ties(), rounds=number - 1, seed="all")
    met = Counter(pair for drawn in draws for pair in pairs_of(drawn))
    assert len(met) == number * (number - 1) // 2
    assert set(met.values()) == {1}


# What is soft


def test_colleagues_are_kept_apart_while_that_is_possible() -> None:
    for seed in range(30):
        drawn = draw(crowd(12, organisations=3), Ties(), seed=seed)
        assert drawn.broken == ()
        assert {group.reason for group in drawn.groups} == {Reason.NEW}


def test_a_room_of_colleagues_pairs_colleagues_and_says_so() -> None:
    drawn = draw([Person(name, "Énergie Partagée") for name in NAMES[:4]], Ties(), seed=1)
    assert [group.reason for group in drawn.groups] == [Reason.COLLEAGUES] * 2
    assert [broken.rule for broken in drawn.broken] == [Reason.COLLEAGUES] * 2
    assert drawn.proven


def test_who_met_last_time_is_kept_apart_before_who_met_long_ago() -> None:
    people = [Person(name) for name in NAMES[:4]]
    amina, benoit, claire, driss = NAMES[:4]
    earlier = {
        (amina, benoit): 1,
        (claire, driss): 1,
        (amina, claire): 2,
        (benoit, driss): 9,
        (amina, driss): 4,
        (benoit, claire): 5,
    }
    drawn = draw(people, Ties(earlier=earlier), seed=1)
    assert {frozenset(group) for group in groups_of(drawn)} == {
        frozenset((amina, driss)),
        frozenset((benoit, claire)),
    }
    assert sorted((group.reason, group.events_ago) for group in drawn.groups) == [
        (Reason.EARLIER, 4),
        (Reason.EARLIER, 5),
    ]


def test_meeting_again_in_an_event_is_worse_than_anything_soft() -> None:
    people = [Person(name, "same house") for name in NAMES[:4]]
    amina, benoit, claire, driss = NAMES[:4]
    earlier = {pair: 1 for pair in combinations(NAMES[:4], 2) if set(pair) != {amina, benoit}}
    drawn = draw(people, Ties(met=[(amina, benoit)], earlier=earlier), seed=1)
    assert drawn.repeats == 0
    assert all({amina, benoit} != {*group} for group in groups_of(drawn))
    assert {claire, driss} not in [set(group) for group in groups_of(drawn)]


def test_a_reason_never_betrays_a_block() -> None:
    amina, benoit, claire = NAMES[:3]
    drawn = draw([Person(name) for name in NAMES[:3]], Ties(blocks=[(amina, benoit)]), seed=1)
    assert len(drawn.groups) == 1
    assert len(drawn.sitting_out) == 1
    assert drawn.groups[0].reason is Reason.NEW
    assert drawn.broken == ()
    assert claire in drawn.groups[0].members


@given(room=rooms(24), seed=st.integers())
def test_reasons_say_the_worst_that_is_true_of_a_group(
    room: tuple[int, set[frozenset[str]]], seed: int
) -> None:
    number, met = room
    drawn = draw(crowd(number), Ties(met=as_pairs(met)), seed=seed)
    for group in drawn.groups:
        again = any(frozenset(pair) in met for pair in combinations(group.members, 2))
        assert group.reason is (Reason.AGAIN if again else Reason.NEW)


# Coming and going


def test_kept_groups_stay_and_only_the_others_are_drawn() -> None:
    people = crowd(10)
    before = draw(people, Ties(), seed=1)
    keep = groups_of(before)[:3]
    after = draw(people, Ties(met=[]), seed=2, keep=keep)
    assert groups_of(after)[:3] == keep
    assert len(after.groups) == 5
    assert after.odd == ()


def test_after_a_no_show_only_the_orphan_is_paired_anew() -> None:
    people = crowd(10)
    before = groups_of(draw(people, Ties(), seed=1))
    gone, orphan = before[0]
    after = draw([person for person in people if person.id != gone], Ties(), seed=2, keep=before)
    assert sorted(map(len, groups_of(after))) == [2, 2, 2, 3]
    trio = next(group for group in groups_of(after) if len(group) == 3)
    assert orphan in trio
    assert set(after.odd) == set(trio)
    untouched = [group for group in groups_of(after) if len(group) == 2]
    assert all(group in before for group in untouched)


def test_two_orphans_are_paired_with_each_other() -> None:
    people = crowd(8)
    before = groups_of(draw(people, Ties(), seed=1))
    gone = {before[0][0], before[1][0]}
    after = draw(
        [person for person in people if person.id not in gone], Ties(), seed=2, keep=before
    )
    assert groups_of(after)[:2] == before[2:]
    assert set(groups_of(after)[2]) == {before[0][1], before[1][1]}


def test_who_comes_in_the_last_round_joins_the_pair_whose_trio_turn_it_is() -> None:
    people = [replace(person, odd_turns=1) for person in crowd(4)]
    before = groups_of(draw(people, Ties(), seed=1))
    fresh = [replace(person, odd_turns=0 if person.id in before[1] else 1) for person in people]
    after = draw([*fresh, Person("late")], Ties(), seed=2, keep=before)
    assert groups_of(after) == [before[0], (*before[1], "late")]


def test_who_comes_to_a_lone_trio_makes_it_two_pairs() -> None:
    trio = ("Amina", "Benoît", "Claire")
    people = [Person(name) for name in (*trio, "Driss")]
    after = draw(people, Ties(met=[("Amina", "Driss")]), seed=1, keep=[trio])
    assert sorted(map(len, groups_of(after))) == [2, 2]
    assert {"Amina", "Driss"} not in [set(group) for group in groups_of(after)]


def test_before_they_talk_a_trio_rather_becomes_two_pairs_than_a_pair_a_trio() -> None:
    keep = [("Amina", "Benoît", "Claire"), ("Driss", "Élodie")]
    people = [Person(name) for group in keep for name in group]
    after = draw([*people, Person("Fatou")], Ties(), seed=1, keep=keep, split=True)
    assert sorted(map(len, groups_of(after))) == [2, 2, 2]
    assert ("Driss", "Élodie") in groups_of(after)


def test_who_comes_late_and_is_blocked_by_all_sits_out() -> None:
    trio = ("Amina", "Benoît", "Claire")
    people = [Person(name) for name in (*trio, "Driss")]
    after = draw(people, Ties(blocks=[("Driss", name) for name in trio]), seed=1, keep=[trio])
    assert groups_of(after) == [trio]
    assert after.sitting_out == ("Driss",)


def test_a_joker_already_at_work_is_not_drawn_again() -> None:
    joker = Person("joker")
    people = crowd(3)
    after = draw(
        people,
        Ties(),
        seed=1,
        policy=OddPolicy.JOKER,
        joker=joker,
        keep=[("p000", "joker")],
    )
    assert groups_of(after) == [("p000", "joker"), *groups_of(after)[1:]]
    assert {frozenset(group) for group in groups_of(after)[1:]} == {frozenset(("p001", "p002"))}
    assert after.joker == "joker"


# A season, and a crowd


def test_a_season_of_twelve_breakfasts_repeats_nobody_soon() -> None:
    rng = random.Random(2026)
    regulars = crowd(40, organisations=12)
    last_met: dict[tuple[str, str], int] = {}
    distinct: set[tuple[str, str]] = set()
    meetings = 0
    for breakfast in range(12):
        present = [person for person in regulars if rng.random() < 0.75]
        ties = Ties(earlier={pair: breakfast - when for pair, when in last_met.items()})
        seen: set[tuple[str, str]] = set()
        for drawn in plan(present, ties, rounds=3, seed=f"breakfast {breakfast}"):
            for pair in pairs_of(drawn):
                one, two = sorted(pair)
                assert (one, two) not in seen, "met twice in an event"
                assert last_met.get((one, two), -9) != breakfast - 1, "met again at the very next"
                seen.add((one, two))
        last_met.update(dict.fromkeys(seen, breakfast))
        if breakfast < 8:
            distinct |= seen
            meetings += len(seen)
    # With so few meetings nearly each of them can be a new one.
    assert len(distinct) >= 0.97 * meetings


def test_a_thousand_people_who_know_a_tenth_of_each_other_all_meet_somebody_new() -> None:
    rng = random.Random(7)
    people = crowd(1000, organisations=20)
    earlier = {
        pair: rng.randint(1, 12)
        for pair in combinations((person.id for person in people), 2)
        if rng.random() < 0.1
    }
    for drawn in plan(people, Ties(earlier=earlier), rounds=3, seed=1):
        assert drawn.broken == ()


def test_more_people_than_an_exact_matching_can_take_are_paired_all_the_same() -> None:
    people = [Person(f"p{i:04}", "one house" if i % 3 else "") for i in range(1300)]
    drawn = draw(people, Ties(), seed=1)
    assert len(drawn.groups) == 650
    assert not drawn.proven
    # Two thirds work in one house: a third of all pairs can't be otherwise, hardly any more are.
    assert len(drawn.broken) <= 1.1 * (1300 * 2 / 3 - 650)


@pytest.mark.parametrize("number", [27, 301])
def test_where_everybody_knows_everybody_a_trio_is_found_without_trying_them_all(
    number: int,
) -> None:
    rng = random.Random(number)
    people = crowd(number)
    earlier = {
        pair: rng.randint(1, 12) for pair in combinations((person.id for person in people), 2)
    }
    drawn = draw(people, Ties(earlier=earlier), seed=1)
    assert Counter(map(len, groups_of(drawn))) == Counter({2: number // 2 - 1, 3: 1})
    assert {broken.rule for broken in drawn.broken} == {Reason.EARLIER}
    # Most of them met as long ago as can be.
    assert all(broken.events_ago and broken.events_ago > 3 for broken in drawn.broken)


@pytest.mark.parametrize("colleagues", [14, 16, 17])
def test_where_most_work_in_one_house_as_few_of_them_meet_as_can_be(colleagues: int) -> None:
    people = [Person(f"p{i:02}", "one house" if i < colleagues else "") for i in range(27)]
    drawn = draw(people, Ties(), seed=1)
    others = 27 - colleagues
    assert len(drawn.broken) == (colleagues - others + 1) // 2
