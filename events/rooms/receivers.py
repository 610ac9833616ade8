"""What the rooms hear of events."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from events.calendar.models import Event, Status
from events.calendar.signals import status_changed
from events.rooms import actions
from events.rooms.online import MAIN, online
from networking.mail import poke


@receiver(status_changed)
def open_and_close(event_id: int, status: str, **_: Any) -> None:
    """When an event begins its main room is made, and when it is over all its rooms are closed."""
    if status == Status.LIVE:
        event = Event.objects.select_related("association").get(pk=event_id)
        if online(event).has_main:
            actions.want(event=event, numbers=[MAIN], by=None)
    elif status == Status.OVER:
        transaction.on_commit(partial(poke.tell, actions.CLOSE, event_id))
