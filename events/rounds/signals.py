"""What rounds hear, while groups are drawn or talk: from the door, and of rooms that fail."""

import uuid
from typing import Any

from django.dispatch import receiver

from events.agenda import actions as agenda
from events.agenda import reading, room_links
from events.agenda.formats import FORMATS
from events.calendar.models import Event, Status
from events.door.models import CheckIn
from events.door.signals import check_in_undone, checked_in
from events.guests.models import Registration
from events.rooms.signals import room_failed
from events.rounds import actions
from events.rounds.format import InRounds
from networking.accounts.models import User
from networking.accounts.signals import kept_apart
from networking.time import now

ARRIVALS = uuid.UUID("5d1f0c0e-6a37-4c1c-9d2b-7a2f1f5f0b61")


@receiver(checked_in)
def seat_the_late(*, check_in: CheckIn, **_: Any) -> None:
    """Seat whoever checks in before the round begins, or in the last one; others wait for the next.

    Told twice, it is one seat; where there is none to give, nothing happens.
    """
    _look_again(check_in.registration, str(check_in.pk))


@receiver(check_in_undone)
def free_the_seat(*, registration: Registration, **_: Any) -> None:
    """Whoever was taken for somebody else leaves an empty chair: pair anew who is left alone."""
    _look_again(registration, str(uuid.uuid4()))


def _look_again(registration: Registration, cause: str) -> None:
    """Ask the rounds that are on, if there are, to seat who is here now."""
    event = registration.event
    if registration.observer or event.status != Status.LIVE:
        return
    scene = reading.read(event).scene(now())
    format_ = FORMATS[scene.part.plan.format] if scene else None
    if scene is None or not isinstance(format_, InRounds) or not format_.draws(scene.part.plan):
        return
    if scene.part.state.open(scene.moment.elapsed) is not None:
        agenda.tell(
            event=event,
            kind=f"{scene.part.plan.format}.join",
            payload={"segment": scene.part.plan.id},
            id=uuid.uuid5(ARRIVALS, f"{cause}:{scene.part.plan.id}"),
        )


@receiver(kept_apart)
def draw_them_apart(*, block: int, by: User, person: User, **_: Any) -> None:
    """Whoever is kept apart from now on sits together in no round that is not begun."""
    live = Event.objects.filter(status=Status.LIVE, registrations__user=by)
    for event in live.filter(registrations__user=person).select_related("association"):
        actions.draw_apart(event=event, one=by, two=person, cause=str(block), by=None)


@receiver(room_failed)
def meet_elsewhere(*, event: Event, number: int, **_: Any) -> None:
    """Give those whose room could not be made another one, or let them join others."""
    scene = reading.read(event).scene(now())
    if scene is not None and isinstance(FORMATS[scene.part.plan.format], InRounds):
        room_links.lost_room(scene, number=number, id=uuid.uuid4())
