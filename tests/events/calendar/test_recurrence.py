"""The rules of a series: their days as dateutil has them, their hours as the wall has them."""

import calendar
import datetime as dt
import zoneinfo

import pytest
from dateutil import tz
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from events.calendar.recurrence import (
    MONTHS,
    NTHS,
    Frequency,
    Impossible,
    Pattern,
    check,
    days,
    following,
    instant,
    months_after,
)

ZONES = ("Europe/Paris", "America/Montreal", "Africa/Tunis")
FROM, UNTIL = dt.date(2026, 1, 1), dt.date(2035, 12, 31)
BEFORE = dt.date(2025, 12, 31)
TUESDAY = 1

some_day = st.dates(FROM, dt.date(2028, 12, 31))
times = st.times().map(lambda time: time.replace(second=0, microsecond=0))
# Hours that no clock change of these zones touches, and all.
daytime = times.filter(lambda time: time.hour >= 4)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    frequency = draw(st.sampled_from(Frequency))
    fields = {"frequency": frequency, "every": draw(st.integers(1, 6))}
    if frequency is Frequency.WEEKLY:
        fields["weekdays"] = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
    elif frequency is Frequency.YEARLY:
        month = draw(st.integers(1, 12))
        fields["month"] = month
        fields["month_day"] = draw(st.integers(1, calendar.monthrange(2000, month)[1]))
    elif draw(st.booleans()):
        fields |= {"nth": draw(st.sampled_from(NTHS)), "weekdays": (draw(st.integers(0, 6)),)}
    else:
        fields["month_day"] = draw(st.sampled_from([*range(1, 32), -1]))
    if frequency is not Frequency.YEARLY:
        fields["skipped"] = draw(st.frozensets(st.sampled_from(sorted(MONTHS)), max_size=11))
    end = draw(st.sampled_from(["until", "count", None]))
    if end == "until":
        fields["until"] = draw(st.dates(FROM, UNTIL))
    elif end == "count":
        fields["count"] = draw(st.integers(1, 200))
    return Pattern(**fields)


@given(patterns(), some_day)
def test_a_pattern_comes_back_from_its_rule(pattern: Pattern, first_day: dt.date) -> None:
    assert Pattern.read(pattern.rule, first_day) == pattern


@pytest.mark.parametrize("zone", ZONES)
@given(pattern=patterns(), first_day=some_day, time=daytime, skips=st.sets(st.integers(0, 60)))
def test_ten_years_of_a_rule_are_those_that_dateutil_finds(
    zone: str, pattern: Pattern, first_day: dt.date, time: dt.time, skips: set[int]
) -> None:
    """Its own way: with zone, DTSTART, EXDATE and an UNTIL in UTC, as RFC 5545 writes them."""
    everything = days(pattern.rule, first_day, since=FROM, until=UNTIL)
    exceptions = {day for place, day in enumerate(everything) if place in skips}
    clock = zoneinfo.ZoneInfo(zone)
    rule = pattern.rule
    if pattern.until:
        end = instant(pattern.until, time, clock)
        rule = rule.replace(f"{pattern.until:%Y%m%d}", f"{end:%Y%m%dT%H%M%SZ}")
    lines = [f"DTSTART;TZID={zone}:{first_day:%Y%m%d}T{time:%H%M%S}", f"RRULE:{rule}"]
    lines += [f"EXDATE;TZID={zone}:{day:%Y%m%d}T{time:%H%M%S}" for day in exceptions]
    theirs = rrulestr("\n".join(lines), forceset=True).between(
        dt.datetime.combine(FROM, dt.time(), tz.gettz(zone)),
        dt.datetime.combine(UNTIL, dt.time.max, tz.gettz(zone)),
        inc=True,
    )
    ours = days(pattern.rule, first_day, since=FROM, until=UNTIL, exceptions=exceptions)
    assert [instant(day, time, clock) for day in ours] == theirs


@pytest.mark.parametrize("zone", ZONES)
def test_eight_o_clock_stays_eight_o_clock_for_ten_years(zone: str) -> None:
    clock = zoneinfo.ZoneInfo(zone)
    found = days("FREQ=WEEKLY;BYDAY=TU", FROM, since=FROM, until=UNTIL)
    shown = {instant(day, dt.time(8), clock).astimezone(clock).time() for day in found}
    offsets = {instant(day, dt.time(8), clock).astimezone(clock).utcoffset() for day in found}
    assert shown == {dt.time(8)}
    assert len(offsets) == (1 if zone == "Africa/Tunis" else 2)


