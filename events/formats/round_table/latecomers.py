"""Checking in from the console: somebody stands there whom the door has missed."""

import uuid

from events.agenda.formats import Scene
from events.agenda.log import Refused
from events.agenda.models import Command
from events.door import actions as door
from events.door.models import CheckIn, CheckInSource
from events.formats.round_table import presence
from networking.accounts.models import User


def welcome(scene: Scene, guest: object, by: User | None) -> str:
    """Check in somebody who was expected, and return the tap it is known by at the door."""
    found = presence.expected(scene.event).filter(public_id=guest).first()
    if found is None:
        raise Refused("no_such_guest")
    tap = uuid.uuid4()
    found.event = scene.event
    door.check_in(registration=found, source=CheckInSource.SEARCH, tap=tap, by=by)
    return str(tap)


def take_back(scene: Scene, by: User | None) -> None:
    """Undo the check-ins of taps that were undone: she was taken for somebody else.

    A tap that is redone gives her the turn again; the door has to be told anew.
    """
    made = Command.objects.filter(
        run__event=scene.event,
        kind="round_table.welcome",
        payload__segment=scene.part.plan.id,
    ).values_list("payload__tap", flat=True)
    undone = [tap for tap in made if tap not in scene.part.state.taps]
    for check_in in CheckIn.objects.filter(tap__in=undone).select_related("registration__event"):
        door.undo_check_in(registration=check_in.registration, of=check_in.tap, by=by)
