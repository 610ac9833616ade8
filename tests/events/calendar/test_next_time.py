"""The same weekday of the month, a month on."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.calendar.next_time import next_month_like


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (dt.date(2026, 12, 1), dt.date(2027, 1, 5)),
        (dt.date(2027, 1, 5), dt.date(2027, 2, 2)),
        # A fifth Friday becomes the fourth where there is no fifth.
        (dt.date(2027, 1, 29), dt.date(2027, 2, 26)),
    ],
)
def test_the_first_tuesday_is_followed_by_the_first_tuesday(day: dt.date, after: dt.date) -> None:
    assert next_month_like(day) == after


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_it_is_always_the_next_month_the_same_weekday_and_week(day: dt.date) -> None:
    after = next_month_like(day)
    months = (after.year - day.year) * 12 + after.month - day.month
    assert (months, after.weekday()) == (1, day.weekday())
    last = calendar.monthrange(after.year, after.month)[1]
    same_week = (after.day - 1) // 7 == (day.day - 1) // 7
    assert same_week or after.day > last - 7
