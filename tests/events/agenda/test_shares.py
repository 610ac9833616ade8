"""Sharing a time out: what is shared is neither more nor less than there was."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.agenda.shares import MINUTE, SECOND, split

LENGTHS = st.integers(0, 6 * 3600).map(lambda seconds: dt.timedelta(seconds=seconds))
SHARES = st.lists(
    st.integers(0, 60) | st.fractions(0, 4, max_denominator=100), min_size=1, max_size=8
).filter(lambda shares: sum(shares) > 0)


@given(length=LENGTHS, shares=SHARES)
def test_the_parts_are_exactly_the_whole_and_none_is_negative(length, shares):
    parts = split(length, shares)
    assert len(parts) == len(shares)
    assert sum(parts, dt.timedelta()) == length
    assert min(parts) >= dt.timedelta()


@given(length=LENGTHS, shares=SHARES)
def test_no_part_is_more_than_a_minute_from_its_share(length, shares):
    unit = MINUTE if length >= 2 * MINUTE * len(shares) else SECOND
    for part, share in zip(split(length, shares), shares, strict=True):
        exact = Fraction(length // SECOND) * Fraction(share) / Fraction(sum(shares))
        assert abs(Fraction(part // SECOND) - exact) <= unit // SECOND


@given(minutes=st.integers(1, 200), shares=st.lists(st.integers(1, 20), min_size=1, max_size=6))
def test_what_divides_evenly_is_divided_evenly(minutes, shares):
    assert split(minutes * sum(shares) * 2 * MINUTE, shares) == [
        share * minutes * 2 * MINUTE for share in shares
    ]


def test_an_hour_is_a_third_of_talk_and_two_thirds_of_questions():
    assert split(60 * MINUTE, [1, 2]) == [20 * MINUTE, 40 * MINUTE]
    assert split(50 * MINUTE, [Fraction(1, 3), Fraction(2, 3)]) == [17 * MINUTE, 33 * MINUTE]


@pytest.mark.parametrize("shares", [[0, 0], [2, -1]])
def test_nothing_and_less_than_nothing_cannot_be_shared(shares):
    with pytest.raises(ValueError, match="shares"):
        split(MINUTE, shares)
