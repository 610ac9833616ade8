"""When reminders leave."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from followups.reminders.due import (
    WAKING,
    WITHIN,
    Habits,
    next_decent,
    plan,
    tomorrow,
)

PARIS = Habits(zoneinfo.ZoneInfo("Europe/Paris"))


def at(text: str, zone: zoneinfo.ZoneInfo = PARIS.zone) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(dt.UTC)


def test_a_breakfast_that_ends_on_tuesday_at_ten() -> None:
    tuesday = plan(at("2026-12-01 10:00"), PARIS)
    assert tuesday.first == at("2026-12-01 18:00")
    assert tuesday.second == at("2026-12-02 18:00")
    assert tuesday.deadline == at("2026-12-03 10:00")


@pytest.mark.parametrize(
    ("ended", "first", "second"),
    [
        ("2026-12-01 12:00", "2026-12-01 18:00", "2026-12-03 08:00"),
        ("2026-12-01 12:01", "2026-12-02 09:00", "2026-12-03 08:01"),
        ("2026-12-01 20:30", "2026-12-02 09:00", "2026-12-03 16:00"),
        ("2026-12-01 23:30", "2026-12-02 09:00", "2026-12-03 16:00"),
        ("2026-12-01 02:00", "2026-12-01 18:00", "2026-12-02 16:00"),
    ],
)
def test_other_hours(ended: str, first: str, second: str) -> None:
    planned = plan(at(ended), PARIS)
    assert planned.first == at(first)
    assert planned.second == at(second)


def test_the_evening_is_the_persons_not_the_events() -> None:
    montreal = zoneinfo.ZoneInfo("America/Montreal")
    tokyo = zoneinfo.ZoneInfo("Asia/Tokyo")
    end = at("2026-12-01 10:00")
    assert plan(end, Habits(montreal)).first == at("2026-12-01 18:00", montreal)
    assert plan(end, Habits(tokyo)).first == at("2026-12-02 09:00", tokyo)


def test_the_deadline_is_48_hours_even_when_the_clocks_change() -> None:
    # On 25 October 2026 the clocks go back at three in the morning.
    saturday = plan(at("2026-10-24 10:00"), PARIS)
    assert saturday.deadline == at("2026-10-26 09:00")
    assert saturday.second == at("2026-10-25 17:00")


def test_without_weekends_reminders_are_dropped_and_the_deadline_stays() -> None:
    working = Habits(PARIS.zone, weekends=False)
    friday = plan(at("2026-12-04 10:00"), working)
    assert friday.first == at("2026-12-04 18:00")
    assert friday.second is None
    assert friday.deadline == at("2026-12-06 10:00")
    saturday = plan(at("2026-12-05 10:00"), working)
    assert saturday.first is None
    assert saturday.second is None


def test_long_quiet_hours_move_the_first_reminder_to_their_end() -> None:
    habits = Habits(PARIS.zone, quiet_from=dt.time(17), quiet_until=dt.time(10))
    assert plan(at("2026-12-01 10:00"), habits).first == at("2026-12-02 10:00")


def test_with_one_waking_hour_a_day_there_is_no_second_reminder() -> None:
    habits = Habits(PARIS.zone, quiet_from=dt.time(10), quiet_until=dt.time(9))
    planned = plan(at("2026-12-01 10:00"), habits)
    assert planned.first == at("2026-12-02 09:00")
    assert planned.second is None


def test_a_second_reminder_that_would_come_before_the_first_is_none() -> None:
    habits = Habits(PARIS.zone, quiet_from=dt.time(11), quiet_until=dt.time(8))
    # Six waking hours in all: four of them before the deadline begin on the first morning.
    planned = plan(at("2026-12-01 10:00"), habits)
    assert planned.first == at("2026-12-02 08:00")
    assert planned.second == at("2026-12-02 09:00")
    assert plan(at("2026-12-01 09:00"), habits).second is None


def test_without_quiet_hours_every_hour_is_decent() -> None:
    habits = Habits(PARIS.zone, quiet_from=dt.time(0), quiet_until=dt.time(0))
    assert plan(at("2026-12-01 10:00"), habits).second == at("2026-12-03 06:00")


def test_quiet_hours_after_midnight_only() -> None:
    habits = Habits(PARIS.zone, quiet_from=dt.time(1), quiet_until=dt.time(7))
    assert plan(at("2026-12-01 10:00"), habits).second == at("2026-12-03 00:00")


def test_a_reminder_that_could_not_leave_waits_for_a_decent_moment_before_the_deadline() -> None:
    deadline = at("2026-12-03 10:00")
    assert next_decent(at("2026-12-01 18:40"), PARIS, before=deadline) == at("2026-12-01 18:40")
    assert next_decent(at("2026-12-01 21:00"), PARIS, before=deadline) == at("2026-12-02 08:00")
    assert next_decent(at("2026-12-03 10:00"), PARIS, before=deadline) is None
    assert next_decent(at("2026-12-03 07:00"), PARIS, before=at("2026-12-03 08:00")) is None


def test_a_reminder_held_up_does_not_wait_into_the_weekend() -> None:
    working = Habits(PARIS.zone, weekends=False)
    assert next_decent(at("2026-12-04 21:00"), working, before=at("2026-12-06 10:00")) is None


def test_what_is_put_off_comes_back_tomorrow_at_nine_or_at_the_deadline() -> None:
    deadline = at("2026-12-03 08:30")
    assert tomorrow(at("2026-12-01 18:05"), PARIS, deadline=deadline) == at("2026-12-02 09:00")
    assert tomorrow(at("2026-12-02 18:05"), PARIS, deadline=deadline) == deadline


MINUTE = dt.timedelta(minutes=1)
ZONES = st.sampled_from(sorted(zoneinfo.available_timezones())).map(zoneinfo.ZoneInfo)
# Hours on whole minutes, as people say them.
TIMES = st.integers(0, 24 * 60 - 1).map(lambda minute: dt.time(minute // 60, minute % 60))
# Any minute of fifteen years.
ENDS = st.integers(0, 15 * 365 * 24 * 60).map(
    lambda minute: at("2020-01-01 00:00") + minute * MINUTE
)
HABITS = st.builds(Habits, zone=ZONES, quiet_from=TIMES, quiet_until=TIMES, weekends=st.booleans())


def is_quiet(moment: dt.datetime, habits: Habits) -> bool:
    """Say the rule another way: by looking at the clock on the wall."""
    wall = moment.astimezone(habits.zone).time()
    (begin, end) = (habits.quiet_from, habits.quiet_until)
    if begin <= end:
        return begin <= wall < end
    return wall >= begin or wall < end


@given(ENDS, HABITS)
def test_every_reminder_is_inside_the_window_decent_and_in_order(
    ended: dt.datetime, habits: Habits
) -> None:
    planned = plan(ended, habits)
    assert planned.deadline == ended + WITHIN
    reminders = [each for each in (planned.first, planned.second) if each is not None]
    assert reminders == sorted(set(reminders))
    for reminder in reminders:
        assert ended <= reminder < planned.deadline
        assert not is_quiet(reminder, habits)
        assert habits.weekends or reminder.astimezone(habits.zone).weekday() < 5
    assert plan(ended, habits) == planned


@given(ENDS, HABITS)
def test_the_second_leaves_four_waking_hours_and_not_a_minute_more(
    ended: dt.datetime, habits: Habits
) -> None:
    second = plan(ended, habits).second
    assume(second is not None)
    assert second is not None
    left = _waking_minutes(second, ended + WITHIN, habits)
    # Cut short by up to an hour where the clocks change during a quiet hour's edge.
    assert abs(left - WAKING) <= dt.timedelta(hours=1, minutes=2)


@given(ENDS, ZONES)
def test_with_usual_hours_both_reminders_are_to_be_had(
    ended: dt.datetime, zone: zoneinfo.ZoneInfo
) -> None:
    planned = plan(ended, Habits(zone))
    assert planned.first is not None
    assert planned.second is not None
    assert planned.second - planned.first >= dt.timedelta(hours=12)


@given(ENDS, HABITS, st.integers(0, 60 * 60))
def test_a_late_reminder_is_decent_too(ended: dt.datetime, habits: Habits, late: int) -> None:
    deadline = ended + WITHIN
    moment = next_decent(ended + dt.timedelta(minutes=late), habits, before=deadline)
    if moment is not None:
        assert ended + dt.timedelta(minutes=late) <= moment < deadline
        assert not is_quiet(moment, habits)


def _waking_minutes(start: dt.datetime, end: dt.datetime, habits: Habits) -> dt.timedelta:
    minutes = int((end - start) / MINUTE)
    awake = sum(not is_quiet(start + minute * MINUTE, habits) for minute in range(minutes))
    return awake * MINUTE
