"""A guest list's filters, as they stand in its address."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.guests.audience import KINDS, MOST_CHOSEN, SORTS, TABS, Audience, digest
from events.guests.models import ENDED, Kind, Status

numbers = st.integers(min_value=0, max_value=10**12 - 1)
texts = st.text(max_size=100).map(lambda text: " ".join(text.replace("\0", " ").split()))
audiences = st.builds(
    Audience,
    tab=st.sampled_from(sorted(TABS)),
    text=texts,
    kind=st.sampled_from(["", *KINDS]),
    tag=st.none() | numbers,
    first_time=st.booleans(),
    to_pay=st.booleans(),
    diet=st.booleans(),
    question=st.none() | numbers,
    mark=st.sampled_from(["", "here"]),
    sort=st.sampled_from(["", *SORTS]),
    chosen=st.lists(numbers, unique=True, max_size=5).map(tuple),
)


@given(audiences)
def test_an_address_is_read_as_it_was_written(audience: Audience) -> None:
    said = parse_qs(audience.query, encoding="utf-8", errors="surrogateescape")
    assert Audience.read(said) == audience
    assert Audience.kept(audience.as_json()) == audience


@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=30), max_size=3), max_size=6))
def test_no_address_is_an_error_and_reading_it_again_changes_nothing(
    said: dict[str, list[str]],
) -> None:
    audience = Audience.read(said)
    assert Audience.kept(audience.as_json()) == audience


@given(
    st.fixed_dictionaries(
        {
            name: st.lists(st.text(max_size=30), max_size=3)
            for name in ("tab", "q", "kind", "tag", "first", "pay", "asked", "mark", "sort", "id")
        }
    )
)
def test_whatever_is_typed_for_a_filter_is_read_the_same_way_again(
    said: dict[str, list[str]],
) -> None:
    audience = Audience.read(said)
    assert Audience.kept(audience.as_json()) == audience


@pytest.mark.parametrize(
    "said",
    [
        {"tab": ["nonsense"]},
        {"kind": ["king"], "sort": ["height"]},
        {"tag": ["-1"], "asked": ["x:y"], "id": ["1e3", "٣", "9" * 30]},
        {"first": ["yes"], "pay": ["0"], "mark": ["a b"]},
        {"q": ["\0  "]},
        {},
    ],
)
def test_what_is_unknown_is_passed_over(said: dict[str, list[str]]) -> None:
    assert Audience.read(said) == Audience()
    assert not Audience.read(said).query


def test_every_status_stands_on_one_tab_and_every_kind_can_be_filtered() -> None:
    statuses = [status for tab in TABS.values() for status in tab]
    assert sorted(statuses) == sorted(Status)
    assert set(TABS["ended"]) == ENDED
    assert set(KINDS) == set(Kind)


def test_an_answer_goes_with_its_question() -> None:
    audience = Audience.read({"asked": ["12:-"]})
    assert (audience.question, audience.answer, audience.asked) == (12, "-", "12:-")
    assert Audience.read({"asked": ["12"]}).asked == "12"


def test_only_so_many_can_be_chosen_each_once() -> None:
    said = {"id": [str(pk % (MOST_CHOSEN + 5)) for pk in range(3 * MOST_CHOSEN)]}
    assert len(Audience.read(said).chosen) == MOST_CHOSEN


def test_a_tab_keeps_the_filters_and_forgets_who_was_chosen() -> None:
    audience = Audience(text="roux", to_pay=True, chosen=(1, 2))
    assert audience.at("waiting") == Audience(tab="waiting", text="roux", to_pay=True)
    assert audience.found.chosen == ()
    assert audience.plain == Audience()
    assert audience.filtered
    assert audience.refined == 1


def test_a_digest_tells_one_set_of_guests_from_another() -> None:
    assert digest([3, 1, 2]) == digest([1, 2, 3, 3])
    assert digest([1, 2]) != digest([1, 2, 3])
    assert digest([12]) != digest([1, 2])
