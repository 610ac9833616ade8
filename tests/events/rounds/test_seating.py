"""Tables of three to eight, checked by code that shares nothing with the draw."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.rounds import bounds
from events.rounds.designs import perfect
from events.rounds.pairing import Draw, Person, Proof, Reason
from events.rounds.reseating import reseat
from events.rounds.seating import plan, sizes
from events.rounds.ties import Ties

Groups = Sequence[Sequence[str]]


def crowd(number: int) -> list[Person]:
    return [Person(f"p{i:03}") for i in range(number)]


def groups_of(drawn: Draw) -> list[tuple[str, ...]]:
    return [group.members for group in drawn.groups]


def again(rounds: Iterable[Groups], met: Iterable[frozenset[str]] = ()) -> int:
    """How often two people share a table that they shared before."""
    times = Counter(met)
    for groups in rounds:
        times.update(frozenset(pair) for group in groups for pair in combinations(group, 2))
    return sum(count - 1 for count in times.values())


def whole(drawn: Draw, people: Sequence[Person]) -> None:
    """Everybody sits once, at tables that differ by one seat at most."""
    groups = groups_of(drawn)
    seated = Counter(one for group in groups for one in group)
    assert seated == Counter(person.id for person in people)
    many = [len(group) for group in groups]
    assert max(many) - min(many) <= 1
    assert drawn.sitting_out == ()


def test_tables_are_as_large_as_wished_or_one_smaller_and_never_tiny() -> None:
    assert sizes(24, 6) == [6, 6, 6, 6]
    assert sizes(23, 6) == [6, 6, 6, 5]
    assert sizes(25, 6) == [5, 5, 5, 5, 5]
    assert sizes(9, 8) == [5, 4]
    # Two tables of five people would be of three and two.
    assert sizes(5, 4) == [5]
    assert sizes(2, 6) == [2]
    assert sizes(0, 6) == []


@given(people=st.integers(3, 600), size=st.integers(4, 8))
def test_tables_hold_everybody_and_differ_by_one(people: int, size: int) -> None:
    found = sizes(people, size)
    assert sum(found) == people
    assert found == sorted(found, reverse=True)
    assert found[0] - found[-1] <= 1
    assert found[-1] >= 3
    assert found[0] <= size + 1


@settings(max_examples=40, deadline=None)
@given(
    number=st.integers(3, 70),
    size=st.integers(3, 8),
    rounds=st.integers(1, 4),
    hosted=st.booleans(),
    seed=st.integers(),
)
def test_everyone_has_one_seat_a_round_and_the_same_seed_seats_alike(
    number: int, size: int, rounds: int, hosted: bool, seed: int
) -> None:
    people = crowd(number)
    hosts: list[str] | None = [] if hosted else None
    drawn = plan(people, Ties(), size=size, rounds=rounds, seed=seed, hosts=hosts)
    assert len(drawn) == rounds
    for each in drawn:
        whole(each, people)
    assert plan(people[::-1], Ties(), size=size, rounds=rounds, seed=seed, hosts=hosts) == drawn
    if hosted:
        assert all(each.hosts == drawn[0].hosts for each in drawn)
        assert all(
            group[0] == host
            for each in drawn
            for group, host in zip(groups_of(each), each.hosts, strict=True)
        )


# --- Nobody shares a table twice ---


def splits(people: Sequence[str], many: Sequence[int]) -> Iterator[list[tuple[str, ...]]]:
    """Yield every way to seat people at tables of these sizes, the first at the first table."""
    if not many:
        yield []
        return
    for size in sorted(set(many)):
        left = list(many)
        left.remove(size)
        for others in combinations(people[1:], size - 1):
            table = (people[0], *others)
            rest = [one for one in people if one not in table]
            for more in splits(rest, left):
                yield [table, *more]


def fewest(number: int, size: int, rounds: int) -> int:
    """How often people must share a table again at least, by trying all there is."""
    people = [person.id for person in crowd(number)]
    every = list(splits(people, sizes(number, size)))
    pairs = [
        frozenset(frozenset(p) for table in way for p in combinations(table, 2)) for way in every
    ]
    first = pairs[0]
    if rounds == 2:
        return min(len(first & other) for other in pairs)
    best = 10**6
    for second in pairs:
        twice = len(first & second)
        if twice < best:
            best = min(best, *(twice + len((first | second) & third) for third in pairs))
    return best


@pytest.mark.parametrize(
    ("number", "size", "rounds"),
    [
        (6, 3, 2),
        (6, 3, 3),
        (7, 4, 3),
        (8, 4, 2),
        (8, 4, 3),
        (9, 3, 2),
        (9, 3, 3),
        (10, 5, 3),
        (9, 5, 3),
    ],
)
def test_in_small_rooms_nobody_meets_again_more_than_trying_everything_says(
    number: int, size: int, rounds: int
) -> None:
    drawn = plan(crowd(number), Ties(), size=size, rounds=rounds, seed=1)
    assert again(map(groups_of, drawn)) == fewest(number, size, rounds)


@pytest.mark.parametrize(
    ("number", "size", "rounds"),
    [
        (9, 3, 4), (16, 4, 5), (15, 4, 5), (20, 4, 5), (24, 4, 5), (28, 4, 5), (40, 4, 5),
        (60, 4, 5), (25, 5, 6), (24, 5, 6), (35, 5, 5), (40, 5, 5), (49, 7, 8), (48, 7, 5),
        (42, 6, 5), (56, 7, 5),
        (64, 8, 9), (63, 8, 5), (72, 8, 5), (81, 9, 10), (36, 6, 3), (60, 6, 5),
    ],
)  # fmt: skip
def test_nobody_meets_again_where_a_schedule_without_is_known(
    number: int, size: int, rounds: int
) -> None:
    drawn = plan(crowd(number), Ties(), size=size, rounds=rounds, seed="a")
    assert again(map(groups_of, drawn)) == 0
    assert all(each.broken == () for each in drawn)


@pytest.mark.parametrize(("number", "size"), [(16, 4), (20, 4), (25, 5), (35, 5), (49, 7), (64, 8)])
def test_hosts_stay_while_the_others_go_round_and_meet_nobody_twice(number: int, size: int) -> None:
    drawn = plan(crowd(number), Ties(), size=size, rounds=4, seed=3, hosts=[])
    assert again(map(groups_of, drawn)) == 0
    assert len(set(drawn[0].hosts)) == number // size


@given(number=st.integers(3, 60), size=st.integers(3, 8), rounds=st.integers(1, 5))
def test_no_plan_beats_the_bound(number: int, size: int, rounds: int) -> None:
    at = sizes(number, size)
    rng = random.Random(number * size)
    ids = list(range(number))
    shuffled: list[list[list[str]]] = []
    for _ in range(rounds):
        rng.shuffle(ids)
        names = iter(map(str, ids))
        shuffled.append([[next(names) for _ in range(many)] for many in at])
    assert again(shuffled) >= bounds.repeats(at, rounds)


@settings(max_examples=60)
@given(
    tables=st.integers(2, 27),
    size=st.integers(2, 9),
    gaps=st.integers(0, 8),
    rounds=st.integers(1, 28),
)
def test_a_seating_that_is_made_brings_nobody_together_twice(
    tables: int, size: int, gaps: int, rounds: int
) -> None:
    gaps = min(gaps, tables - 1)
    many = [size] * (tables - gaps) + [size - 1] * gaps
    made = perfect(many, rounds, random.Random(1))
    if made is None:
        return
    assert len(made) == rounds
    assert again([[list(map(str, table)) for table in seats] for seats in made]) == 0
    for seats in made:
        assert sorted(map(len, seats), reverse=True) == many
        assert sorted(one for table in seats for one in table) == list(range(sum(many)))


# --- The other rules ---


@settings(max_examples=40, deadline=None)
@given(
    number=st.integers(4, 40),
    size=st.integers(4, 8),
    density=st.floats(0, 0.9),
    rng=st.randoms(use_true_random=False),
)
def test_a_block_is_never_crossed_at_any_density(
    number: int, size: int, density: float, rng: random.Random
) -> None:
    people = crowd(number)
    blocked = {p for p in combinations([one.id for one in people], 2) if rng.random() < density}
    drawn = plan(people, Ties(blocks=blocked), size=size, rounds=2, seed=1)
    for each in drawn:
        seated = Counter(one for group in groups_of(each) for one in group)
        assert seated + Counter(each.sitting_out) == Counter(one.id for one in people)
        for group in groups_of(each):
            assert len(group) > 1
            assert not blocked & set(combinations(sorted(group), 2))


def test_few_blocks_leave_nobody_out_and_no_reason_betrays_them() -> None:
    people = crowd(24)
    ids = [person.id for person in people]
    ties = Ties(blocks=zip(ids[::2], ids[1::2], strict=True))
    drawn = plan(people, ties, size=6, rounds=1, seed=1)[0]
    whole(drawn, people)
    assert drawn.broken == ()
    assert {group.reason for group in drawn.groups} == {Reason.NEW}


def test_turns_at_a_smaller_table_differ_by_at_most_one() -> None:
    for number in (26, 30, 39, 43, 50, 62, 77):
        for seed in range(3):
            drawn = plan(crowd(number), Ties(), size=4, rounds=4, seed=seed)
            turns = Counter(one for each in drawn for one in each.odd)
            counts = [turns[person.id] for person in crowd(number)]
            assert max(counts) - min(counts) <= 1, (number, seed)
            assert again(map(groups_of, drawn)) == 0


def test_keeping_a_table_comes_round() -> None:
    people = crowd(20)
    turns: Counter[str] = Counter()
    for evening in range(9):
        known = [replace(person, host_turns=turns[person.id]) for person in people]
        drawn = plan(known, Ties(), size=5, rounds=3, seed=evening, hosts=[])
        turns.update(drawn[0].hosts)
        counts = [turns[person.id] for person in people]
        assert max(counts) - min(counts) <= 1


def test_who_was_chosen_keeps_the_table_that_was_chosen() -> None:
    drawn = plan(crowd(20), Ties(), size=5, rounds=3, seed=1, hosts=["p007", "gone", "p003"])
    for each in drawn:
        assert each.hosts[:2] == ("p007", "p003")
        assert len(set(each.hosts)) == 4


def test_visitors_sit_with_members_and_first_timers_with_regulars() -> None:
    visitors = [Person(f"p{i:03}", visitor=i < 8) for i in range(32)]
    first_timers = [Person(f"p{i:03}", first_time=i < 8) for i in range(32)]
    for people in (visitors, first_timers):
        for each in plan(people, Ties(), size=4, rounds=3, seed=1):
            for group in groups_of(each):
                assert sum(one < "p008" for one in group) == 1
            assert each.broken == ()


def test_more_visitors_than_tables_share_them_as_evenly_as_can_be() -> None:
    people = [Person(f"p{i:03}", visitor=i < 13) for i in range(30)]
    drawn = plan(people, Ties(), size=5, rounds=1, seed=1)[0]
    assert sorted(sum(one < "p013" for one in g) for g in groups_of(drawn)) == [2] * 5 + [3]
    assert drawn.proof is Proof.HOUSES


def test_people_of_one_house_sit_apart_and_it_is_said_why_some_cannot() -> None:
    people = [Person(f"p{i:03}", "SCOP" if i < 6 else "") for i in range(20)]
    drawn = plan(people, Ties(), size=5, rounds=1, seed=1)[0]
    # Six people at four tables.
    assert [each.rule for each in drawn.broken] == [Reason.COLLEAGUES] * 2
    assert drawn.proof is Proof.HOUSES
    assert drawn.proven


def test_the_recent_weighs_more_than_the_old() -> None:
    ids = [person.id for person in crowd(12)]
    earlier = {pair: 1 if "p000" in pair else 9 for pair in combinations(ids[:6], 2)}
    drawn = plan(crowd(12), Ties(earlier=earlier), size=6, rounds=1, seed=1)[0]
    # The five who met long ago sit together rather than one of them with her they met last time.
    assert [each.events_ago for each in drawn.broken] == [9] * 10
    assert drawn.proof is Proof.NONE
    assert {group.reason for group in drawn.groups} == {Reason.NEW, Reason.EARLIER}


def test_that_people_share_a_table_again_is_proven_by_counting() -> None:
    first, second = plan(crowd(12), Ties(), size=6, rounds=2, seed=1)
    assert first.proof is Proof.NONE
    # Six people at two tables: three of them together, wherever they go.
    assert second.repeats == 12
    assert second.proof is Proof.TABLES
    met = list(combinations([person.id for person in crowd(8)], 2))
    drawn = plan(crowd(8), Ties(met=met), size=4, rounds=1, seed=1)[0]
    assert drawn.proof is Proof.PARTNERS


def test_nobody_is_nothing() -> None:
    assert plan([], Ties(), size=6, rounds=2, seed=1) == [Draw(groups=())] * 2


# --- Coming and going ---

TABLES = [
    ("p000", "p001", "p002", "p003"),
    ("p004", "p005", "p006", "p007"),
    ("p008", "p009", "p010"),
]


def seated(people: Sequence[Person], **more: object) -> list[tuple[str, ...]]:
    drawn = reseat(people, Ties(), size=4, seed=1, keep=TABLES, **more)  # type: ignore[arg-type]
    assert Counter(one for g in groups_of(drawn) for one in g) == Counter(p.id for p in people)
    return groups_of(drawn)


def test_who_comes_late_sits_down_at_the_smallest_table() -> None:
    assert seated(crowd(12)) == [*TABLES[:2], (*TABLES[2], "p011")]


def test_who_leaves_leaves_an_empty_chair_and_nobody_else_moves() -> None:
    people = [person for person in crowd(11) if person.id != "p001"]
    assert seated(people) == [("p000", "p002", "p003"), *TABLES[1:]]


def test_two_who_are_left_alone_find_another_table_each_and_nobody_else_moves() -> None:
    people = [person for person in crowd(11) if person.id != "p010"]
    found = seated(people)
    assert [group[:4] for group in found] == TABLES[:2]
    assert {len(group) for group in found} == {5}


def test_many_who_come_at_once_have_a_table_of_their_own() -> None:
    found = seated(crowd(16))
    assert found[:3] == [*TABLES[:2], (*TABLES[2], found[2][3])]
    assert len(found) == 4


def test_a_host_who_leaves_is_replaced_by_who_kept_a_table_least_often() -> None:
    people = [replace(p, host_turns=p.id != "p006") for p in crowd(11) if p.id != "p004"]
    drawn = reseat(people, Ties(), size=4, seed=1, keep=TABLES, hosts=["p000", "p004", "p008"])
    assert drawn.hosts == ("p000", "p006", "p008")


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(6, 40),
    size=st.integers(4, 8),
    leaving=st.sets(st.integers(0, 39), max_size=12),
    coming=st.integers(0, 9),
    blocks=st.integers(0, 30),
    rng=st.randoms(use_true_random=False),
)
def test_whoever_comes_and_goes_everybody_has_a_seat_and_who_stays_stays_together(
    number: int, size: int, leaving: set[int], coming: int, blocks: int, rng: random.Random
) -> None:
    everybody = crowd(number + coming)
    ids = [person.id for person in everybody]
    apart = [tuple(rng.sample(ids, 2)) for _ in range(blocks)]
    ties = Ties(blocks=[(one, two) for one, two in apart])
    before = groups_of(plan(everybody[:number], ties, size=size, rounds=1, seed=1)[0])
    here = [one for i, one in enumerate(everybody) if i not in leaving]
    drawn = reseat(here, ties, size=size, seed=2, keep=before)
    after = groups_of(drawn)
    counted = Counter(one for group in after for one in group)
    assert counted + Counter(drawn.sitting_out) == Counter(person.id for person in here)
    names = {person.id for person in here}
    for group in before:
        left = [one for one in group if one in names]
        if len(left) >= 3:
            assert any(set(left) <= set(other) for other in after)
    for group in after:
        assert not {tuple(sorted(p)) for p in apart} & set(combinations(sorted(group), 2))
