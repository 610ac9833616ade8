"""What the console, the screen and the phones show of speed tables: the contexts of templates."""

import math
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.agenda.formats import Button, Scene
from events.formats.speed_tables import drawing
from events.formats.speed_tables.settings import Hosts, Settings
from events.rounds import course as courses
from events.rounds import faces, people, words
from events.rounds.course import STRETCH, Course
from events.rounds.steps import TURNS

# While people talk, "longer" means their round, not the whole part of the agenda.
LONGER = Button("speed_tables.stretch", _("30 s"), "plus", {"seconds": STRETCH})


def question(scene: Scene) -> dict[str, Any]:
    """Return what every view says: which round it is, of how many, and its question."""
    state: Course = scene.part.state
    settings = Settings.of(scene.part.plan.options)
    last = state.last
    asked = faces.asked(scene)
    turns = TURNS[: last.largest if last else 0]
    return {
        "stage": courses.stage(state, scene.moment),
        "round": last.number if last else 0,
        "rounds": max(settings.rounds, len(state.rounds)),
        "size": settings.size,
        "turn": settings.turn,
        "together": settings.together,
        "keeps": settings.keeps,
        "questions": asked,
        "crowd": faces.crowd(asked),
        "turns": turns,
        # The phases in which people talk.
        "talk": " ".join([*turns, "together"]),
    }


def console(scene: Scene) -> dict[str, Any]:
    """Return the tables with their people, who has none, who keeps one, and who left."""
    state: Course = scene.part.state
    shared, elapsed = question(scene), scene.moment.elapsed
    here = {guest.public_id: guest for guest in people.checked_in(scene.event)}
    last, current = state.last, state.open(elapsed)
    tables = [
        faces.Laid(
            table.number,
            [here[guest] for guest in table.guests if guest in here],
            words.reason_for_facilitator(table),
        )
        for table in (last.tables if last else ())
    ]
    end = last.end() if last and state.on(elapsed) else None
    last_round = shared["round"] >= shared["rounds"]
    settings = Settings.of(scene.part.plan.options)
    return {
        **shared,
        "tables": tables,
        "known": sum(bool(table.reason) for table in tables),
        "why": words.PROOFS.get(last.proof, "") if last else "",
        "waiting": drawing.waiting(scene) if last is None or current else [],
        "can_join": state.drawn is not None or last_round,
        "gone": [here[guest] for guest in state.gone if guest in here],
        "hosts": last.hosts if last else (),
        "chooses": settings.hosts is Hosts.CHOSEN and last is None,
        "asked": state.hosts,
        "last_round": last_round,
        "longer_button": LONGER if end else None,
        # When the round ends the console has something else to offer.
        "over_in": end and math.ceil((end - elapsed).total_seconds()),
    }


def screen(scene: Scene) -> dict[str, Any]:
    """Return the names by first name, each with its table, while people look for it."""
    return {**question(scene), **faces.listed(scene)}


def phone(scene: Scene) -> dict[str, Any]:
    """Return the viewer's table, who sits there, and whose turn it is at each moment."""
    state: Course = scene.part.state
    viewer, last = scene.viewer, state.last
    table = last.table_of(viewer.public_id) if viewer and last else None
    shared = question(scene)
    if viewer is None or last is None or table is None:
        return {
            **shared,
            **faces.parting(scene),
            "waits": faces.waits(scene),
            "last_round": shared["round"] >= shared["rounds"],
        }
    seated = faces.partners(scene, table, viewer)
    names = {partner.guest: partner.card.given_name for partner in seated}
    whose = dict(zip(TURNS, table.guests, strict=False))
    return {
        **shared,
        **faces.parting(scene),
        "table": table,
        "partners": seated,
        "reason": words.reason_for_them(table),
        "hosts": last.hosts,
        "keeps_it": viewer.public_id in last.hosts,
        "mine": [cue.value for cue, guest in whose.items() if guest == viewer.public_id],
        "others": [
            (cue.value, names.get(guest, ""))
            for cue, guest in whose.items()
            if guest != viewer.public_id
        ],
        # At a smaller table the turns of those who aren't there are for all.
        "shared_cues": " ".join([*(cue.value for cue in TURNS[len(whose) :]), "together"]),
        "avatar_size": "medium",
    }
