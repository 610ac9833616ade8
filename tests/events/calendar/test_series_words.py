"""A rule, in the words of both languages."""

import datetime as dt

import pytest
from django.utils import translation

from events.calendar.recurrence import Frequency, Pattern
from events.calendar.words import said, said_series
from tests.factories import SeriesFactory


def weekly(*weekdays: int, **fields: object) -> Pattern:
    return Pattern(frequency=Frequency.WEEKLY, weekdays=weekdays, **fields)


def monthly(**fields: object) -> Pattern:
    return Pattern(frequency=Frequency.MONTHLY, **fields)


def yearly(**fields: object) -> Pattern:
    return Pattern(frequency=Frequency.YEARLY, **fields)


FIRST = {"nth": 1, "weekdays": (1,)}
SAID = [
    (
        monthly(**FIRST, skipped=frozenset({8})),
        "le premier mardi du mois, sauf en août",
        "the first Tuesday of the month, except in August",
    ),
    (
        monthly(nth=-1, weekdays=(3,), skipped=frozenset({7, 8, 12})),
        "le dernier jeudi du mois, sauf en juillet, août et décembre",
        "the last Thursday of the month, except in July, August and December",
    ),
    (
        monthly(nth=2, weekdays=(4,), every=3),
        "tous les 3 mois, le deuxième vendredi",
        "every 3 months, on the second Friday",
    ),
    (monthly(month_day=15), "le 15 du mois", "on day 15 of the month"),
    (monthly(month_day=1), "le premier jour du mois", "the first day of the month"),
    (monthly(month_day=-1), "le dernier jour du mois", "the last day of the month"),
    (
        monthly(month_day=31),
        "le 31 des mois qui en ont un",
        "on day 31 of the months that have one",
    ),
    (
        monthly(month_day=30, every=2),
        "tous les 2 mois, le 30 s’il existe",
        "every 2 months, on day 30 where there is one",
    ),
    (weekly(1), "chaque mardi", "every Tuesday"),
    (weekly(0, 2, 4), "chaque lundi, mercredi et vendredi", "every Monday, Wednesday and Friday"),
    (
        weekly(3, every=2, count=10),
        "toutes les 2 semaines, le jeudi, 10 fois",
        "every 2 weeks, on Thursday, 10 times",
    ),
    (weekly(3, count=1), "chaque jeudi, 1 fois", "every Thursday, 1 time"),
    (
        weekly(3, until=dt.date(2027, 7, 1)),
        "chaque jeudi, jusqu’au 1er juillet 2027",
        "every Thursday, until 1 July 2027",
    ),
    (yearly(month=6, month_day=21), "chaque année le 21 juin", "every year on 21 June"),
    (
        yearly(month=1, month_day=1, every=2),
        "tous les 2 ans le 1er janvier",
        "every 2 years on 1 January",
    ),
]


@pytest.mark.parametrize(("pattern", "french", "english"), SAID, ids=lambda said: str(said)[:50])
def test_a_pattern_is_a_sentence_of_its_own(pattern: Pattern, french: str, english: str) -> None:
    with translation.override("en"):
        assert said(pattern).replace("\N{NO-BREAK SPACE}", " ") == english
    with translation.override("fr"):
        assert said(pattern).replace("\N{NO-BREAK SPACE}", " ") == french


def test_a_rule_beyond_the_editor_is_said_by_its_next_days() -> None:
    series = SeriesFactory.build(
        rule="FREQ=MONTHLY;BYDAY=1TU,3TU", first_day=dt.date(2090, 1, 1), association=None
    )
    with translation.override("en"):
        assert said_series(series) == (
            "by a rule of its own; next on 3 January 2090, 17 January 2090 and 7 February 2090"
        )


def test_a_rule_with_nothing_left_says_so() -> None:
    series = SeriesFactory.build(
        rule="FREQ=DAILY;COUNT=2", first_day=dt.date(2020, 1, 1), association=None
    )
    with translation.override("en"):
        assert said_series(series) == "by a rule of its own, which gives no more dates"


def test_without_a_rule_it_is_once() -> None:
    series = SeriesFactory.build(rule="", first_day=dt.date(2027, 1, 1), association=None)
    with translation.override("en"):
        assert said_series(series) == "once, on 1 January 2027"
