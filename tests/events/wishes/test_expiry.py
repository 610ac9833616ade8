"""How long an open wish counts, and when all is over."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from events.wishes.expiry import BEFORE, DURING, LATE, counts, counts_until, over_at

BEGINS = dt.datetime(2026, 12, 1, 7, tzinfo=dt.UTC)
ENDS = BEGINS + dt.timedelta(hours=2)
instants = st.integers(-10_000, 200).map(lambda minutes: BEGINS + dt.timedelta(minutes=minutes))


def test_before_the_event_a_wish_counts_for_a_day() -> None:
    asked = BEGINS - dt.timedelta(days=5)
    assert counts_until(asked, BEGINS) == asked + dt.timedelta(hours=24)


def test_while_it_is_on_a_wish_counts_for_ten_minutes() -> None:
    asked = BEGINS + dt.timedelta(minutes=100)
    assert counts_until(asked, BEGINS) == asked + dt.timedelta(minutes=10)


def test_what_was_asked_the_evening_before_counts_until_ten_minutes_after_the_beginning() -> None:
    asked = BEGINS - dt.timedelta(hours=11)
    assert counts_until(asked, BEGINS) == BEGINS + dt.timedelta(minutes=10)


@given(asked=instants)
def test_no_wish_blocks_its_asker_for_more_than_a_day_nor_for_less_than_ten_minutes(
    asked: dt.datetime,
) -> None:
    assert DURING <= counts_until(asked, BEGINS) - asked <= BEFORE


@given(asked=instants, at=instants, later=instants)
def test_what_has_stopped_counting_never_counts_again(
    asked: dt.datetime, at: dt.datetime, later: dt.datetime
) -> None:
    at, later = sorted((at, later))
    assert counts(asked, BEGINS, at) or not counts(asked, BEGINS, later)


@given(one=instants, other=instants)
def test_who_asked_first_is_free_first(one: dt.datetime, other: dt.datetime) -> None:
    one, other = sorted((one, other))
    assert counts_until(one, BEGINS) <= counts_until(other, BEGINS)


def test_a_live_event_that_runs_late_is_not_over_at_its_hour() -> None:
    assert over_at(ENDS, live=False) == ENDS
    assert over_at(ENDS, live=True) == ENDS + LATE
