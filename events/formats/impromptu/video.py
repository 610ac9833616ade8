"""The online rooms of Impromptu rounds: one for each table, and what to do if one doesn't work.

A facilitator has no time for broken rooms. A table first gets a room that is free and ready; if
there is none, or that one failed too, its people join others, and a pair becomes a trio. Only where
there are no others is there nothing to be done.
"""

import math
from collections.abc import Mapping
from typing import Any, Final

from django.core.cache import cache

from events.agenda.formats import Place, Scene
from events.agenda.log import Refused
from events.formats.impromptu import drawing
from events.formats.impromptu.settings import Settings
from events.rooms import actions as rooms
from events.rooms.models import MadeRoom, RoomState
from events.rooms.online import online
from events.rounds.course import Course
from events.rounds.round import Round
from networking.accounts.models import User
from networking.mail import poke

# One room to spare for so many tables, and one at least.
TABLES_A_SPARE: Final = 10
# The console of a round that is on has a worker look into the rooms this often, in seconds.
LOOK_EVERY: Final = 15


def place(scene: Scene) -> Place | None:
    """Return the room of the viewer's table, while her round is drawn or on. Pure."""
    course: Course | None = scene.part.state
    current = course.open(scene.moment.elapsed) if course else None
    table = current.table_of(scene.viewer.public_id) if current and scene.viewer else None
    if current is None or table is None:
        return None
    number = current.room_of(table)
    return Place(number, current.number, moved=number != table.number)


def want(scene: Scene, *, by: User | None) -> None:
    """Have the rooms of the open round made, and some to spare. Idempotent."""
    course: Course = scene.part.state
    current = course.open(scene.moment.elapsed)
    if not Settings.of(scene.part.plan.options).draws:
        return
    if current is None or not scene.moment.current or not online(scene.event).made_ahead:
        return
    most = max((table.number for table in current.tables), default=0)
    spares = math.ceil(most / TABLES_A_SPARE)
    numbers = {*range(1, most + spares + 1), *(room for _, room in current.rooms)}
    rooms.want(event=scene.event, numbers=numbers, again=course.drawn is not None, by=by)


def elsewhere(scene: Scene, room: object) -> dict[str, Any]:
    """Return where the people of a room that doesn't work go. Raises `Refused`."""
    course: Course = scene.part.state
    current = course.open(scene.moment.elapsed)
    table = current.table_in(room) if current and type(room) is int else None
    if current is None or table is None:
        raise Refused("no_round")
    moved = dict(current.rooms)
    most = max(each.number for each in current.tables)
    if table.number not in moved:
        spare = online(scene.event).spare(most, set(moved.values()))
        if spare is not None:
            return {"table": table.number, "to": spare}
    seated = drawing.seat(scene, current, newcomers=False, apart=table)
    alone = not {*table.guests}.isdisjoint(seated["left_over"])
    if alone or len(seated["tables"]) >= len(current.tables):
        raise Refused("no_other_room")
    return {"table": table.number, **seated}


def standing(scene: Scene, current: Round | None) -> Mapping[int, MadeRoom]:
    """Return how the rooms of a round stand, by table; have a worker look into them meanwhile."""
    meets = online(scene.event)
    if current is None or not meets.made_ahead:
        return {}
    event = scene.event.pk
    if current.is_on(scene.moment.elapsed) and cache.add(f"rooms-looked:{event}", 1, LOOK_EVERY):
        poke.tell(rooms.LOOK, event)
    known = meets.standing()
    found = {table.number: known.get(current.room_of(table)) for table in current.tables}
    return {table: room for table, room in found.items() if room is not None}


def told(standing: Mapping[int, MadeRoom]) -> dict[str, list[int]]:
    """Return which tables' rooms the facilitator should know of: failed, being made, or empty."""
    return {
        "failed": [n for n, room in standing.items() if room.state == RoomState.FAILED],
        "wanted": [n for n, room in standing.items() if room.state == RoomState.WANTED],
        "empty": [
            n
            for n, room in standing.items()
            if room.state == RoomState.READY and room.running is False
        ],
    }
