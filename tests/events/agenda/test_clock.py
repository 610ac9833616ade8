"""The clock, as a facilitator would describe it: a whole breakfast on paper."""

import datetime as dt
from dataclasses import replace

import pytest

from events.agenda.clock import Phase, Planned, State, Status, phase_at, waiting
from events.agenda.log import Entry, Refused, append, redoable, replay, undoable
from events.agenda.stage import lines

EIGHT = dt.datetime(2026, 12, 1, 7, 0, tzinfo=dt.UTC)
NO_FORMATS: dict[str, object] = {}


class Silent:
    """A format without commands."""

    def initial(self, segment):
        return None

    def apply(self, state, command, moment):
        raise Refused("unknown_command")


FORMATS = dict.fromkeys(("welcome", "round_table", "talk", "bilateral"), Silent())


def minutes(count: float) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def agenda(*lengths: float) -> list[Planned]:
    names = ["welcome", "round_table", "talk", "bilateral"]
    return [
        Planned(id=i + 1, format=names[i % 4], title=names[i % 4], length=minutes(length))
        for i, length in enumerate(lengths)
    ]


CLASSIC = agenda(15, 30, 60, 15)


class Table:
    """A log one can talk to in minutes after eight."""

    def __init__(self, planned=CLASSIC):
        self.before = waiting(planned, EIGHT)
        self.planned = planned
        self.log: list[Entry] = []

    def say(self, minute: float, kind: str, **payload) -> State:
        if kind == "start":
            payload = {
                "agenda": [segment.to_json() for segment in self.planned],
                "planned_start": EIGHT.isoformat(),
            }
        entry = Entry(rev=len(self.log) + 1, kind=kind, at=EIGHT + minutes(minute), payload=payload)
        state = append(self.before, self.log, entry, FORMATS)
        self.log.append(entry)
        return state

    @property
    def state(self) -> State:
        return replay(self.before, self.log, FORMATS)


def lengths(state: State) -> list[float]:
    return [part.length / minutes(1) for part in state.parts]


def test_before_the_start_the_first_segment_is_next_and_we_end_on_time():
    state = waiting(CLASSIC, EIGHT)
    assert state.status is Status.WAITING
    assert state.current is None
    assert state.next.plan.format == "welcome"
    assert state.projected_end(EIGHT - minutes(20)) == EIGHT + minutes(120)
    assert state.drift(EIGHT - minutes(20)) == minutes(0)


def test_waiting_past_the_hour_makes_us_late_before_we_begin():
    assert waiting(CLASSIC, EIGHT).drift(EIGHT + minutes(4)) == minutes(4)


def test_an_empty_agenda_cannot_start():
    with pytest.raises(Refused, match="empty_agenda"):
        Table([]).say(0, "start")


def test_a_punctual_breakfast_ends_when_planned():
    table = Table()
    table.say(0, "start")
    for minute in (15, 45, 105):
        table.say(minute, "next")
    state = table.say(120, "close")
    assert state.status is Status.OVER
    assert state.drift(EIGHT + minutes(300)) == minutes(0)
    assert [part.watch.read(EIGHT + minutes(300)) / minutes(1) for part in state.parts] == [
        15,
        30,
        60,
        15,
    ]
    assert state.next is None
    assert state.rest == minutes(0)


def test_an_overrun_counts_down_below_zero_and_moves_the_end():
    table = Table()
    state = table.say(0, "start")
    at = EIGHT + minutes(18)
    assert state.current.anchor(at).remaining(at) == minutes(-3)
    assert state.drift(at) == minutes(3)
    assert state.projected_end(at) == EIGHT + minutes(123)


def test_a_pause_stops_the_segment_but_not_the_world():
    table = Table()
    table.say(0, "start")
    state = table.say(5, "pause")
    at = EIGHT + minutes(9)
    assert state.current.anchor(at).ends_at is None
    assert state.current.anchor(at).remaining(at) == minutes(10)
    assert state.drift(at) == minutes(4)
    state = table.say(9, "resume")
    assert state.current.anchor(at).ends_at == EIGHT + minutes(19)
    assert state.current.pause.read(at) == minutes(4)


def test_pausing_twice_or_resuming_what_runs_is_refused():
    table = Table()
    table.say(0, "start")
    with pytest.raises(Refused, match="not_paused"):
        table.say(1, "resume")
    table.say(1, "pause")
    with pytest.raises(Refused, match="already_paused"):
        table.say(2, "pause")


def test_a_paused_event_may_move_on_and_stays_paused():
    table = Table()
    table.say(0, "start")
    table.say(5, "pause")
    state = table.say(7, "next")
    assert state.status is Status.PAUSED
    assert state.current.plan.format == "round_table"
    assert state.current.moment(EIGHT + minutes(9)).elapsed == minutes(0)
    assert state.current.moment(EIGHT + minutes(9)).current


def test_going_back_finds_the_clock_where_it_was_left():
    table = Table()
    table.say(0, "start")
    table.say(10, "next")
    state = table.say(12, "back")
    at = EIGHT + minutes(12)
    assert state.current.anchor(at).remaining(at) == minutes(5)
    assert state.parts[1].watch.read(at) == minutes(2)


