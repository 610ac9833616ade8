"""What holds whatever a facilitator taps, in whatever order."""

import datetime as dt

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from events.agenda.clock import ZERO, Planned, State, Status, waiting
from events.agenda.log import Entry, Policy, Refused, append, effective, replay, step

EIGHT = dt.datetime(2026, 12, 1, 7, 0, tzinfo=dt.UTC)


class Counter:
    """A format that counts, and remembers when on its own clock it last did."""

    def initial(self, segment):
        return (0, ZERO)

    def apply(self, state, command, moment):
        if command.kind != "counter.count":
            raise Refused("unknown_command")
        assert moment.elapsed >= state[1], "a segment's clock never runs backwards"
        return (state[0] + 1, moment.elapsed)


FORMATS = {"counter": Counter()}


class Facilitator(RuleBasedStateMachine):
    """Taps anything at any time; some of it is refused, and then nothing changed."""

    @initialize(
        parts=st.lists(
            st.tuples(st.integers(1, 90), st.none() | st.integers(-60, 300)),
            min_size=1,
            max_size=6,
        )
    )
    def an_agenda(self, parts):
        self.agenda = [
            Planned(
                id=i,
                format="counter",
                title=str(i),
                length=dt.timedelta(minutes=length),
                not_before=None if fixed is None else EIGHT + dt.timedelta(minutes=fixed),
            )
            for i, (length, fixed) in enumerate(parts, 1)
        ]
        self.before = waiting(self.agenda, EIGHT)
        self.log: list[Entry] = []
        self.at = EIGHT
        self.seen: dict[tuple[int, ...], State] = {}
        self.live = self.before
        self.start()

    @rule(seconds=st.integers(0, 3000))
    def time_passes(self, seconds):
        self.at += dt.timedelta(seconds=seconds)

    @rule()
    def start(self):
        self.say(
            "start",
            agenda=[segment.to_json() for segment in self.agenda],
            planned_start=EIGHT.isoformat(),
        )

    @rule(kind=st.sampled_from(["next", "back", "pause", "resume", "skip", "counter.count"]))
    def tap(self, kind):
        self.say(kind)

    @rule(seconds=st.integers(-600, 600), policy=st.sampled_from([*Policy, "none of these"]))
    def extend(self, seconds, policy):
        self.say("extend", seconds=seconds, policy=policy)

    @rule(policy=st.sampled_from(list(Policy)))
    def recover(self, policy):
        self.say("recover", policy=policy)

    @rule(kind=st.sampled_from(["skip", "go"]), segment=st.integers(0, 7))
    def choose(self, kind, segment):
        self.say(kind, segment=segment)

    @rule()
    def close(self):
        self.say("close")

    @rule(rev=st.integers(0, 40))
    def undo(self, rev):
        self.say("undo", rev=rev)

    @rule()
    def undo_the_last(self):
        for last in effective(self.log)[-1:]:
            self.say("undo", rev=last.rev)
            assert last not in effective(self.log), "the last thing can always be undone"

    def say(self, kind, **payload):
        entry = Entry(rev=len(self.log) + 1, kind=kind, at=self.at, payload=payload)
        try:
            self.live = append(self.before, self.log, entry, FORMATS)
        except Refused:
            return
        self.log.append(entry)

    @invariant()
    def replaying_the_log_gives_the_live_state(self):
        assert replay(self.before, self.log, FORMATS) == self.live
        stepped = self.before
        for entry in effective(self.log):
            stepped = step(stepped, entry, FORMATS)
        assert stepped == self.live

    @invariant()
    def what_was_undone_leaves_no_trace(self):
        counting = tuple(entry.rev for entry in effective(self.log))
        assert self.seen.setdefault(counting, self.live) == self.live

    @invariant()
    def the_parts_add_up_to_the_whole(self):
        state = self.live
        if state.started_at is None:
            return
        until = state.ended_at or self.at
        parts = sum((p.watch.read(until) + p.pause.read(until) for p in state.parts), ZERO)
        assert parts == until - state.started_at

    @invariant()
    def exactly_one_clock_runs_while_we_are_live(self):
        watches = [w for part in self.live.parts for w in (part.watch, part.pause)]
        assert sum(w.since is not None for w in watches) == int(self.live.live)
        assert all(w.kept >= ZERO for w in watches)

    @invariant()
    def time_never_runs_backwards(self):
        later = self.at + dt.timedelta(seconds=77)
        assert self.live.projected_end(later) >= self.live.projected_end(self.at)
        for part in self.live.parts:
            assert part.watch.read(later) >= part.watch.read(self.at)
            assert part.length >= ZERO

    @invariant()
    def while_it_runs_on_time_the_promised_end_stands_still(self):
        current = self.live.current
        if self.live.status is Status.RUNNING and current is not None:
            left = current.anchor(self.at).remaining(self.at)
            if left > ZERO:
                assert self.live.projected_end(self.at + left) == self.live.projected_end(self.at)


TestFacilitator = pytest.mark.slow(Facilitator.TestCase)
TestFacilitator.settings = settings(max_examples=60, stateful_step_count=40)
