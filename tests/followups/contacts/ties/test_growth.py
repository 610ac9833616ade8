"""How a list grew: no month left out, nobody lost."""

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from followups.contacts.network.growth import HEIGHT, MOST_MONTHS, bars, growth

DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=40), DAYS)
def test_the_months_follow_each_other_and_the_last_one_has_everybody(
    days: list[dt.date], until: dt.date
) -> None:
    months = growth(days, until)
    assert len(months) <= MOST_MONTHS
    assert months[-1].first_day == until.replace(day=1)
    assert months[-1].total == len(days)
    for one, other in itertools.pairwise(months):
        assert (one.first_day + dt.timedelta(days=32)).replace(day=1) == other.first_day
        assert one.total + other.new == other.total


@given(st.lists(DAYS, max_size=20), DAYS)
def test_the_bars_stand_on_one_ground_and_the_last_is_the_highest(
    days: list[dt.date], until: dt.date
) -> None:
    drawn = bars(growth(days, until))
    assert bool(drawn) is bool(days)
    for bar in drawn:
        assert bar.y >= 0
        assert abs(bar.y + bar.new_height + bar.old_height - HEIGHT) < 0.3
        assert bar.old_y >= bar.y
    if drawn:
        assert drawn[-1].y == 0
