"""The course of planned exchanges: who meets whom, when, at which table, and what came of it.

Pure: guests are opaque names. What was planned comes with the command that says so, so a replay
never plans again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from events.agenda.log import Refused
from events.formats.bilateral.scheduling import Meeting

Pair = tuple[str, str]
# Who wished, whom, and why it found no place.
LeftOut = tuple[str, str, str]
Spot = tuple[int, int]
# What became of a meeting in the last planning: its kind, the two, and the slots and tables.
Change = tuple[str, str, str, Spot | None, Spot | None]


@dataclass(frozen=True, slots=True)
class Exchanges:
    """The plan that counts; how often it was made, who left, and what people said of it."""

    planned: int = 0
    meetings: tuple[Meeting, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    # Placed by hand: these stay when everything else is planned anew.
    pinned: tuple[Pair, ...] = ()
    changes: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()
    # Of these one of the two said that they didn't meet.
    unheld: tuple[Pair, ...] = ()

    def of(self, guest: str) -> list[Meeting]:
        """Return somebody's meetings, in the order of the hours."""
        mine = (each for each in self.meetings if guest in (each.one, each.two))
        return sorted(mine, key=lambda each: each.slot)

    def at(self, slot: int) -> list[Meeting]:
        """Return the meetings of a slot, by table."""
        return sorted(
            (each for each in self.meetings if each.slot == slot), key=lambda each: each.table
        )

    def fixed(self) -> list[Meeting]:
        """Return the meetings placed by hand."""
        return [each for each in self.meetings if pair_of(each) in self.pinned]


def pair_of(meeting: Meeting) -> Pair:
    """Return the two in one order, whoever wished first."""
    one, two = sorted((meeting.one, meeting.two))
    return one, two


def apply(state: Exchanges, verb: str, payload: Mapping[str, Any]) -> Exchanges:
    """Return the exchanges after a command, or raise `Refused`."""
    change = _VERBS.get(verb)
    if change is None:
        raise Refused("unknown_command")
    return change(state, payload)


def _plan(state: Exchanges, payload: Mapping[str, Any]) -> Exchanges:
    return replace(
        state,
        planned=state.planned + 1,
        meetings=tuple(Meeting(*each) for each in payload["meetings"]),
        left_out=tuple((by, to, why) for by, to, why in payload["left_out"]),
        changes=tuple(
            (kind, one, two, before and (before[0], before[1]), after and (after[0], after[1]))
            for kind, one, two, before, after in payload.get("changes", ())
        ),
    )


def _replan(state: Exchanges, payload: Mapping[str, Any]) -> Exchanges:
    if not state.planned:
        raise Refused("not_planned")
    return _plan(state, payload)


def _absent(state: Exchanges, payload: Mapping[str, Any]) -> Exchanges:
    gone = tuple(dict.fromkeys((*state.gone, payload["guest"])))
    return _replanned(replace(state, gone=gone), payload)


def _here(state: Exchanges, payload: Mapping[str, Any]) -> Exchanges:
    gone = tuple(guest for guest in state.gone if guest != payload["guest"])
    return _replanned(replace(state, gone=gone), payload)


def _replanned(state: Exchanges, payload: Mapping[str, Any]) -> Exchanges:
    return _plan(state, payload) if state.planned and "meetings" in payload else state


def _move(state: Exchanges, payload: Mapping[str, Any]) -> Exchanges:
    moved = _replan(state, payload)
    pinned = [(one, two) for one, two in payload["pinned"]]
    return replace(moved, pinned=tuple(dict.fromkeys((*state.pinned, *pinned))))


def _held(state: Exchanges, payload: Mapping[str, Any]) -> Exchanges:
    """One of the two says whether they met; the last word counts."""
    one, two = payload["pair"]
    if (one, two) not in {pair_of(each) for each in state.meetings}:
        raise Refused("no_such_meeting")
    others = tuple(pair for pair in state.unheld if pair != (one, two))
    return replace(state, unheld=others if payload["held"] else (*others, (one, two)))


_VERBS: dict[str, Callable[[Exchanges, Mapping[str, Any]], Exchanges]] = {
    "plan": _plan,
    "replan": _replan,
    "absent": _absent,
    "here": _here,
    "move": _move,
    "held": _held,
}
