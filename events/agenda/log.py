"""The log of a live event: what its commands mean, one after the other.

Pure, like `clock`. A command is accepted if the whole log, with it, still makes sense; the same
replay that accepts it is the one that answers "where are we?" a year later. "Undo" is a command
too: it names the revision that should not have been, and may itself be undone.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from events.agenda.clock import ZERO, Moment, Part, Planned, State, Status
from events.agenda.shares import in_proportion
from events.agenda.whisper import Whisper

LONGEST_EXTENSION = 3600
LONGEST_WHISPER = 80
UNDO = "undo"
# What is between facilitator and speaker alone, and changes nothing for anybody else.
WHISPERS = frozenset({"say", "seen"})


class Refused(Exception):
    """A command that makes no sense in the state it would meet; ``reason`` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Policy(StrEnum):
    """Who pays for extra minutes: all that follow, the next one, or all of them in proportion."""

    SHIFT = "shift"
    ABSORB = "absorb"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: what was asked, and when. ``system``: nobody tapped for it."""

    rev: int
    kind: str
    at: dt.datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    system: bool = False


class Reducer(Protocol):
    """The pure half of a format."""

    def initial(self, segment: Planned) -> Any: ...

    def apply(self, state: Any, command: Entry, moment: Moment) -> Any: ...


def effective(log: Sequence[Entry]) -> list[Entry]:
    """Return what counts of a log: without what was undone, and with what was undone and redone."""
    return [entry for entry in _standing(log) if entry.kind != UNDO]


def undoable(log: Sequence[Entry]) -> Entry | None:
    """Return the last thing somebody did, the one that "undo" takes back."""
    return next((entry for entry in reversed(effective(log)) if not entry.system), None)


def redoable(log: Sequence[Entry]) -> Entry | None:
    """Return the undo at the end of a log, if that is how it ends: undoing it is redoing."""
    last = next((entry for entry in reversed(_standing(log)) if not entry.system), None)
    if last is None or last.kind != UNDO:
        return None
    taken_back = next(entry for entry in log if entry.rev == last.payload["rev"])
    return last if taken_back.kind != UNDO else None


def replay(before: State, log: Sequence[Entry], formats: Mapping[str, Reducer]) -> State:
    """Return the state after a log; raise `Refused` at the first command that makes no sense.

    But for those nobody tapped for: they must not keep anybody from taking back what came before.
    """
    state = before
    for entry in effective(log):
        try:
            state = step(state, entry, formats)
        except Refused:
            if not entry.system:
                raise
    return state


def append(
    before: State,
    log: Sequence[Entry],
    entry: Entry,
    formats: Mapping[str, Reducer],
    state: State | None = None,
) -> State:
    """Return the state when one more command follows a log, or raise `Refused`.

    ``state`` is what the log means, from a caller who has replayed it already.
    """
    if entry.kind != UNDO:
        return step(state or replay(before, log, formats), entry, formats)
    if entry.payload.get("rev") not in {standing.rev for standing in _standing(log)}:
        raise Refused("nothing_to_undo")
    try:
        return replay(before, [*log, entry], formats)
    except Refused as refused:
        # Taking back an early command can pull the floor from under a later one.
        raise Refused("undo_later_first") from refused


def step(state: State, entry: Entry, formats: Mapping[str, Reducer]) -> State:
    """Return the state after one command, or raise `Refused`."""
    if entry.kind == "start":
        return _start(state, entry, formats)
    if not state.live:
        raise Refused("not_started" if state.status is Status.WAITING else "over")
    if "." in entry.kind:
        return _format_command(state, entry, formats)
    verb = _VERBS.get(entry.kind)
    if verb is None:
        raise Refused("unknown_command")
    return verb(state, entry)


def _standing(log: Sequence[Entry]) -> list[Entry]:
    undone: set[int] = set()
    kept: list[Entry] = []
    for entry in reversed(log):
        if entry.rev in undone:
            continue
        if entry.kind == UNDO:
            undone.add(entry.payload["rev"])
        kept.append(entry)
    return kept[::-1]


def _start(state: State, entry: Entry, formats: Mapping[str, Reducer]) -> State:
    if state.status is not Status.WAITING:
        raise Refused("already_started")
    agenda = [Planned.from_json(data) for data in entry.payload.get("agenda", [])]
    if not agenda:
        raise Refused("empty_agenda")
    parts = tuple(
        Part(plan=plan, length=plan.length, state=formats[plan.format].initial(plan))
        for plan in agenda
    )
    started = replace(
        state,
        planned_start=dt.datetime.fromisoformat(entry.payload["planned_start"]),
        parts=parts,
        status=Status.RUNNING,
        started_at=entry.at,
    )
    return _enter(started, 0, entry.at)


def _next(state: State, entry: Entry) -> State:
    index = state.neighbour(+1)
    if index is None:
        raise Refused("last_segment")
    return _enter(_leave(state, entry.at), index, entry.at)


def _back(state: State, entry: Entry) -> State:
    index = state.neighbour(-1)
    if index is None:
        raise Refused("first_segment")
    return _enter(_leave(state, entry.at), index, entry.at)


def _go(state: State, entry: Entry) -> State:
    """Go to any segment, before or after; its clock goes on where it was left."""
    index = state.find(entry.payload.get("segment"))
    if index is None:
        raise Refused("no_such_segment")
    if index == state.index:
        raise Refused("already_there")
    left = _leave(state, entry.at)
    return _enter(_with(left, index, replace(left.parts[index], skipped=False)), index, entry.at)


def _skip(state: State, entry: Entry) -> State:
    """Leave out a segment still to come, or leave the current one for the next."""
    index = state.find(entry.payload["segment"]) if "segment" in entry.payload else state.index
    if index is None:
        raise Refused("no_such_segment")
    if index < state.index or state.parts[index].skipped:
        raise Refused("segment_is_past")
    moved = _next(state, entry) if index == state.index else state
    return _with(moved, index, replace(moved.parts[index], skipped=True))


def _pause(state: State, entry: Entry) -> State:
    if state.status is Status.PAUSED:
        raise Refused("already_paused")
    return _enter(replace(_leave(state, entry.at), status=Status.PAUSED), state.index, entry.at)


def _resume(state: State, entry: Entry) -> State:
    if state.status is Status.RUNNING:
        raise Refused("not_paused")
    return _enter(replace(_leave(state, entry.at), status=Status.RUNNING), state.index, entry.at)


def _close(state: State, entry: Entry) -> State:
    return replace(_leave(state, entry.at), status=Status.OVER, ended_at=entry.at)


def _extend(state: State, entry: Entry) -> State:
    """Give the current segment more time, or less but never less than it has already used."""
    seconds = entry.payload.get("seconds")
    if type(seconds) is not int or not 0 < abs(seconds) <= LONGEST_EXTENSION:
        raise Refused("unknown_command")
    part = state.parts[state.index]
    wanted = part.length + dt.timedelta(seconds=seconds)
    if seconds < 0:
        wanted = min(max(wanted, part.watch.read(entry.at)), part.length)
    longer = _with(state, state.index, replace(part, length=wanted))
    return _charge(longer, wanted - part.length, _policy(entry, Policy.SHIFT))


def _recover(state: State, entry: Entry) -> State:
    """Make up for lateness: take it from the next segment, or from all in proportion."""
    late = state.drift(entry.at)
    if late <= ZERO:
        raise Refused("not_late")
    return _charge(state, late, _policy(entry, Policy.KEEP))


def _policy(entry: Entry, default: Policy) -> Policy:
    try:
        return Policy(entry.payload.get("policy", default))
    except ValueError:
        raise Refused("unknown_command") from None


def _charge(state: State, excess: dt.timedelta, policy: Policy) -> State:
    """Take ``excess`` from the segments to come, as far as they have it, in whole seconds."""
    ahead = [i for i in range(state.index + 1, len(state.parts)) if not state.parts[i].skipped]
    lengths = {i: state.parts[i].length for i in ahead}
    owed = min(excess, sum(lengths.values(), ZERO))
    if policy is Policy.SHIFT or not ahead:
        return state
    if policy is Policy.ABSORB:
        for index in ahead:
            taken = min(owed, lengths[index])
            lengths[index] -= taken
            owed -= taken
    else:
        lengths = in_proportion(lengths, owed)
    for index, length in lengths.items():
        state = _with(state, index, replace(state.parts[index], length=length))
    return state


def _format_command(state: State, entry: Entry, formats: Mapping[str, Reducer]) -> State:
    key, _, _ = entry.kind.partition(".")
    index = state.find(entry.payload.get("segment", state.parts[state.index].plan.id))
    if index is None or state.parts[index].plan.format != key:
        raise Refused("no_such_segment")
    part = state.parts[index]
    moved = formats[key].apply(part.state, entry, part.moment(entry.at))
    return _with(state, index, replace(part, state=moved))


def _enter(state: State, index: int, at: dt.datetime) -> State:
    part = state.parts[index]
    began = part.began_at or at
    if state.status is Status.PAUSED:
        part = replace(part, pause=part.pause.started(at), began_at=began)
    else:
        part = replace(part, watch=part.watch.started(at), began_at=began)
    return _with(replace(state, index=index), index, part)


def _leave(state: State, at: dt.datetime) -> State:
    part = state.parts[state.index]
    stopped = replace(part, watch=part.watch.stopped(at), pause=part.pause.stopped(at))
    return _with(state, state.index, stopped)


def _say(state: State, entry: Entry) -> State:
    """Whisper something to the speaker; it takes the place of what was whispered before."""
    text = entry.payload.get("text")
    words = " ".join(text.split()) if type(text) is str else ""
    if not 0 < len(words) <= LONGEST_WHISPER:
        raise Refused("no_such_words")
    return replace(state, whisper=Whisper(entry.rev, words, entry.at))


def _seen(state: State, entry: Entry) -> State:
    whisper, known = state.whisper, entry.payload.get("rev")
    if not entry.system or whisper is None or whisper.seen_at or whisper.rev != known:
        raise Refused("nothing_said")
    return replace(state, whisper=replace(whisper, seen_at=entry.at))


def _with(state: State, index: int, part: Part) -> State:
    return replace(state, parts=(*state.parts[:index], part, *state.parts[index + 1 :]))


_VERBS: dict[str, Callable[[State, Entry], State]] = {
    "next": _next,
    "back": _back,
    "go": _go,
    "skip": _skip,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "recover": _recover,
    "close": _close,
    "say": _say,
    "seen": _seen,
}
