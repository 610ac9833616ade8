"""Days and hours as French and English say them."""

import datetime as dt

import pytest
from django.utils import translation

from events.calendar.models import Event
from events.calendar.templatetags.calendar_words import (
    said_day,
    said_hour,
    short_month,
    unbroken_hours,
)


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("fr", dt.date(2026, 12, 1), "mardi 1er décembre 2026"),
        ("fr", dt.date(2026, 12, 21), "lundi 21 décembre 2026"),
        ("en", dt.date(2026, 12, 1), "Tuesday 1 December 2026"),
    ],
)
def test_a_day_is_said_whole(language: str, day: dt.date, said: str) -> None:
    with translation.override(language):
        assert said_day(day) == said


@pytest.mark.parametrize(
    ("language", "hour", "said"),
    [("fr", 8, "8\N{NO-BREAK SPACE}h"), ("en", 8, "08:00")],
)
def test_an_hour_is_said_as_clocks_on_the_wall_do(language: str, hour: int, said: str) -> None:
    with translation.override(language):
        assert said_hour(dt.datetime(2026, 12, 1, hour, tzinfo=dt.UTC)) == said


def test_half_past_eight_keeps_its_minutes() -> None:
    with translation.override("fr"):
        assert (
            said_hour(dt.datetime(2026, 12, 1, 8, 30, tzinfo=dt.UTC))
            == "8\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30"
        )


@pytest.mark.parametrize(
    ("language", "month", "said"),
    [("fr", 6, "Juin"), ("fr", 7, "Juil"), ("fr", 12, "Déc"), ("en", 6, "Jun"), ("en", 9, "Sep")],
)
def test_each_month_of_a_leaf_has_a_name_of_its_own(language: str, month: int, said: str) -> None:
    starts_at = dt.datetime(2027, month, 5, 12, tzinfo=dt.UTC)
    with translation.override(language):
        assert short_month(Event(starts_at=starts_at, time_zone="Europe/Paris")) == said


def test_the_hours_of_an_event_are_never_parted_after_the_dash() -> None:
    starts_at = dt.datetime(2027, 6, 5, 6, tzinfo=dt.UTC)
    event = Event(
        starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2), time_zone="Europe/Paris"
    )
    with translation.override("fr"):
        assert "–\N{WORD JOINER}\N{NO-BREAK SPACE}10" in unbroken_hours(event)
