"""What the round table hears from the door: who comes late speaks at the end."""

import uuid
from typing import Any

from django.dispatch import receiver

from events.agenda import actions, reading
from events.calendar.models import Status
from events.door.models import CheckIn
from events.door.signals import check_in_undone, checked_in
from events.formats.round_table.queue import Turn
from events.guests.models import Registration

ARRIVALS = uuid.UUID("0f6f3c9e-3a2b-4b1f-9f43-52d9a5a5f7d4")


@receiver(checked_in)
def seat_the_late(*, check_in: CheckIn, **_: Any) -> None:
    """Give whoever checks in during a round table the last turn. Told twice, it is one turn."""
    _tell("arrive", check_in.registration, f"{check_in.pk}", {None, Turn.ABSENT})


@receiver(check_in_undone)
def release_the_seat(*, registration: Registration, **_: Any) -> None:
    """Whoever was taken for somebody else, and still waits for a turn, is absent."""
    _tell("absent", registration, str(uuid.uuid4()), {Turn.WAITING})


def _tell(verb: str, registration: Registration, cause: str, turns: set[Turn | None]) -> None:
    """Send a command about a guest to each round table that stands open to it."""
    event = registration.event
    if event.status != Status.LIVE:
        return
    for part in reading.read(event).state.parts:
        if part.plan.format != "round_table" or not part.state or not part.state.opened:
            continue
        seat = part.state.seat(registration.public_id)
        if (seat.turn if seat else None) in turns:
            actions.tell(
                event=event,
                kind=f"round_table.{verb}",
                payload={"segment": part.plan.id, "guest": registration.public_id},
                id=uuid.uuid5(ARRIVALS, f"{verb}:{cause}:{part.plan.id}"),
            )
