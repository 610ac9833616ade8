"""Until when a seat is kept for who waits."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.guests.offers import BEFORE, EVENING, MORNING, SHORTEST, TIME_TO_ANSWER, deadline

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
# A Tuesday, eight o'clock.
BREAKFAST = dt.datetime(2026, 12, 1, 8, tzinfo=PARIS)


def on(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (on(20, 14), on(21, 14)),  # a day
        (on(20, 23), on(22, 9)),  # would run out at 23:00: the next morning
        (on(20, 3), on(21, 9)),
        (on(29, 10), on(30, 10)),
        (on(29, 23), on(30, 20)),  # the evening before at the latest, half a day ahead
        (on(30, 10), on(30, 20)),
        (on(30, 17), on(30, 20)),
        (on(30, 17, 1), None),  # too near: simply registered
        (on(1, 7, month=12), None),
        (on(1, 9, month=12), None),
    ],
)
def test_a_seat_is_kept_for_a_day_and_shorter_near_the_breakfast(
    at: dt.datetime, until: dt.datetime | None
) -> None:
    assert deadline(at=at, starts_at=BREAKFAST) == until


def test_an_evening_event_asks_for_the_last_answer_the_evening_before() -> None:
    dinner = on(30, 19)
    assert deadline(at=on(29, 14), starts_at=dinner) == on(29, 21)
    assert deadline(at=on(29, 18, 1), starts_at=dinner) is None


def test_a_day_is_twenty_four_hours_also_when_the_clocks_change() -> None:
    offered = dt.datetime(2026, 10, 24, 14, tzinfo=PARIS)
    until = deadline(at=offered, starts_at=BREAKFAST)
    assert until
    assert until.timestamp() - offered.timestamp() == TIME_TO_ANSWER.total_seconds()
    assert until.hour == 13


@given(
    st.integers(0, 2 * 365 * 24 * 60),
    st.timedeltas(dt.timedelta(), dt.timedelta(days=60)),
    st.sampled_from(["Europe/Paris", "America/Montreal", "Africa/Tunis", "Asia/Kolkata"]),
)
def test_a_deadline_leaves_time_to_answer_never_falls_at_night_and_is_never_too_near(
    minute: int, ahead: dt.timedelta, zone: str
) -> None:
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
    starts_at = (at + ahead).astimezone(zoneinfo.ZoneInfo(zone))
    until = deadline(at=at, starts_at=starts_at)
    if until is None:
        assert ahead < BEFORE + SHORTEST + dt.timedelta(hours=13)
        return
    assert until.timestamp() - at.timestamp() >= SHORTEST.total_seconds()
    assert starts_at.timestamp() - until.timestamp() >= BEFORE.total_seconds()
    assert MORNING <= until.astimezone(zoneinfo.ZoneInfo(zone)).time() <= EVENING
    # Never much longer than a day: a day and the rest of a night.
    assert until.timestamp() - at.timestamp() <= (TIME_TO_ANSWER.total_seconds() + 13 * 3600)
