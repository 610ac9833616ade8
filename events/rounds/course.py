"""The course of a segment in rounds: drawn, begun and ended, one after the other.

Pure: guests are opaque names, instants are readings of the segment's own clock. What was drawn
comes with the command that says so, so a replay never throws dice.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from events.agenda.clock import Moment, Phase
from events.agenda.log import Refused
from events.rounds import steps
from events.rounds.round import Round
from events.rounds.steps import Cue, Step
from events.rounds.tables import Table

STRETCH = 30


@dataclass(frozen=True, slots=True)
class Course:
    """The rounds so far, the last one being the one that counts; and who left, or will."""

    rounds: tuple[Round, ...] = ()
    gone: tuple[str, ...] = ()
    # Who said on her phone that she leaves, and the number of the last round she takes part in.
    leaving: tuple[tuple[str, int], ...] = ()
    # Who was asked to keep a table; and who will sit together in the rounds to come, as drawn.
    hosts: tuple[str, ...] = ()
    ahead: tuple[tuple[tuple[str, ...], ...], ...] = ()

    @property
    def last(self) -> Round | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def drawn(self) -> Round | None:
        """The round that is drawn and not begun."""
        last = self.last
        return last if last is not None and last.began is None else None

    def on(self, elapsed: dt.timedelta) -> Round | None:
        """The round in which people are talking."""
        last = self.last
        return last if last is not None and last.is_on(elapsed) else None

    def open(self, elapsed: dt.timedelta) -> Round | None:
        """The round whose tables can still change: drawn, or on."""
        return self.drawn or self.on(elapsed)

    def away_from(self, number: int) -> frozenset[str]:
        """Return who takes no part in the round of this number, nor in any after it."""
        return frozenset([*self.gone, *(guest for guest, after in self.leaving if after < number)])


# Where people find each other by themselves nobody sits anywhere.
UNLISTED: Mapping[str, Any] = {"tables": (), "left_over": (), "joker": None}
# How a round goes: what a format makes of its settings and of who sits where.
Timing = Callable[[Round, Moment], tuple[Step, ...]]


def apply(
    course: Course, verb: str, payload: Mapping[str, Any], moment: Moment, timing: Timing
) -> Course:
    """Return the course after a command, or raise `Refused`."""
    if verb == "round":
        return _begin(course, payload, moment, timing)
    change = _VERBS.get(verb)
    if change is None:
        raise Refused("unknown_command")
    return change(course, payload, moment)


def _draw(course: Course, payload: Mapping[str, Any], moment: Moment) -> Course:
    if course.drawn:
        raise Refused("already_drawn")
    if course.on(moment.elapsed):
        raise Refused("round_is_on")
    drawn = _from_json(len(course.rounds) + 1, payload)
    if not drawn.tables:
        raise Refused("too_few")
    return _foreseen(replace(course, rounds=(*course.rounds, drawn)), payload)


def _redraw(course: Course, payload: Mapping[str, Any], moment: Moment) -> Course:
    drawn = course.drawn
    if drawn is None:
        raise Refused("nothing_drawn")
    return _draw(replace(course, rounds=course.rounds[:-1]), payload, moment)


def _begin(course: Course, payload: Mapping[str, Any], moment: Moment, timing: Timing) -> Course:
    """Begin the drawn round; or, where a question is said, one that nobody is drawn for."""
    drawn = course.drawn
    if "question" in payload:
        if drawn is not None:
            raise Refused("already_drawn")
        if course.on(moment.elapsed):
            raise Refused("round_is_on")
        unlisted = _from_json(len(course.rounds) + 1, {**UNLISTED, **payload})
        begun = replace(unlisted, began=moment.elapsed, steps=timing(unlisted, moment))
        return replace(course, rounds=(*course.rounds, begun))
    if drawn is None:
        raise Refused("nothing_drawn")
    return _with(course, replace(drawn, began=moment.elapsed, steps=timing(drawn, moment)))


def _stretch(course: Course, payload: Mapping[str, Any], moment: Moment) -> Course:
    current = course.on(moment.elapsed)
    if current is None or current.began is None:
        raise Refused("no_round")
    by = dt.timedelta(seconds=payload["seconds"])
    longer = steps.stretched(current.steps, moment.elapsed - current.began, by)
    return _with(course, replace(current, steps=longer))


def _stop(course: Course, _: Mapping[str, Any], moment: Moment) -> Course:
    last = course.last
    # A tap that comes just after the bell means what the bell said.
    if last is None or last.began is None or last.stopped is not None:
        raise Refused("no_round")
    return _with(course, replace(last, stopped=moment.elapsed))


def _join(course: Course, payload: Mapping[str, Any], moment: Moment) -> Course:
    """Let the open round have other tables: somebody came, or turned out not to be there."""
    current = course.open(moment.elapsed)
    if current is None:
        raise Refused("no_round")
    asked = {"question": current.question, "second": current.second}
    seated = _from_json(current.number, {**payload, **asked})
    changed = replace(
        current,
        tables=seated.tables,
        left_over=seated.left_over,
        joker=seated.joker,
        hosts=seated.hosts,
        proof=seated.proof,
    )
    return _foreseen(_with(course, changed), payload)


def _absent(course: Course, payload: Mapping[str, Any], moment: Moment) -> Course:
    left = replace(course, gone=tuple(dict.fromkeys((*course.gone, payload["guest"]))))
    return _join(left, payload, moment) if "tables" in payload else left


def _here(course: Course, payload: Mapping[str, Any], _: Moment) -> Course:
    gone = tuple(guest for guest in course.gone if guest != payload["guest"])
    return replace(course, gone=gone)


def _leave(course: Course, payload: Mapping[str, Any], _: Moment) -> Course:
    """Somebody takes part up to a round that she named by tapping in it, and in none after it."""
    staying = _stay(course, payload, _)
    leaving = (*staying.leaving, (payload["guest"], payload["after"]))
    return replace(staying, leaving=leaving)


def _stay(course: Course, payload: Mapping[str, Any], _: Moment) -> Course:
    leaving = tuple(each for each in course.leaving if each[0] != payload["guest"])
    return _replan(replace(course, leaving=leaving), payload, _)


def _replan(course: Course, payload: Mapping[str, Any], _: Moment) -> Course:
    """What is to come is drawn otherwise; what is drawn already stays.

    If other rounds are drawn by now than were then (one was taken back), it is to come no more.
    """
    return _foreseen(course, payload if payload["after"] == len(course.rounds) else {})


def _host(course: Course, payload: Mapping[str, Any], _: Moment) -> Course:
    """Ask somebody to keep a table, or no longer."""
    guest = payload["guest"]
    others = tuple(host for host in course.hosts if host != guest)
    return replace(course, hosts=others if guest in course.hosts else (*others, guest))


def _unroomed(course: Course, payload: Mapping[str, Any], moment: Moment) -> Course:
    """An online room doesn't work: its table meets in another one, or its people join others."""
    current = course.open(moment.elapsed)
    if current is None:
        raise Refused("no_round")
    if "tables" in payload:
        return _join(course, payload, moment)
    others = tuple(pair for pair in current.rooms if pair[0] != payload["table"])
    return _with(course, replace(current, rooms=(*others, (payload["table"], payload["to"]))))


