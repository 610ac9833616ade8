"""When the rule changes: who stays, moves, comes, goes."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from events.calendar.matching import begins, match, period
from events.calendar.recurrence import Frequency, days

YEAR = (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
TUESDAYS = "FREQ=MONTHLY;BYDAY=1TU"
THURSDAYS = "FREQ=MONTHLY;BYDAY=2TH"


def standing(rule: str) -> dict[int, dt.date]:
    return dict(enumerate(days(rule, YEAR[0], since=YEAR[0], until=YEAR[1])))


def test_from_one_day_of_the_month_to_another_each_month_moves() -> None:
    new = days(THURSDAYS, YEAR[0], since=YEAR[0], until=YEAR[1])
    found = match(standing(TUESDAYS), new, Frequency.MONTHLY)
    assert list(found.moved.values()) == new
    assert not found.made
    assert not found.gone


def test_a_month_that_is_skipped_goes_and_one_that_was_comes() -> None:
    before = standing(f"{TUESDAYS};BYMONTH=1,2,3")
    after = days(f"{THURSDAYS};BYMONTH=2,3,4", YEAR[0], since=YEAR[0], until=YEAR[1])
    found = match(before, after, Frequency.MONTHLY)
    assert found.gone == (0,)
    assert found.made == (dt.date(2027, 4, 8),)
    assert found.moved == {1: dt.date(2027, 2, 11), 2: dt.date(2027, 3, 11)}


def test_between_rules_of_another_beat_only_the_days_of_both_stay() -> None:
    before = {1: dt.date(2027, 1, 5), 2: dt.date(2027, 2, 2)}
    found = match(before, [dt.date(2027, 1, 5), dt.date(2027, 1, 12)], None)
    assert found.gone == (2,)
    assert found.made == (dt.date(2027, 1, 12),)
    assert not found.moved


some_days = st.dates(*YEAR)


@given(
    st.sets(some_days, max_size=30).map(lambda found: dict(enumerate(sorted(found)))),
    st.sets(some_days, max_size=30),
    st.sampled_from([*Frequency, None]),
)
def test_after_it_every_day_of_the_rule_has_one_occurrence(
    before: dict[int, dt.date], after: set[dt.date], frequency: Frequency | None
) -> None:
    found = match(before, after, frequency)
    left = {key: day for key, day in before.items() if key not in found.gone}
    all_days = [*(left | dict(found.moved)).values(), *found.made]
    assert sorted(all_days) == sorted(after)
    for key, day in found.moved.items():
        assert period(day, frequency) == period(before[key], frequency)


@given(some_days, st.sampled_from([*Frequency, None]))
def test_a_period_begins_in_itself(day: dt.date, frequency: Frequency | None) -> None:
    first = begins(day, frequency)
    assert first <= day
    assert period(first, frequency) == period(day, frequency)
    before = first - dt.timedelta(days=1)
    assert period(before, frequency) != period(first, frequency)
