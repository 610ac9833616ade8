"""When one wants to hear from somebody again: a rule without a calendar of its own."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from followups.contacts.flame.flame import (
    Flame,
    due_on,
    in_order,
    is_due,
    put_off,
    rounds_missed,
)

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
MONTHS = st.sampled_from([1, 3, 6, 12])
FLAMES = st.builds(Flame, st.integers(1, 99), MONTHS, DAYS)


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    assert due_on(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)


@given(DAYS, st.none() | DAYS)
def test_without_a_rhythm_nobody_is_ever_due(since: dt.date, later: dt.date | None) -> None:
    assert due_on(since, 0, later) is None


@given(DAYS, MONTHS, DAYS)
def test_putting_off_never_brings_the_day_nearer(
    since: dt.date, months: int, later: dt.date
) -> None:
    day, put = due_on(since, months), due_on(since, months, later)
    assert day is not None
    assert put is not None
    assert put >= day > since


@given(DAYS)
def test_later_is_a_month_from_the_day_on_which_one_says_it(day: dt.date) -> None:
    assert 28 <= (put_off(day) - day).days <= 31


@given(st.lists(FLAMES, max_size=12), DAYS)
def test_just_those_due_are_named_and_the_latest_by_her_own_rhythm_first(
    flames: list[Flame], day: dt.date
) -> None:
    found = in_order(flames, day)
    assert sorted(found, key=repr) == sorted((f for f in flames if is_due(f, day)), key=repr)
    late = [rounds_missed(each, day) for each in found]
    assert late == sorted(late, reverse=True)
    assert all(each >= 0 for each in late)


@given(st.lists(FLAMES, max_size=8, unique_by=lambda flame: flame.id), DAYS, st.randoms())
def test_the_order_does_not_depend_on_the_order_in_which_they_come(
    flames: list[Flame], day: dt.date, dice: object
) -> None:
    mixed = list(flames)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert in_order(mixed, day) == in_order(flames, day)


def test_a_month_late_is_more_for_every_month_than_for_once_a_year() -> None:
    day = dt.date(2026, 11, 29)
    monthly, yearly = (Flame(at, months, dt.date(2026, 10, 29)) for at, months in ((1, 1), (2, 12)))
    assert in_order([yearly, monthly], day) == [monthly, yearly]
