"""When somebody is told by mail: gathered, hours apart, and never at night."""

import datetime as dt
import zoneinfo

from hypothesis import given
from hypothesis import strategies as st

from events.wishes.digest import APART, BEFORE, GATHERS, QUIET_FROM, QUIET_UNTIL, awake, leaves_at

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
BEGINS = dt.datetime(2026, 12, 8, 8, tzinfo=PARIS)
# Over nine months, in which clocks change twice.
instants = st.integers(-400_000, 2_000).map(
    lambda minutes: BEGINS.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
)
zones = st.sampled_from(["Europe/Paris", "America/Montreal", "Asia/Tokyo", "Pacific/Apia"]).map(
    zoneinfo.ZoneInfo
)


def paris(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 12, day, hour, minute, tzinfo=PARIS)


def test_the_first_news_waits_half_an_hour_for_others() -> None:
    assert leaves_at(paris(1, 10), None, BEGINS, PARIS) == paris(1, 10, 30)


def test_the_next_mail_comes_four_hours_after_the_last() -> None:
    assert leaves_at(paris(1, 10), paris(1, 9), BEGINS, PARIS) == paris(1, 13)


def test_what_comes_in_the_evening_is_told_in_the_morning() -> None:
    assert leaves_at(paris(1, 19, 45), None, BEGINS, PARIS) == paris(2, 8)
    assert leaves_at(paris(1, 3), None, BEGINS, PARIS) == paris(1, 8)


def test_nothing_is_told_by_mail_shortly_before_the_event_or_during_it() -> None:
    # It would leave at eight, when the event begins.
    assert leaves_at(paris(7, 21), None, BEGINS, PARIS) is None
    assert leaves_at(paris(8, 8, 30), None, BEGINS, PARIS) is None


@given(first=instants, last=st.none() | instants, begins=instants, zone=zones)
def test_a_mail_is_never_early_never_too_soon_never_quiet_and_never_too_late(
    first: dt.datetime, last: dt.datetime | None, begins: dt.datetime, zone: zoneinfo.ZoneInfo
) -> None:
    leaves = leaves_at(first, last, begins, zone)
    if leaves is not None:
        assert leaves >= first + GATHERS
        assert last is None or leaves >= last + APART
        assert leaves < begins - BEFORE
        assert QUIET_UNTIL <= leaves.astimezone(zone).time() < QUIET_FROM


@given(at=instants, zone=zones)
def test_whoever_is_awake_is_told_at_once_and_the_others_when_they_wake(
    at: dt.datetime, zone: zoneinfo.ZoneInfo
) -> None:
    moment = awake(at, zone)
    assert at <= moment <= at + dt.timedelta(hours=13)
    assert awake(moment, zone) == moment
