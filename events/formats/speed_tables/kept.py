"""Speed tables on a device without network: rounds drawn ahead."""

from dataclasses import replace
from typing import Any

from events.agenda.formats import Scene
from events.formats.speed_tables import drawing
from events.formats.speed_tables.settings import Settings
from events.rounds import kept, people
from events.rounds.course import Course
from events.rounds.seating import sizes


def ahead(scene: Scene) -> dict[str, Any]:
    """Return the rounds still to come, drawn among who is here: before anybody is, who may come.

    With the questions, as the device has no bank.
    """
    begun = replace(scene, part=replace(scene.part, state=scene.part.state or Course()))
    settings = Settings.of(scene.part.plan.options)
    done = len(begun.part.state.rounds)
    left = max(settings.rounds - done, 0)
    return {
        **kept.ahead(scene.part.plan.options, settings.rounds),
        # How many there were then: the next one is the first of these.
        "done": done,
        "draws": drawing.ahead(begun, left) if left else [],
        "apart": people.kept_apart(scene.event, lambda each: len(sizes(each, settings.size))),
    }