def _foreseen(course: Course, payload: Mapping[str, Any]) -> Course:
    ahead = tuple(tuple(tuple(group) for group in groups) for groups in payload.get("ahead", ()))
    return replace(course, ahead=ahead)


_VERBS: dict[str, Callable[[Course, Mapping[str, Any], Moment], Course]] = {
    "draw": _draw,
    "redraw": _redraw,
    "stretch": _stretch,
    "stop": _stop,
    "join": _join,
    "absent": _absent,
    "here": _here,
    "leave": _leave,
    "stay": _stay,
    "replan": _replan,
    "host": _host,
    "unroomed": _unroomed,
}


def _from_json(number: int, payload: Mapping[str, Any]) -> Round:
    return Round(
        number=number,
        question=payload["question"],
        tables=tuple(Table.from_json(data) for data in payload["tables"]),
        left_over=tuple(payload["left_over"]),
        joker=payload["joker"],
        hosts=tuple(payload.get("hosts", ())),
        proof=payload.get("proof", ""),
        second=payload.get("second", ""),
    )


def _with(course: Course, changed: Round) -> Course:
    return replace(course, rounds=(*course.rounds[:-1], changed))


def stage(course: Course, moment: Moment) -> str:
    """Return where we are in one word: briefing, drawn, on, or over until the next is drawn."""
    if course.drawn:
        return "drawn"
    if course.last is None:
        return "briefing"
    return "on" if course.on(moment.elapsed) else "over"


def phases(course: Course, moment: Moment, *, trio: bool = False) -> list[Phase]:
    """Return the countdowns that stand in the ring, one after the other; those of a trio if asked.

    They end with the segment's own, so that no ring ever counts what is over.
    """
    last = course.last
    if last is None:
        named = [steps.briefing(moment)]
    elif last.began is not None and last.stopped is None:
        own = steps.for_three(last.steps) if trio else last.steps
        named = steps.phases(own, last.began, moment)
    else:
        return []
    end = moment.elapsed + named[-1].anchor.left
    rest = Phase(Cue.REST.value, moment.anchor(end, moment.length - end), warn=steps.WARN_REST)
    return [*named, rest]