def test_there_is_nothing_before_the_first_and_nothing_after_the_last():
    table = Table(agenda(15))
    table.say(0, "start")
    with pytest.raises(Refused, match="first_segment"):
        table.say(1, "back")
    with pytest.raises(Refused, match="last_segment"):
        table.say(1, "next")


def test_a_minute_more_moves_everything_after():
    table = Table()
    table.say(0, "start")
    state = table.say(14, "extend", seconds=60)
    assert lengths(state) == [16, 30, 60, 15]
    assert state.drift(EIGHT + minutes(14)) == minutes(1)


def test_a_minute_more_may_be_taken_from_the_next_segment():
    table = Table()
    table.say(0, "start")
    state = table.say(14, "extend", seconds=60, policy="absorb")
    assert lengths(state) == [16, 29, 60, 15]
    assert state.drift(EIGHT + minutes(14)) == minutes(0)


def test_what_the_next_segment_has_not_is_taken_from_the_one_after():
    table = Table(agenda(15, 2, 60))
    table.say(0, "start")
    state = table.say(14, "extend", seconds=180, policy="absorb")
    assert lengths(state) == [18, 0, 59]


def test_the_end_may_be_kept_by_all_in_proportion_to_the_second():
    table = Table()
    table.say(0, "start")
    state = table.say(14, "extend", seconds=600, policy="keep")
    assert state.drift(EIGHT + minutes(14)) == minutes(0)
    assert state.parts[1].length == dt.timedelta(seconds=1800 - 171)
    assert state.parts[2].length == dt.timedelta(seconds=3600 - 343)
    assert state.parts[3].length == dt.timedelta(seconds=900 - 86)


def test_nothing_to_take_from_means_a_later_end():
    table = Table(agenda(15))
    table.say(0, "start")
    state = table.say(14, "extend", seconds=60, policy="keep")
    assert state.drift(EIGHT + minutes(14)) == minutes(1)


def test_a_minute_less_never_takes_back_what_was_used():
    table = Table()
    table.say(0, "start")
    state = table.say(14.5, "extend", seconds=-60)
    assert lengths(state)[0] == 14.5
    state = table.say(20, "extend", seconds=-60)
    assert lengths(state)[0] == 14.5


def test_a_minute_less_may_be_given_to_the_next_segment():
    table = Table()
    table.say(0, "start")
    state = table.say(5, "extend", seconds=-120, policy="absorb")
    assert lengths(state) == [13, 32, 60, 15]


@pytest.mark.parametrize("seconds", [0, 3601, -4000, 1.5, "60", None, True])
def test_senseless_extensions_are_refused(seconds):
    table = Table()
    table.say(0, "start")
    with pytest.raises(Refused, match="unknown_command"):
        table.say(1, "extend", seconds=seconds)


def test_an_unknown_policy_is_refused():
    table = Table()
    table.say(0, "start")
    with pytest.raises(Refused, match="unknown_command"):
        table.say(1, "extend", seconds=60, policy="steal")


def test_lateness_is_made_up_for_by_those_to_come():
    table = Table()
    table.say(7, "start")
    state = table.say(10, "recover")
    assert state.drift(EIGHT + minutes(10)) == minutes(0)
    with pytest.raises(Refused, match="not_late"):
        table.say(10, "recover")


def test_lateness_may_be_taken_from_the_next_segment_alone():
    table = Table()
    table.say(7, "start")
    assert lengths(table.say(10, "recover", policy="absorb")) == [15, 23, 60, 15]


def test_the_current_segment_may_be_skipped():
    table = Table()
    table.say(0, "start")
    state = table.say(2, "skip")
    assert state.current.plan.format == "round_table"
    assert state.parts[0].skipped
    assert state.drift(EIGHT + minutes(2)) == minutes(-13)


def test_a_segment_to_come_may_be_left_out():
    table = Table()
    table.say(0, "start")
    state = table.say(2, "skip", segment=2)
    assert state.next.plan.format == "talk"
    assert state.rest == minutes(75)
    state = table.say(15, "next")
    assert state.current.plan.format == "talk"
    state = table.say(16, "back")
    assert state.current.plan.format == "welcome"


def test_one_may_go_to_any_segment_even_one_left_out():
    table = Table()
    table.say(0, "start")
    table.say(1, "skip", segment=4)
    state = table.say(2, "go", segment=4)
    assert state.current.plan.format == "bilateral"
    assert not state.current.skipped
    assert table.say(5, "go", segment=1).current.watch.read(EIGHT + minutes(6)) == minutes(3)
    with pytest.raises(Refused, match="already_there"):
        table.say(6, "go", segment=1)
    with pytest.raises(Refused, match="no_such_segment"):
        table.say(6, "go", segment="1")


