"""What the other participants may see of a guest."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.guests.consent import DEFAULT_SHARED, FIELDS, KEPT, cleaned, visible
from events.guests.particulars import Particulars

NOON = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
CARD = {"title": "Juriste", "organisation": "", "email": "ines@exemple.org", "phone": "01"}


def test_only_what_was_shared_and_says_something_is_seen() -> None:
    seen = visible(CARD, shared=["email", "organisation"], ended_at=NOON, at=NOON)
    assert seen == {"email": "ines@exemple.org"}


def test_everything_is_seen_until_30_days_after_the_end_and_nothing_from_then_on() -> None:
    last = NOON + KEPT - dt.timedelta(microseconds=1)
    assert visible(CARD, shared=FIELDS, ended_at=NOON, at=last)
    assert visible(CARD, shared=FIELDS, ended_at=NOON, at=NOON + KEPT) == {}


def test_the_usual_card_is_title_and_organisation() -> None:
    assert cleaned(DEFAULT_SHARED) == ["title", "organisation"]


@given(
    st.dictionaries(st.sampled_from([*FIELDS, "pitch"]), st.text(max_size=5)),
    st.sets(st.sampled_from([*FIELDS, "pitch", "name"])),
    st.integers(-40, 40),
)
def test_what_was_not_chosen_is_never_seen(
    values: dict[str, str], shared: set[str], days: int
) -> None:
    seen = visible(values, shared=shared, ended_at=NOON, at=NOON + dt.timedelta(days=days))
    assert set(seen) <= shared & set(FIELDS)
    assert all(seen.values())
    assert list(seen) == [field for field in FIELDS if field in seen]


@pytest.mark.parametrize("shared", [(), ("email",), ("title", "organisation", "mobile")])
def test_particulars_survive_the_session(shared: tuple[str, ...]) -> None:
    said = Particulars(given_name="Inès", family_name="Roux", title="Juriste", shared=shared)
    assert Particulars.from_json(said.as_json()) == said


def test_nothing_unknown_comes_out_of_a_session() -> None:
    kept = Particulars(given_name="Inès").as_json() | {"shared": ["email", "password"]}
    assert Particulars.from_json(kept).shared == ("email",)
