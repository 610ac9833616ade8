"""Days and hours as French and English say them."""

import datetime as dt

import pytest
from django.utils import translation

from events.calendar.templatetags.calendar_words import said_day, said_hour


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
