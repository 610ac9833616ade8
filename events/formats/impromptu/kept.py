"""Impromptu on a device without network: rounds drawn ahead, and what it decided with them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from events.agenda.formats import Scene
from events.agenda.kept import are_guests
from events.agenda.log import Refused
from events.formats.impromptu import drawing, questions
from events.formats.impromptu.course import Course, Settings
from events.formats.impromptu.pairing import Reason

# A pair, or a trio; one more where two stragglers joined at once.
_MOST_AT_A_TABLE: Final = 4
_MOST_WORDS: Final = 200


def ahead(scene: Scene) -> dict[str, Any]:
    """Return the rounds still to come, drawn among who is here: before anybody is, who may come.

    With the questions, by their keys, as the device has no bank.
    """
    begun = replace(scene, part=replace(scene.part, state=scene.part.state or Course()))
    settings = Settings.of(scene.part.plan.options)
    asked = questions.of_rounds(settings.rounds, settings.question, settings.own_question)
    left = max(settings.rounds - len(begun.part.state.rounds), 0)
    return {
        "questions": [{"key": key, "text": questions.text(key)} for key in asked],
        # How many there were then: the next one is the first of these.
        "done": len(begun.part.state.rounds),
        "draws": drawing.ahead(begun, left) if left else [],
    }


def accepted(scene: Scene, verb: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a device decided, if everybody in it is a guest of this event."""
    said: dict[str, Any] = {}
    if verb == "unroomed":
        # Without network there are no online rooms.
        raise Refused("no_other_room")
    if verb in {"absent", "here"}:
        said["guest"] = _text(payload.get("guest"))
    if verb == "stretch":
        seconds = payload.get("seconds")
        if type(seconds) is not int or not 0 < abs(seconds) <= 120:
            raise Refused("no_such_stretch")
        said["seconds"] = seconds
    if verb in {"draw", "redraw", "join"} or "tables" in payload:
        said |= _drawn(payload)
    _know(scene, said)
    return said


def _drawn(payload: Mapping[str, Any]) -> dict[str, Any]:
    tables, left_over, joker = (payload.get(name) for name in ("tables", "left_over", "joker"))
    if type(tables) is not list or type(left_over) is not list:
        raise Refused("unknown_command")
    return {
        "question": _text(payload.get("question", "")),
        "tables": [_table(number, table) for number, table in enumerate(tables, 1)],
        "left_over": [_text(guest) for guest in left_over],
        "joker": None if joker is None else _text(joker),
    }


def _table(number: int, table: Any) -> dict[str, Any]:
    guests = table.get("guests") if type(table) is dict else None
    if type(guests) is not list or not 2 <= len(guests) <= _MOST_AT_A_TABLE:
        raise Refused("unknown_command")
    ago = table.get("ago")
    known = {reason.value for reason in Reason}
    return {
        "table": table["table"] if type(table.get("table")) is int else number,
        "guests": [_text(guest) for guest in guests],
        "why": table["why"] if table.get("why") in known else Reason.NEW.value,
        "ago": ago if type(ago) is int else None,
    }


def _text(said: object) -> str:
    if type(said) is not str or len(said) > _MOST_WORDS:
        raise Refused("unknown_command")
    return said


def _know(scene: Scene, said: Mapping[str, Any]) -> None:
    """Refuse strangers, and whoever would sit at two tables."""
    seated = [guest for table in said.get("tables", []) for guest in table["guests"]]
    if len(seated) != len(set(seated)):
        raise Refused("no_such_guest")
    named = {*seated, *said.get("left_over", [])}
    named |= {said[name] for name in ("guest", "joker") if said.get(name)}
    if not are_guests(scene.event, named):
        raise Refused("no_such_guest")
