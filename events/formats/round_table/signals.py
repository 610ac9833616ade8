"""What the round table hears from the door: who comes late speaks at the end."""

import uuid
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from events.agenda import actions, reading
from events.agenda.models import Run
from events.door.models import CheckIn

ARRIVALS = uuid.UUID("0f6f3c9e-3a2b-4b1f-9f43-52d9a5a5f7d4")


def seat_the_late(*, check_in: CheckIn, **_: Any) -> None:
    """Give whoever checks in during a round table the last turn. Told twice, it is one turn."""
    registration = check_in.registration
    event = registration.event
    if not Run.objects.filter(event=event).exists():
        return
    for part in reading.read(event).state.parts:
        if part.plan.format == "round_table":
            actions.tell(
                event=event,
                kind="round_table.arrive",
                payload={"segment": part.plan.id, "guest": registration.public_id},
                id=uuid.uuid5(ARRIVALS, f"{check_in.pk}:{part.plan.id}"),
            )


if find_spec("events.door.signals"):
    import_module("events.door.signals").checked_in.connect(seat_the_late)
