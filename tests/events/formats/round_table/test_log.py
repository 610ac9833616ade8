"""The round table in a log: whatever is tapped can be taken back, and then it never was."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from events.agenda import log
from events.agenda.clock import Planned, waiting
from events.agenda.formats import FORMATS
from events.agenda.log import Entry, Refused

START = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)
SEGMENT = Planned(1, "round_table", "Tour de table", dt.timedelta(minutes=30))
BEFORE = waiting([], START)
OPENING = Entry(
    1, "start", START, {"agenda": [SEGMENT.to_json()], "planned_start": START.isoformat()}
)
GUESTS = ["amina", "boris", "claire", "david"]
WHO = st.sampled_from([*GUESTS, "eve"])


def said(verb, system=False, **payload):
    payloads = st.fixed_dictionaries(payload)
    return st.tuples(st.just(f"round_table.{verb}"), payloads, st.just(system))


LINE = st.permutations(GUESTS)
TAPS = st.lists(
    st.one_of(
        said("open", guests=LINE, turn_seconds=st.sampled_from([45, 60])),
        said("order", order=st.just("name"), seed=st.just("")),
        said("move", guest=WHO, before=WHO | st.just(""), guests=LINE),
        said("next"),
        said("next", arrived=st.lists(WHO, max_size=2)),
        said("pass"),
        said("absent"),
        said("absent", guest=WHO),
        said("absent", system=True, guest=WHO),
        said("arrive", system=True, arrived=st.lists(WHO, min_size=1, max_size=1)),
        said("welcome", guest=WHO, arrived=st.lists(WHO, max_size=1), tap=st.uuids().map(str)),
        said("call", guest=WHO),
        said("back"),
        st.tuples(st.just("pause"), st.just({}), st.just(False)),
        st.tuples(st.just("resume"), st.just({}), st.just(False)),
    ),
    max_size=25,
)


@given(TAPS)
def test_undo_gives_the_state_before_and_no_turn_ever_shrinks(taps):
    lines = [OPENING]
    state = log.replay(BEFORE, lines, FORMATS)
    for rev, (kind, payload, system) in enumerate(taps, start=2):
        at = START + dt.timedelta(seconds=30 * rev)
        entry = Entry(rev, kind, at, payload, system=system)
        try:
            after = log.append(BEFORE, lines, entry, FORMATS, state)
        except Refused:
            continue
        undone = Entry(rev + 1, "undo", at, {"rev": rev})
        assert log.append(BEFORE, [*lines, entry], undone, FORMATS, after) == state
        was, now = state.current.state.turn, after.current.state.turn
        assert now == was or not was
        lines.append(entry)
        state = after
    assert log.replay(BEFORE, lines, FORMATS) == state


@given(TAPS)
def test_what_the_door_tells_never_stands_in_the_way_of_taking_back_the_last_tap(taps):
    lines = [OPENING]
    for rev, (kind, payload, system) in enumerate(taps, start=2):
        entry = Entry(rev, kind, START + dt.timedelta(seconds=30 * rev), payload, system=system)
        try:
            log.append(BEFORE, lines, entry, FORMATS)
        except Refused:
            continue
        lines.append(entry)
    last = log.undoable(lines)
    assert last is not None
    undo = Entry(lines[-1].rev + 1, "undo", lines[-1].at, {"rev": last.rev})
    log.append(BEFORE, lines, undo, FORMATS)
