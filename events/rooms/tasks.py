"""What Celery runs for rooms: all that asks a video server."""

from celery import shared_task

from events.calendar.models import Event
from events.rooms import actions
from networking.mail import poke

# Shorter than a task may take, with the last few tries on top.
SECONDS = 15.0


def _event(pk: int) -> Event | None:
    return Event.objects.select_related("association").filter(pk=pk).first()


@shared_task  # type: ignore[untyped-decorator]
def make_rooms(event: int) -> None:
    """Make the rooms of an event that are due. Harmless when run twice, at once or for nothing."""
    found = _event(event)
    if found is not None and not actions.make(event=found, seconds=SECONDS):
        poke.tell(actions.MAKE, event)


@shared_task  # type: ignore[untyped-decorator]
def look_into_rooms(event: int) -> None:
    """Note in which rooms somebody is."""
    found = _event(event)
    if found is not None:
        actions.look(event=found)


@shared_task  # type: ignore[untyped-decorator]
def close_rooms(event: int) -> None:
    """Close the rooms of an event that is over."""
    found = _event(event)
    if found is not None:
        actions.close(event=found)


@shared_task  # type: ignore[untyped-decorator]
def sweep_rooms() -> None:
    """Make what nobody was told of."""
    for event in actions.sweep():
        poke.tell(actions.MAKE, event)
