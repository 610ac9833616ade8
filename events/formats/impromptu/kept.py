"""Impromptu on a device without network: rounds drawn ahead."""

from dataclasses import replace
from typing import Any

from events.agenda.formats import Scene
from events.formats.impromptu import drawing
from events.formats.impromptu.settings import Settings
from events.rounds import kept, people
from events.rounds.course import Course


def ahead(scene: Scene) -> dict[str, Any]:
    """Return the rounds still to come, drawn among who is here: before anybody is, who may come.

    None where nobody is drawn. With the questions, as the device has no bank.
    """
    begun = replace(scene, part=replace(scene.part, state=scene.part.state or Course()))
    settings = Settings.of(scene.part.plan.options)
    left = max(settings.rounds - len(begun.part.state.rounds), 0)
    return {
        **kept.ahead(scene.part.plan.options, settings.rounds),
        # How many there were then: the next one is the first of these.
        "done": len(begun.part.state.rounds),
        "draws": drawing.ahead(begun, left) if left and settings.draws else [],
        "apart": people.kept_apart(scene.event, lambda guests: guests // 2),
    }
