"""A part may wait for its hour: what is gained before it is free time, what is lost is late."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.agenda import actions, reading, run_sheet
from events.agenda.clock import Planned, waiting
from events.agenda.hours import at_hour
from events.agenda.stage import lines
from tests.factories import EventFactory
from tests.networking.paper import pages

EIGHT = dt.datetime(2026, 12, 1, 7, 0, tzinfo=dt.UTC)
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
PARTS = st.lists(
    st.tuples(st.integers(1, 90), st.none() | st.integers(-60, 400)), min_size=1, max_size=8
)


def minutes(count):
    return dt.timedelta(minutes=count)


def planned(parts):
    return [
        Planned(
            id=number,
            format="break",
            title=str(number),
            length=minutes(length),
            not_before=None if fixed is None else EIGHT + minutes(fixed),
        )
        for number, (length, fixed) in enumerate(parts)
    ]


def walked(agenda, begin):
    """The end, found by going from part to part."""
    for plan in agenda:
        begin = max(begin, plan.not_before or begin) + plan.length
    return begin


@given(parts=PARTS, late=st.integers(0, 200))
def test_the_projected_end_is_where_one_comes_by_going_from_part_to_part(parts, late):
    agenda = planned(parts)
    state = waiting(agenda, EIGHT)
    assert state.projected_end(EIGHT + minutes(late)) == walked(agenda, EIGHT + minutes(late))
    assert state.planned_end == walked(agenda, EIGHT)


@given(parts=PARTS)
def test_the_hours_on_the_list_leave_no_gap_that_is_not_said_to_be_free(parts):
    agenda = planned(parts)
    state = waiting(agenda, EIGHT)
    found = lines(state, EIGHT)
    at = EIGHT
    for line, plan in zip(found, agenda, strict=True):
        assert line.starts_at == at + line.free
        if plan.not_before:
            assert line.starts_at >= plan.not_before
            assert line.starts_at - line.pushed == plan.not_before or not line.pushed
        assert not (line.free and line.pushed)
        at = line.ends_at
    assert at == state.planned_end


@given(parts=PARTS)
def test_a_part_keeps_its_fixed_start_in_the_log(parts):
    for plan in planned(parts):
        assert Planned.from_json(plan.to_json()) == plan


def test_logs_from_before_there_were_fixed_starts_can_be_read():
    (plan,) = planned([(5, None)])
    said = plan.to_json()
    del said["not_before"]
    assert Planned.from_json(said) == plan


@pytest.mark.parametrize(
    ("start", "hour", "then"),
    [
        (8, dt.time(9, 0), (1, 9)),
        (8, dt.time(7, 0), (1, 7)),
        (22, dt.time(0, 30), (2, 0)),
        (19, dt.time(18, 0), (1, 18)),
    ],
)
def test_an_hour_is_that_of_the_day_or_of_the_night_after(start, hour, then):
    found = at_hour(hour, dt.datetime(2026, 12, 1, start, 0, tzinfo=PARIS)).astimezone(PARIS)
    assert (found.day, found.hour, found.minute) == (*then, hour.minute)


def test_a_fixed_start_is_copied_with_the_agenda_and_stands_on_the_run_sheet(breakfast):
    start = breakfast.local_start
    talk = breakfast.segments.get(format="talk")
    fixed = (start + minutes(55)).time()
    actions.change_segment(segment=talk, not_before=fixed, by=None)
    (line,) = [line for line in lines(reading.read(breakfast).state, start) if line.free]
    assert (line.part.plan.id, line.free) == (talk.pk, minutes(10))
    breakfast.association.language = "en"
    breakfast.association.save()
    page = " ".join(pages.text(run_sheet.printed(breakfast)).split())
    assert f"not before {fixed:%H:%M} (10 min free)" in page.replace("\u202f", " ")
    other = EventFactory.create(association=breakfast.association)
    copied = actions.copy_agenda(event=other, source=breakfast, by=None)
    assert [segment.not_before for segment in copied] == [None, None, fixed, None]


def test_the_console_says_for_which_hour_a_part_waits(client, cast, console):
    talk = cast.event.segments.get(format="talk")
    fixed = (cast.event.local_start + minutes(55)).time()
    actions.change_segment(segment=talk, not_before=fixed, by=None)
    client.force_login(cast.facilitator)
    root = cast.event.get_absolute_url()
    page = client.get(f"{root}console/part/", headers={"accept-language": "en"}).content.decode()
    assert f"not before {fixed:%H:%M}" in page
