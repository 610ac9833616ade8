"""What the console, the screen and the phones show of an Impromptu: the contexts of templates."""

import math
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.agenda.formats import Button, Scene
from events.formats.impromptu import drawing, video
from events.formats.impromptu.settings import Settings
from events.rooms.online import online
from events.rounds import course as courses
from events.rounds import faces as seating
from events.rounds import people, words
from events.rounds.course import STRETCH, Course
from events.rounds.steps import TURNS

# While people talk, "longer" means their round, not the whole part of the agenda.
LONGER = Button("impromptu.stretch", _("30 s"), "plus", {"seconds": STRETCH})


def question(scene: Scene) -> dict[str, Any]:
    """Return what every view says: which round it is, of how many, and its question."""
    state: Course = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    last = state.last
    asked = seating.asked(scene)
    return {
        "stage": courses.stage(state, scene.moment),
        "round": last.number if last else 0,
        "rounds": max(settings.rounds, len(state.rounds)),
        "minutes": settings.minutes,
        "cues": settings.cues,
        "online": online(scene.event),
        "questions": asked,
        "crowd": seating.crowd(asked),
    }


def console(scene: Scene) -> dict[str, Any]:
    """Return the tables with their people, who is left over, and who left."""
    state: Course = scene.part.state
    shared, elapsed = question(scene), scene.moment.elapsed
    everybody = people.checked_in(scene.event)
    here = {guest.public_id: guest for guest in everybody}
    last, current = state.last, state.open(elapsed)
    tables = [
        seating.Laid(
            table.number,
            [here[guest] for guest in table.guests if guest in here],
            words.reason_for_facilitator(table),
            room=last.room_of(table) if last else 0,
            moved=table.number in dict(last.rooms) if last else False,
        )
        for table in (last.tables if last else ())
    ]
    waiting = drawing.waiting(scene) if last is None or current else []
    last_round = shared["round"] >= shared["rounds"]
    end = last.end() if last and state.on(elapsed) else None
    return {
        **shared,
        "tables": tables,
        "known": sum(bool(table.reason) for table in tables),
        "waiting": waiting,
        "odd": len(waiting) % 2,
        "can_join": state.drawn is not None or last_round,
        "gone": [here[guest] for guest in state.gone if guest in here],
        "joker": here.get(last.joker or "") if last else drawing.joker_among(everybody, scene, 1),
        "last_round": last_round,
        "why": words.PROOFS.get(last.proof, "") if last else "",
        "moved": [table for table in tables if table.moved],
        "subgroups": len({table.subgroup for table in last.tables}) if last else 1,
        "rooms": video.told(video.standing(scene, current)),
        "longer_button": LONGER if end else None,
        # When the round ends the console has something else to offer.
        "over_in": end and math.ceil((end - elapsed).total_seconds()),
    }


def screen(scene: Scene) -> dict[str, Any]:
    """Return the names by first name, each with its table, while people look for each other."""
    return {**question(scene), **seating.listed(scene)}


def phone(scene: Scene) -> dict[str, Any]:
    """Return whom the viewer talks with, where, and whose turn it is to speak at each moment."""
    state: Course = scene.part.state
    viewer, last = scene.viewer, state.last
    table = last.table_of(viewer.public_id) if viewer and last else None
    shared = question(scene)
    if viewer is None or table is None:
        return {
            **shared,
            **seating.parting(scene),
            "waits": seating.waits(scene),
            "last_round": shared["round"] >= shared["rounds"],
        }
    return {
        **shared,
        **seating.parting(scene),
        "table": table,
        "partners": seating.partners(scene, table, viewer),
        "reason": words.reason_for_them(table),
        "cues_of": [turn.value for turn in TURNS[: len(table.guests)]],
        "mine": TURNS[table.guests.index(viewer.public_id)].value,
        "own_times": len(table.guests) > 2,
    }
