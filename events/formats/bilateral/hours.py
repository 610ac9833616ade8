"""When the slots of planned exchanges begin, as far as the agenda knows by now."""

import datetime as dt
from dataclasses import dataclass

from events.agenda.formats import Scene
from events.agenda.stage import lines
from events.formats.bilateral.settings import Settings


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot, the name of its phase on every device, and where it stands."""

    number: int
    begins: dt.datetime
    ends: dt.datetime
    over: bool
    on: bool

    @property
    def phase(self) -> str:
        return f"slot-{self.number}"


def slots_of(scene: Scene) -> list[Slot]:
    """Return the slots of a part with the hours at which they begin, or will."""
    settings, moment = Settings.of(scene.part.plan.options), scene.moment
    count = settings.slots(moment.length)
    line = next(
        each for each in lines(scene.state, scene.now) if each.part.plan.id == scene.part.plan.id
    )
    begins = line.starts_at
    if moment.current:
        begins = scene.now - moment.elapsed
    found = []
    for number in range(count):
        start = settings.every * number
        end = settings.every * (number + 1) if number < count - 1 else max(moment.length, start)
        found.append(
            Slot(
                number,
                begins + start,
                begins + end,
                over=moment.elapsed >= end if moment.current else line.stands == "done",
                on=moment.current and start <= moment.elapsed < end,
            )
        )
    return found