def test_what_is_past_or_unknown_cannot_be_skipped():
    table = Table()
    table.say(0, "start")
    table.say(15, "next")
    with pytest.raises(Refused, match="segment_is_past"):
        table.say(16, "skip", segment=1)
    with pytest.raises(Refused, match="no_such_segment"):
        table.say(16, "skip", segment=99)
    table.say(17, "skip", segment=3)
    with pytest.raises(Refused, match="segment_is_past"):
        table.say(18, "skip", segment=3)


def test_the_last_segment_cannot_be_skipped_only_closed():
    table = Table(agenda(15))
    table.say(0, "start")
    with pytest.raises(Refused, match="last_segment"):
        table.say(1, "skip")


def test_commands_before_the_start_and_after_the_close_are_refused():
    table = Table()
    with pytest.raises(Refused, match="not_started"):
        table.say(0, "next")
    table.say(0, "start")
    with pytest.raises(Refused, match="already_started"):
        table.say(1, "start")
    table.say(1, "close")
    with pytest.raises(Refused, match="over"):
        table.say(2, "next")


def test_an_unknown_command_is_refused():
    table = Table()
    table.say(0, "start")
    with pytest.raises(Refused, match="unknown_command"):
        table.say(1, "dance")


def test_a_format_is_spoken_to_only_in_its_own_segment():
    table = Table()
    table.say(0, "start")
    with pytest.raises(Refused, match="no_such_segment"):
        table.say(1, "talk.ask")
    with pytest.raises(Refused, match="no_such_segment"):
        table.say(1, "talk.ask", segment=99)
    with pytest.raises(Refused, match="unknown_command"):
        table.say(1, "talk.ask", segment=3)


def test_undo_makes_it_as_if_it_had_not_been():
    table = Table()
    table.say(0, "start")
    table.say(5, "next")
    state = table.say(7, "undo", rev=2)
    at = EIGHT + minutes(7)
    assert state.current.plan.format == "welcome"
    assert state.current.anchor(at).remaining(at) == minutes(8)
    assert undoable(table.log).rev == 1


def test_an_undo_may_be_undone():
    table = Table()
    table.say(0, "start")
    table.say(5, "next")
    table.say(7, "undo", rev=2)
    assert redoable(table.log).rev == 3
    state = table.say(8, "undo", rev=3)
    assert state.current.plan.format == "round_table"
    assert state.current.moment(EIGHT + minutes(8)).elapsed == minutes(3)
    assert redoable(table.log) is None


def test_anything_may_be_undone_not_only_the_last_thing():
    table = Table()
    table.say(0, "start")
    table.say(5, "extend", seconds=300)
    table.say(20, "next")
    state = table.say(21, "undo", rev=2)
    assert state.current.plan.format == "round_table"
    assert lengths(state)[0] == 15


def test_what_later_commands_stand_on_is_undone_after_them():
    table = Table()
    table.say(0, "start")
    table.say(5, "pause")
    table.say(6, "resume")
    with pytest.raises(Refused, match="undo_later_first"):
        table.say(7, "undo", rev=2)


@pytest.mark.parametrize("rev", [0, 3, "1", None])
def test_only_what_stands_can_be_undone(rev):
    table = Table()
    table.say(0, "start")
    table.say(1, "undo", rev=1)
    with pytest.raises(Refused, match="nothing_to_undo"):
        table.say(2, "undo", rev=1)
    with pytest.raises(Refused, match="nothing_to_undo"):
        table.say(2, "undo", rev=rev)


def test_undoing_the_start_lets_us_start_again():
    table = Table()
    table.say(-5, "start")
    assert table.say(-4, "undo", rev=1).status is Status.WAITING
    assert undoable(table.log) is None
    assert table.say(0, "start").started_at == EIGHT


def test_the_systems_own_commands_are_passed_over_by_undo():
    log = [
        Entry(rev=1, kind="start", at=EIGHT, payload={}),
        Entry(rev=2, kind="round_table.arrive", at=EIGHT, payload={}, system=True),
    ]
    assert undoable(log).rev == 1


def test_the_clock_does_not_care_for_summer_time():
    night = dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC)  # 01:30 in Paris; 02:00 does not exist
    state = waiting(agenda(60, 60), night)
    assert state.planned_end - night == minutes(120)


def test_of_several_phases_the_first_that_is_not_over_is_on():
    moment = Table().before.parts[0].moment(EIGHT)
    running = replace(moment, running=True)
    phases = [
        Phase(name, running.anchor(minutes(5 * i), minutes(5))) for i, name in enumerate("abc")
    ]
    found = [phases[phase_at(phases, EIGHT + minutes(m))].name for m in (0, 4.9, 5, 14.9, 15, 60)]
    assert found == ["a", "a", "b", "c", "c", "c"]


def test_a_segment_gone_back_to_is_listed_where_it_began():
    table = Table()
    table.say(0, "start")
    table.say(15, "next")
    table.say(20, "back")
    state = table.say(21, "skip", segment=4)
    listed = [
        (line.stands, line.starts_at, line.ends_at) for line in lines(state, EIGHT + minutes(21))
    ]
    assert listed[0][0] == "now"
    assert [stands for stands, _, _ in listed] == ["now", "coming", "coming", "skipped"]
    assert listed[3][1] == listed[3][2]
