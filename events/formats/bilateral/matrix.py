"""The plan hour by hour and table by table, as an organiser arranges it."""

from dataclasses import dataclass
from typing import Any

from events.agenda.formats import Scene
from events.agenda.reading import Reading, read
from events.calendar.models import Event
from events.formats.bilateral import actions, planning
from events.formats.bilateral.exchanges import Exchanges
from events.formats.bilateral.faces import Row, rows_of
from events.formats.bilateral.forms import MoveForm
from events.formats.bilateral.hours import Slot, slots_of
from events.formats.bilateral.settings import Settings
from events.formats.bilateral.words import wishes_said
from events.rounds.cards import names_of
from networking.time import now


@dataclass(frozen=True, slots=True)
class Cell:
    """A table at an hour, and who meets there."""

    slot: Slot
    table: int
    row: Row | None

    @property
    def spot(self) -> str:
        return f"{self.slot.number}-{self.table}"


def scene_of(reading: Reading) -> Scene | None:
    """Return the planned exchanges of an event that has begun, as they are now."""
    part = actions.part_of(reading.state)
    return Scene(reading.event, reading.state, part, now()) if part else None


def context(event: Event, form: MoveForm) -> dict[str, Any]:
    """Return what the page of the plan shows; a fixed number of queries."""
    said: dict[str, Any] = {"event": event, "association": event.association, "form": form}
    reading = read(event)
    scene = scene_of(reading)
    if scene is None:
        return said
    state: Exchanges = scene.part.state
    here = planning.here(scene, state.gone)
    slots = slots_of(scene)
    names = names_of(
        {name for each in state.meetings for name in (each.one, each.two)}
        | {name for by, to, _ in state.left_out for name in (by, to)}
    )
    used = max((each.table + 1 for each in state.meetings), default=0)
    tables = max(Settings.of(scene.part.plan.options).seats(len(here)), used)
    rows = {
        (slot.number, row.meeting.table): row
        for slot in slots
        for row in rows_of(state, slot.number, names)
    }
    return {
        **said,
        "rev": reading.rev,
        "planned": state.planned,
        "slots": slots,
        "tables": [
            (table + 1, [Cell(slot, table, rows.get((slot.number, table))) for slot in slots])
            for table in range(tables)
        ],
        "left_out": wishes_said(state.left_out, names),
    }
