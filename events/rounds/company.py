"""With whom a guest sat in the rounds and meetings of an event, and whether her last is over."""

import datetime as dt
from dataclasses import dataclass

from events.agenda.clock import Part, State
from events.agenda.formats import FORMATS
from events.rounds.course import Course
from events.rounds.format import InRounds
from events.rounds.round import Round


@dataclass(frozen=True, slots=True)
class Company:
    """The others by public id, in the order she met them.

    Of those ``ending`` her last round is on: what is said of them comes when it ends.
    """

    guests: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()


def company(state: State, guest: str, now: dt.datetime) -> Company:
    """Return with whom a guest sat at an event, once her last round is on or over; before, nobody.

    Each part in rounds counts by itself. Who leaves early has a last round of her own; one more
    round than there were to be changes nothing until it is over.
    """
    met: list[str] = []
    ending: list[str] = []
    for part in state.parts:
        rounds, is_on = _last(part, guest, now)
        others = [other for round_ in rounds for other in _others(round_, guest)]
        (ending if is_on else met).extend(others)
        if part.state is not None:
            format_ = FORMATS[part.plan.format]
            met.extend(format_.company(part.state, guest, part.moment(now)))
    known = tuple(dict.fromkeys(met))
    return Company(known, tuple(other for other in dict.fromkeys(ending) if other not in known))


def sat_with(state: State, guest: str) -> frozenset[str]:
    """Return with whom a guest sat in any round that began, or is to meet in another part."""
    met = (
        FORMATS[part.plan.format].company(part.state, guest, None)
        for part in state.parts
        if part.state is not None
    )
    return frozenset(other for others in met for other in others) | frozenset(
        other
        for part in state.parts
        if isinstance(part.state, Course)
        for round_ in part.state.rounds
        if round_.began is not None
        for other in _others(round_, guest)
    )


def _last(part: Part, guest: str, now: dt.datetime) -> tuple[list[Round], bool]:
    """Return the rounds of a part of which something can be said, and whether the last is on."""
    format_, course = FORMATS[part.plan.format], part.state
    if not isinstance(format_, InRounds) or not isinstance(course, Course):
        return [], False
    moment = part.moment(now)
    begun = [round_ for round_ in course.rounds if round_.began is not None]
    on = course.on(moment.elapsed) if moment.current else None
    over = [round_ for round_ in begun if round_ is not on]
    last = dict(course.leaving).get(guest, format_.rounds(part.plan))
    if guest in course.gone or not moment.current:
        last = 0
    if len(over) >= last:
        return over, False
    return (begun, True) if on is not None and len(begun) >= last else ([], False)


def _others(round_: Round, guest: str) -> list[str]:
    table = round_.table_of(guest)
    return [other for other in table.guests if other != guest] if table else []
