"""Which times are proposed for a coffee, wherever the two live and whatever they go to."""

import datetime as dt
import zoneinfo

from hypothesis import given
from hypothesis import strategies as st

from followups.reminders.due import Habits
from followups.reminders.writing.coffee import (
    AFTER,
    AHEAD,
    BEFORE,
    FROM,
    LASTS,
    MOST,
    UNTIL,
    Span,
    proposals,
)

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
# Far apart, half an hour off, across the date line, and with summer times of their own.
ZONES = (
    "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Apia",
    "Australia/Lord_Howe", "Africa/Dakar", "Pacific/Honolulu",
)  # fmt: skip
# The days around a change of the clocks are as good as others.
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
)
HABITS = st.builds(
    Habits,
    zone=st.sampled_from(ZONES).map(zoneinfo.ZoneInfo),
    quiet_from=st.times(),
    quiet_until=st.times(),
)
BUSY = st.lists(
    st.tuples(st.integers(-48, 14 * 24), st.integers(1, 30)), max_size=8
)  # hours from now, hours long


def spans(at: dt.datetime, busy: list[tuple[int, int]]) -> list[Span]:
    hour = dt.timedelta(hours=1)
    return [(at + begins * hour, at + (begins + lasts) * hour) for begins, lasts in busy]


@given(at=MOMENTS, mine=HABITS, theirs=HABITS, busy=BUSY)
def test_each_time_is_decent_for_both_and_leaves_events_their_room(
    at: dt.datetime, mine: Habits, theirs: Habits, busy: list[tuple[int, int]]
) -> None:
    going = spans(at, busy)
    found = proposals(at, mine, theirs, going)
    assert found == sorted(found)
    assert len(found) <= MOST
    days = [each.astimezone(mine.zone).date() for each in found]
    assert len(set(days)) == len(days)
    assert all(day > at.astimezone(mine.zone).date() for day in days)
    for start in found:
        assert at < start <= at + AHEAD
        for begins, ends in going:
            assert start + LASTS + BEFORE <= begins or start >= ends + AFTER
        for habits in (mine, theirs):
            for minutes in range(0, 45, 5):
                local = (start + dt.timedelta(minutes=minutes)).astimezone(habits.zone)
                assert local.weekday() < 5
                assert FROM <= local.time() <= UNTIL
            first, last = start, start + LASTS - dt.timedelta(minutes=1)
            for moment in (first, last):
                assert not quiet(moment.astimezone(habits.zone).time(), habits)
    assert proposals(at, mine, theirs, going) == found


def quiet(moment: dt.time, habits: Habits) -> bool:
    if habits.quiet_from <= habits.quiet_until:
        return habits.quiet_from <= moment < habits.quiet_until
    return not habits.quiet_until <= moment < habits.quiet_from


@given(at=MOMENTS, mine=st.sampled_from(ZONES), quiet_hours=st.booleans())
def test_two_in_one_zone_with_usual_hours_always_have_three(
    at: dt.datetime, mine: str, quiet_hours: bool
) -> None:
    zone = zoneinfo.ZoneInfo(mine)
    habits = Habits(zone) if quiet_hours else Habits(zone, dt.time(0), dt.time(0))
    assert len(proposals(at, habits, Habits(zone))) == MOST


def test_between_two_in_one_town_they_are_spread_over_days_and_hours() -> None:
    # Tuesday evening, after a breakfast; the next one is on the Thursday of the week after.
    at = dt.datetime(2026, 12, 1, 17, tzinfo=dt.UTC)
    both = Habits(PARIS)
    breakfast = tuple(dt.datetime(2026, 12, 7, hour, tzinfo=dt.UTC) for hour in (7, 9))
    found = proposals(at, both, both, [breakfast])  # type: ignore[list-item]
    said = [f"{each.astimezone(PARIS):%a %d %H:%M}" for each in found]
    assert said == ["Thu 03 10:00", "Mon 07 14:30", "Wed 09 16:30"]


def test_on_the_other_side_of_the_world_there_may_be_none() -> None:
    at = dt.datetime(2026, 12, 1, 17, tzinfo=dt.UTC)
    kiwi = Habits(zoneinfo.ZoneInfo("Pacific/Auckland"))
    assert proposals(at, Habits(PARIS), kiwi) == []
