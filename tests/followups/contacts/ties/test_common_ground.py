"""Why two people fit: what one offers and the other looks for first, then what they share."""

from hypothesis import given, settings
from hypothesis import strategies as st

from followups.contacts.introductions.common_ground import (
    Ground,
    Reason,
    Side,
    fitting,
    reasons,
    weight,
)

WORDS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["Droit", "Bois", "Art"]))
SIDES = st.builds(
    Side,
    id=st.sampled_from(["1", "2", "3", "4"]),
    offers=WORDS,
    needs=WORDS,
    tags=WORDS,
    events=WORDS,
    town=WORDS,
    country=WORDS,
    note=st.sampled_from(["", "Sa chorale répète à Lyon", "Une chorale, des fjords"]),
)
MIRROR = {Ground.FIRST_HELPS: Ground.SECOND_HELPS, Ground.SECOND_HELPS: Ground.FIRST_HELPS}


def test_whom_one_can_help_comes_before_all_they_share() -> None:
    violin = Side("1", offers={"violon": "Violons"}, tags={"amis": "Amis"}, town={"lille": "Lille"})
    choir = Side("2", needs={"violon": "Un violon"}, tags={"amis": "Amis"}, town={"lille": "Lille"})
    assert reasons(violin, choir) == (
        Reason(Ground.FIRST_HELPS, ("Un violon",)),
        Reason(Ground.TAG, ("Amis",)),
        Reason(Ground.TOWN, ("Lille",)),
    )


def test_a_town_they_share_says_already_that_they_share_its_country() -> None:
    here = Side("1", town={"lille": "Lille"}, country={"france": "France"})
    elsewhere = Side("2", country={"france": "France"})
    assert [each.ground for each in reasons(here, Side("2", here.offers, town=here.town,
        country=here.country))] == [Ground.TOWN]  # fmt: skip
    assert [each.ground for each in reasons(here, elsewhere)] == [Ground.COUNTRY]


def test_words_of_notes_count_only_where_they_say_something() -> None:
    first, second = Side("1", note="Rencontre à la chorale"), Side("2", note="Chorale, rencontre")
    assert reasons(first, second) == (Reason(Ground.WORD, ("chorale",)),)


@settings(max_examples=60)
@given(SIDES, SIDES)
def test_two_people_fit_as_much_whoever_is_named_first(first: Side, second: Side) -> None:
    there, back = reasons(first, second), reasons(second, first)
    if first.id != second.id:
        assert weight(there) == weight(back)
        assert {each.ground for each in there} == {
            MIRROR.get(each.ground, each.ground) for each in back
        }


@settings(max_examples=60)
@given(SIDES, SIDES)
def test_a_reason_stands_on_words_that_somebody_said(first: Side, second: Side) -> None:
    for each in reasons(first, second):
        assert 1 <= len(each.words) <= 3
    assert weight(reasons(first, second)) >= 0


@settings(max_examples=30)
@given(SIDES, st.lists(SIDES, max_size=6, unique_by=lambda side: side.id), st.integers(0, 4))
def test_nobody_fits_herself_and_nobody_without_a_reason(
    first: Side, others: list[Side], most: int
) -> None:
    found = fitting(first, others, most=most)
    assert len(found) <= most
    weights = []
    for key, reason in found:
        other = next(side for side in others if side.id == key)
        assert key != first.id
        assert reasons(first, other)[0] == reason
        weights.append(weight(reasons(first, other)))
    assert weights == sorted(weights, reverse=True)