@pytest.mark.parametrize(
    ("zone", "day", "time", "said"),
    [
        # Skipped: read with the offset before.
        ("Europe/Paris", dt.date(2027, 3, 28), dt.time(2, 30), "2027-03-28T03:30:00+02:00"),
        ("America/Montreal", dt.date(2027, 3, 14), dt.time(2, 30), "2027-03-14T03:30:00-04:00"),
        # Twice: the first.
        ("Europe/Paris", dt.date(2027, 10, 31), dt.time(2, 30), "2027-10-31T02:30:00+02:00"),
        ("America/Montreal", dt.date(2027, 11, 7), dt.time(1, 30), "2027-11-07T01:30:00-04:00"),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice_is_read_as_rfc_5545_says(
    zone: str, day: dt.date, time: dt.time, said: str
) -> None:
    clock = zoneinfo.ZoneInfo(zone)
    assert instant(day, time, clock).astimezone(clock).isoformat() == said


def test_the_first_tuesday_but_in_august() -> None:
    pattern = Pattern(
        frequency=Frequency.MONTHLY, nth=1, weekdays=(TUESDAY,), skipped=frozenset({8})
    )
    assert pattern.rule == "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=1TU"
    found = days(pattern.rule, FROM, since=dt.date(2027, 7, 1), until=dt.date(2027, 10, 31))
    assert found == [dt.date(2027, 7, 6), dt.date(2027, 9, 7), dt.date(2027, 10, 5)]


def test_every_second_week_keeps_its_beat_from_the_first_day_on() -> None:
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"
    found = following(rule, dt.date(2026, 11, 19), since=dt.date(2026, 12, 1), count=2)
    assert found == [dt.date(2026, 12, 3), dt.date(2026, 12, 17)]


def test_a_day_that_is_left_out_still_counts_among_those_there_are_to_be() -> None:
    rule = "FREQ=WEEKLY;BYDAY=TU;COUNT=3"
    first = dt.date(2027, 1, 5)
    found = days(rule, first, since=FROM, until=UNTIL, exceptions=[dt.date(2027, 1, 12)])
    assert found == [first, dt.date(2027, 1, 19)]


def test_without_a_rule_there_is_one_day() -> None:
    assert following("", FROM, since=FROM, count=5) == [FROM]


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("RRULE:FREQ=WEEKLY;WKST=MO", Pattern(frequency=Frequency.WEEKLY, weekdays=(3,))),
        ("freq=monthly;byday=+2we", Pattern(frequency=Frequency.MONTHLY, nth=2, weekdays=(2,))),
        ("FREQ=MONTHLY", Pattern(frequency=Frequency.MONTHLY, month_day=1)),
        ("FREQ=YEARLY", Pattern(frequency=Frequency.YEARLY, month=1, month_day=1)),
        (
            "FREQ=WEEKLY;UNTIL=20271231T225959Z",
            Pattern(frequency=Frequency.WEEKLY, weekdays=(3,), until=dt.date(2027, 12, 31)),
        ),
    ],
)
def test_what_other_programs_write_is_understood(rule: str, pattern: Pattern) -> None:
    assert Pattern.read(rule, FROM) == pattern


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=1TU,3TU",
        "FREQ=MONTHLY;BYDAY=5FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=YEARLY;BYMONTH=1,6;BYMONTHDAY=1",
        "FREQ=DAILY;INTERVAL=10",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
    ],
)
def test_a_rule_beyond_the_editor_is_no_pattern_and_gives_its_days_all_the_same(rule: str) -> None:
    check(rule)
    assert Pattern.read(rule, FROM) is None
    theirs = rrulestr(rule, dtstart=dt.datetime.combine(FROM, dt.time(8)))
    ours = days(rule, FROM, since=FROM, until=UNTIL)
    assert ours == [
        each.date()
        for each in theirs.between(
            *(dt.datetime.combine(day, dt.time.max) for day in (BEFORE, UNTIL))
        )
    ]


@pytest.mark.parametrize("rule", ["", "tous les mardis", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX"])
def test_a_rule_that_gives_no_days_is_refused(rule: str) -> None:
    with pytest.raises(Impossible):
        check(rule)


@pytest.mark.parametrize(
    "fields",
    [
        {"frequency": Frequency.WEEKLY},
        {"frequency": Frequency.WEEKLY, "weekdays": (3, 1)},
        {"frequency": Frequency.WEEKLY, "weekdays": (1,), "every": 0},
        {"frequency": Frequency.WEEKLY, "weekdays": (1,), "skipped": MONTHS},
        {"frequency": Frequency.WEEKLY, "weekdays": (1,), "month": 2},
        {"frequency": Frequency.MONTHLY, "weekdays": (1,)},
        {"frequency": Frequency.MONTHLY, "nth": 5, "weekdays": (1,)},
        {"frequency": Frequency.MONTHLY, "month_day": 32},
        {"frequency": Frequency.YEARLY, "month": 2, "month_day": 30},
        {"frequency": Frequency.MONTHLY, "month_day": 1, "until": FROM, "count": 3},
    ],
)
def test_a_pattern_that_contradicts_itself_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(Impossible):
        Pattern(**fields)  # type: ignore[arg-type]


def test_a_few_months_after_the_thirty_first_is_the_end_of_a_shorter_month() -> None:
    assert months_after(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
