"""A segment that goes on by itself, at its instant, once."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from events.agenda import actions, reading
from events.agenda.formats import FORMATS
from events.agenda.models import Command, Segment
from events.calendar.models import Event
from networking.time import now
from tests.cast import Cast
from tests.events.agenda.conftest import Console

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def welcome(breakfast: Event) -> Segment:
    """The quarter of an hour at the beginning gives way to the round table by itself."""
    segment = Segment.objects.get(event=breakfast, format="welcome")
    return actions.change_segment(segment=segment, by=None, by_itself=True)


def title(event: Event) -> str:
    current = reading.read(event).state.current
    return current.plan.format if current else ""


def test_it_begins_the_next_one_at_its_instant_however_late_anybody_asks(
    breakfast: Event, console: Console, welcome: Segment, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(breakfast.starts_at, tick=False)
    console.tap("start")
    time_machine.shift(14.9 * MINUTE)
    assert actions.go_on(event=breakfast, by=None) is None

    time_machine.shift(17 * 1.0)
    assert actions.go_on_everywhere(by=None) == 1
    assert actions.go_on_everywhere(by=None) == 0
    assert title(breakfast) == "round_table"
    assert Command.objects.get(kind="next").at == breakfast.starts_at + 15 * MINUTE


def test_what_somebody_has_to_lead_never_goes_on_by_itself(
    breakfast: Event, console: Console, time_machine: TimeMachineFixture
) -> None:
    for segment in Segment.objects.filter(event=breakfast):
        actions.change_segment(segment=segment, by=None, by_itself=True)
    time_machine.move_to(breakfast.starts_at, tick=False)
    console.tap("start")
    time_machine.shift(60 * MINUTE)
    actions.go_on(event=breakfast, by=None)
    assert title(breakfast) == "round_table"
    assert console.reading.due is None


@pytest.mark.parametrize("format", ["impromptu", "round_table", "speed_tables"])
def test_what_has_turns_is_never_cut_off_by_the_clock(format: str) -> None:
    assert not FORMATS[format].by_the_clock


def test_whoever_takes_it_back_goes_on_by_hand_unless_there_is_more_time(
    breakfast: Event, console: Console, welcome: Segment, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(breakfast.starts_at, tick=False)
    console.tap("start")
    time_machine.shift(15 * MINUTE)
    went_on = actions.go_on(event=breakfast, by=None)
    assert went_on is not None
    console.undo(went_on.rev)
    assert title(breakfast) == "welcome"
    assert actions.go_on(event=breakfast, by=None) is None

    console.tap("extend", seconds=120)
    assert console.reading.due == breakfast.starts_at + 17 * MINUTE
    time_machine.shift(2 * MINUTE)
    assert actions.go_on(event=breakfast, by=None) is not None


def test_a_pause_puts_it_off_and_a_tap_makes_it_needless(
    breakfast: Event, console: Console, welcome: Segment, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(breakfast.starts_at, tick=False)
    console.tap("start")
    console.tap("pause")
    time_machine.shift(20 * MINUTE)
    assert actions.go_on(event=breakfast, by=None) is None
    console.tap("resume")
    assert console.reading.due == breakfast.starts_at + 35 * MINUTE
    console.tap("next")
    time_machine.shift(20 * MINUTE)
    assert actions.go_on(event=breakfast, by=None) is None


def test_a_tap_that_came_just_too_late_does_not_go_on_twice(
    breakfast: Event, console: Console, welcome: Segment, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(breakfast.starts_at, tick=False)
    console.tap("start")
    rev = console.rev
    time_machine.shift(15 * MINUTE)
    actions.go_on(event=breakfast, by=None)
    with pytest.raises(actions.Stale):
        console.tap("next", rev=rev)
    assert title(breakfast) == "round_table"


def test_it_waits_for_the_fixed_start_of_the_next_one(
    breakfast: Event, console: Console, welcome: Segment, time_machine: TimeMachineFixture
) -> None:
    table = Segment.objects.get(event=breakfast, format="round_table")
    hour = (breakfast.local_start + 20 * MINUTE).time()
    actions.change_segment(segment=table, by=None, not_before=hour)
    time_machine.move_to(breakfast.starts_at, tick=False)
    console.tap("start")
    assert console.reading.due == breakfast.starts_at + 20 * MINUTE


def test_the_page_that_asks_is_told_to_ask_again_while_it_is_too_early(
    client: Client, breakfast: Event, cast: Cast, welcome: Segment
) -> None:
    console = Console(breakfast, cast.facilitator)
    console.tap("start")
    client.force_login(cast.facilitator)
    url = reverse("agenda:go_on", args=[breakfast.association.slug, breakfast.slug])
    assert client.post(url).status_code == 409
    console.tap("next")
    assert client.post(url).status_code == 204
    assert client.get(url).status_code == 405


def test_the_organiser_ticks_it_where_the_format_allows_it(
    client: Client, breakfast: Event, cast: Cast
) -> None:
    client.force_login(cast.organiser)
    segments = {segment.format: segment for segment in Segment.objects.filter(event=breakfast)}
    shown = {}
    for format in ("welcome", "round_table"):
        args = [breakfast.association.slug, breakfast.slug, segments[format].pk]
        shown[format] = client.get(reverse("agenda:segment", args=args)).content.decode()
    assert "Goes on by itself" in shown["welcome"]
    assert "Goes on by itself" not in shown["round_table"]


def test_a_copy_keeps_it(breakfast: Event, welcome: Segment) -> None:
    copy = actions.duplicate_segment(segment=welcome, by=None)
    assert copy.by_itself


def test_the_console_says_when(
    client: Client, breakfast: Event, cast: Cast, welcome: Segment
) -> None:
    console = Console(breakfast, cast.facilitator)
    console.tap("start")
    client.force_login(cast.facilitator)
    args = [breakfast.association.slug, breakfast.slug]
    page = client.get(reverse("agenda:console_part", args=args)).content.decode()
    assert "begins by itself at" in page
    due = console.reading.due
    assert due is not None
    assert due - now() < 15 * MINUTE
