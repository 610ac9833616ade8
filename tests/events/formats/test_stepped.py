"""Formats made of steps: by the clock one follows the other, a tap begins the next one early."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from events.agenda import actions, run_sheet
from events.agenda.clock import ZERO, Moment, Planned
from events.agenda.formats import FORMATS
from events.agenda.log import Entry, Refused
from events.agenda.models import Segment
from events.agenda.stage import primary
from events.agenda.stepped import Stepped, edges, step_at
from networking.time import now
from tests.networking.paper import pages

NINE = dt.datetime(2026, 12, 1, 8, 0, tzinfo=dt.UTC)
STEPPED = {key: format_ for key, format_ in FORMATS.items() if isinstance(format_, Stepped)}
WALK = FORMATS["walk_and_talk"]


def minutes(count):
    return dt.timedelta(minutes=count)


def moment(elapsed, length=30):
    segment = Planned(1, "walk_and_talk", "Walk", minutes(length))
    at = NINE + minutes(elapsed)
    return Moment(segment, at, minutes(elapsed), minutes(length), running=True, current=True)


def begin(step):
    return Entry(1, "walk_and_talk.begin", NINE, {"step": step})


def told(state, at):
    phases = WALK.public(state, at)["phases"]
    return [(phase["name"], phase["length"] / 60_000) for phase in phases]


def test_the_time_is_shared_out_among_the_steps():
    assert told((), moment(0)) == [
        ("setting_off", 2),
        ("way_out", 12),
        ("way_back", 12),
        ("back", 4),
    ]


def test_a_step_begun_early_gives_its_time_to_those_still_to_come():
    state = WALK.apply((), begin("way_back"), moment(9))
    assert [length for _, length in told(state, moment(9))] == [2, 7, 16, 5]


def test_a_tap_that_comes_late_does_not_begin_another_step():
    for late in ("setting_off", "way_out"):
        with pytest.raises(Refused, match="step_is_on"):
            WALK.apply((), begin(late), moment(5))


@pytest.mark.parametrize("step", ["", "lunch", None])
def test_there_are_no_other_steps(step):
    with pytest.raises(Refused, match="no_such_step"):
        WALK.apply((), begin(step), moment(5))
    with pytest.raises(Refused, match="unknown_command"):
        WALK.apply((), Entry(1, "walk_and_talk.run", NINE), moment(5))


@given(
    shares=st.lists(st.integers(1, 20), min_size=1, max_size=6),
    taps=st.lists(st.integers(0, 5000), max_size=5),
    length=st.integers(1, 7200),
)
def test_steps_follow_each_other_without_gap_from_beginning_to_end(shares, taps, length):
    seconds = [dt.timedelta(seconds=tap) for tap in sorted(taps)][: len(shares) - 1]
    found = edges(shares, tuple(seconds), dt.timedelta(seconds=length))
    assert found[0] == ZERO
    assert found == sorted(found)
    assert len(found) == len(shares) + 1
    assert found[-1] == max(dt.timedelta(seconds=length), *seconds, ZERO)
    for index, begun in enumerate(found[:-1]):
        assert step_at(found, begun) >= index


@pytest.mark.parametrize("key", sorted(STEPPED))
def test_it_is_played_from_its_first_step_to_its_last(client, cast, console, key):
    Segment.objects.filter(event=cast.event).delete()
    actions.add_segment(event=cast.event, format=key, by=None)
    steps = STEPPED[key].steps
    assert len({step.name for step in steps}) == len(steps)
    assert sum(step.share for step in steps) == STEPPED[key].minutes
    console.tap("start")
    client.force_login(cast.facilitator)
    root = cast.event.get_absolute_url()
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        page = client.get(f"{root}console/part/", headers={"accept-language": "en"}).content
        with translation.override("en"):
            assert f'data-phase="{step.name}">' in page.decode()
            assert str(step.say) in page.decode()
        button = primary(console.reading, now())
        if following is None:
            assert button.kind == "close"
        else:
            assert button.payload == {"step": following.name}
            console.tap(button.kind, **button.payload)
    console.tap("close")


def test_the_run_sheet_says_what_to_say_and_for_how_long(cast):
    cast.association.language = "en"
    cast.association.save()
    Segment.objects.filter(event=cast.event).delete()
    actions.add_segment(event=cast.event, format="walk_and_talk", by=None)
    page = " ".join(pages.text(run_sheet.printed(cast.event)).split())
    assert "12 min · On the way back: Turn back now" in page
