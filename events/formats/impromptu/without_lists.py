"""An Impromptu without lists: people walk and choose, or stand face to face in two circles.

Nobody is drawn, and nobody knows who met whom: a round is a question and its countdowns, and what
is said of it is the same on the console, on the screen and on every phone.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from events.agenda.formats import Scene, View
from events.agenda.log import Refused
from events.formats.impromptu import drawing, faces, words
from events.formats.impromptu.settings import Settings, Way, most_rounds
from events.rounds import kept
from events.rounds.asking import Asked
from events.rounds.course import STRETCH, Course

# Moments of a round about which something is said.
MOMENTS: Final = ("one", "two", "together", "talk", "rest")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, and in which phase of a round; without one, all the time."""

    words: str
    phase: str = ""


def prepare(scene: Scene, verb: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a tap writes down: a round has its questions, and nobody at any table."""
    match verb:
        case "round":
            course: Course = scene.part.state
            return Asked.of(scene.part.plan.options).named(len(course.rounds) + 1)
        case "stretch":
            return {"seconds": kept.stretch(payload.get("seconds", STRETCH))}
        case "stop":
            return {}
    raise Refused("no_lists")


def accept(verb: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a device without network decided, if people find each other by themselves."""
    match verb:
        case "round":
            return kept.asked(payload)
        case "stretch":
            return {"seconds": kept.stretch(payload.get("seconds"))}
        case "stop":
            return {}
    raise Refused("no_lists")


def said(settings: Settings, stage: str, number: int, *, last_round: bool) -> list[Said]:
    """Return what is said at a stage of round ``number``, moment by moment while it is on."""

    def of(moment: str) -> str:
        return str(words.SAID[f"{settings.way}_{moment}"])

    if stage == "briefing":
        return [Said(of("start"))]
    if stage == "over":
        return [Said(of("end" if last_round else "next"))]
    moves = Said(of("first" if number == 1 else "move"), "move")
    return [moves, *(Said(of(moment), moment) for moment in MOMENTS)]


def on_paper(settings: Settings) -> list[str]:
    """Return what the facilitator says, for the run sheet; nothing where pairs are drawn."""
    if settings.draws:
        return []
    moments = ["start", "move"] if settings.way is Way.CIRCLES else ["start"]
    return [str(words.SAID[f"{settings.way}_{moment}"]) for moment in moments]


def context(view: View, scene: Scene) -> dict[str, Any]:
    """Return what every view shows; the console also what the number of people means for it."""
    shared = faces.question(scene)
    settings = Settings.of(scene.part.plan.options)
    last_round = shared["round"] >= shared["rounds"]
    told = said(settings, shared["stage"], shared["round"], last_round=last_round)
    shared |= {"unlisted": settings.way.value, "told": told, "last_round": last_round}
    return {**shared, **_console(scene, settings, shared)} if view is View.CONSOLE else shared


def _console(scene: Scene, settings: Settings, shared: Mapping[str, Any]) -> dict[str, Any]:
    state: Course = scene.part.state
    elapsed = scene.moment.elapsed
    current = state.on(elapsed)
    end = current.end() if current else None
    number = current.number if current else len(state.rounds) + 1
    present = len(drawing.taking_part(scene, number))
    one_more = shared["stage"] == "over" and shared["last_round"]
    odd = f"{settings.way}_odd{'_joker' if settings.joker else ''}"
    return {
        "present": present,
        "odd": words.ODD[odd] if present % 2 and present > 1 else "",
        "beyond": _beyond(settings, present, shared["rounds"] + one_more),
        "longer_button": faces.LONGER if end else None,
        # When the round ends the console has something else to offer.
        "over_in": end and math.ceil((end - elapsed).total_seconds()),
    }


def _beyond(settings: Settings, people: int, rounds: int) -> str:
    """Say after which round two circles are back where they began, if there are more to be."""
    most = most_rounds(people)
    if settings.way is not Way.CIRCLES or people < 2 or rounds <= most:
        return ""
    return str(words.BEYOND) % {"people": people, "rounds": most}
