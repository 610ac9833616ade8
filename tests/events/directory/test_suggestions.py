"""Whom to meet: give before you receive, new faces first, one's own house last."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from events.directory.suggestions import Person, Why, suggest

ME = Person("me", "Tech & Co", offers=frozenset({"comptabilite"}), needs=frozenset({"locaux"}))


def person(id: str, *, offers: str = "", needs: str = "", organisation: str = "") -> Person:
    return Person(id, organisation, frozenset(offers.split()), frozenset(needs.split()))


def ids(*others: Person, **options: object) -> list[str]:
    return [each.id for each in suggest(ME, others, **options)]  # type: ignore[arg-type]


def test_whom_i_can_help_comes_before_who_can_help_me() -> None:
    assert ids(person("a", offers="locaux"), person("b", needs="comptabilite")) == ["b", "a"]


def test_who_does_both_comes_first_and_a_shared_need_after() -> None:
    both = person("z", offers="locaux", needs="comptabilite")
    same = person("a", needs="locaux")
    assert ids(person("b", needs="comptabilite"), same, both) == ["z", "b", "a"]


def test_new_faces_come_before_those_i_know() -> None:
    known = person("a", needs="comptabilite")
    new = person("b", offers="locaux")
    assert ids(known, new, met={"a"}) == ["b", "a"]


def test_ones_own_organisation_comes_last_and_only_for_a_reason() -> None:
    colleague = person("a", needs="comptabilite", organisation="Tech & Co")
    idle = person("b", organisation="Tech & Co")
    assert ids(colleague, idle, person("c")) == ["c", "a"]


def test_each_suggestion_says_why() -> None:
    [found] = suggest(ME, [person("a", needs="comptabilite")])
    assert (found.why, found.give, found.take) == (Why.I_CAN_HELP, "comptabilite", "")
    [found] = suggest(ME, [person("a", needs="comptabilite", offers="locaux")])
    assert (found.why, found.give, found.take) == (Why.BOTH, "comptabilite", "locaux")


def test_who_has_more_in_common_comes_first() -> None:
    me = Person("me", offers=frozenset({"presse", "droit"}))
    found = suggest(me, [person("a", needs="presse"), person("b", needs="presse droit")])
    assert [each.id for each in found] == ["b", "a"]


def test_a_room_without_tags_is_not_all_sent_to_the_same_person() -> None:
    people = [person(f"p{number}") for number in range(40)]
    first = [suggest(me, people, most=1)[0].id for me in people]
    assert len(set(first)) > 15


TAGS = st.frozensets(st.sampled_from(["locaux", "comptabilite", "presse"]))
PEOPLE = st.lists(
    st.builds(Person, st.uuids().map(str), st.sampled_from(["", "Tech & Co"]), TAGS, TAGS),
    max_size=12,
    unique_by=lambda each: each.id,
)


@given(PEOPLE, st.integers(0, 6))
def test_nobody_is_suggested_to_herself_or_twice_or_beyond_the_limit(
    people: list[Person], most: int
) -> None:
    for me in people:
        found = [each.id for each in suggest(me, people, most=most)]
        assert me.id not in found
        assert len(found) == len(set(found)) <= most


@given(PEOPLE, st.randoms())
def test_the_order_of_the_guest_list_changes_nothing(people: list[Person], dice: Random) -> None:
    shuffled = dice.sample(people, len(people))
    assert suggest(ME, people) == suggest(ME, shuffled)


@given(PEOPLE)
def test_who_can_help_each_other_are_suggested_to_each_other(people: list[Person]) -> None:
    mutual = {
        (me.id, each.id): (each.give, each.take)
        for me in people
        for each in suggest(me, people, most=99)
        if each.why is Why.BOTH
    }
    assert {(other, me) for me, other in mutual} == set(mutual)
    by_id = {each.id: each for each in people}
    for (me, other), (give, take) in mutual.items():
        assert give in by_id[me].offers & by_id[other].needs
        assert take in by_id[other].offers & by_id[me].needs


@given(PEOPLE, st.sets(st.integers(0, 11)))
def test_nobody_blocked_is_ever_suggested(people: list[Person], numbers: set[int]) -> None:
    blocked = {people[number].id for number in numbers if number < len(people)}
    for me in people:
        found = suggest(me, people, blocked=blocked, most=99)
        assert not blocked & {each.id for each in found}
        # And nothing else changes for her: a missing name is the only sign there could be.
        everybody = suggest(me, people, most=99)
        assert found == [each for each in everybody if each.id not in blocked]


@given(PEOPLE, st.sets(st.integers(0, 11)))
def test_nobody_is_put_forward_without_her_consent(people: list[Person], numbers: set[int]) -> None:
    asked = [
        replace(person, consented=number not in numbers) for number, person in enumerate(people)
    ]
    silent = {person.id for person in asked if not person.consented}
    for me in asked:
        found = suggest(me, asked, most=99)
        assert not silent & {each.id for each in found}
        assert found == [each for each in suggest(me, people, most=99) if each.id not in silent]
