"""What a device without network decided on: who sits where, who left, a longer round."""

from collections.abc import Mapping
from typing import Any, Final

from events.agenda.formats import Scene
from events.agenda.kept import are_guests
from events.agenda.log import Refused
from events.rounds.asking import Asked
from events.rounds.pairing import Reason

_MOST_WORDS: Final = 200
_MOST_SECONDS: Final = 120


def accepted(
    scene: Scene, verb: str, payload: Mapping[str, Any], *, most_at_a_table: int
) -> dict[str, Any]:
    """Return what a device decided, if everybody in it is a guest of this event."""
    if verb == "unroomed":
        # Without network there are no online rooms.
        raise Refused("no_other_room")
    if verb in {"leave", "stay", "replan"}:
        # Those come from guests' phones, and what follows from what only the server knows.
        raise Refused("unknown_command")
    said: dict[str, Any] = {}
    if verb in {"absent", "here", "host"}:
        said["guest"] = _text(payload.get("guest"))
    if verb == "stretch":
        said["seconds"] = stretch(payload.get("seconds"))
    if verb in {"draw", "redraw", "join"} or "tables" in payload:
        said |= {**asked(payload), **_drawn(payload, most_at_a_table)}
    _know(scene, said)
    return said


def stretch(seconds: object) -> int:
    """Return by how many seconds a round changes, if it may."""
    if type(seconds) is not int or not 0 < abs(seconds) <= _MOST_SECONDS:
        raise Refused("no_such_stretch")
    return seconds


def asked(payload: Mapping[str, Any]) -> dict[str, str]:
    """Return what a device's round asks, one question or two, as the log names it."""
    second = _text(payload.get("second", ""))
    return {
        "question": _text(payload.get("question", "")),
        **({"second": second} if second else {}),
    }


def ahead(options: Mapping[str, Any], rounds: int) -> dict[str, Any]:
    """Return what a device has to know of the questions: the keys each round asks, and all texts.

    It has no bank; the texts are in the reader's language.
    """
    chosen = Asked.of(options)
    return {
        "questions": [{"key": key, "text": chosen.text(key)} for key in chosen.of_rounds(rounds)],
        "asked": [list(chosen.for_round(number)) for number in range(1, rounds + 1)],
    }


def _drawn(payload: Mapping[str, Any], most: int) -> dict[str, Any]:
    tables, left_over, joker = (payload.get(name) for name in ("tables", "left_over", "joker"))
    if type(tables) is not list or type(left_over) is not list:
        raise Refused("unknown_command")
    return {
        "tables": [_table(number, table, most) for number, table in enumerate(tables, 1)],
        "left_over": [_text(guest) for guest in left_over],
        "joker": None if joker is None else _text(joker),
    }


def _table(number: int, table: Any, most: int) -> dict[str, Any]:
    guests = table.get("guests") if type(table) is dict else None
    if type(guests) is not list or not 2 <= len(guests) <= most:
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
