"""What the rooms hear of events."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from events.calendar.models import Event, Status
from events.calendar.signals import event_created, status_changed
from events.rooms import actions
from events.rooms.models import EventRooms
from events.rooms.online import MAIN
from networking.accounts.models import User
from networking.mail import poke


@receiver(event_created)
def meet_as_before(event: Event, copied_from: Event | None, by: User | None, **_: Any) -> None:
    """What an organiser chose for the last event is chosen for the new one."""
    chosen = EventRooms.objects.filter(event=copied_from).first() if copied_from else None
    if chosen is not None:
        actions.choose(event=event, where=chosen.where, by=by)


@receiver(status_changed)
def open_and_close(event_id: int, status: str, **_: Any) -> None:
    """When an event begins its main room is made, and when it is over all its rooms are closed."""
    if status == Status.LIVE:
        event = Event.objects.select_related("association").get(pk=event_id)
        if not event.online_url:
            actions.want(event=event, numbers=[MAIN], by=None)
    elif status == Status.OVER:
        transaction.on_commit(partial(poke.tell, actions.CLOSE, event_id))
