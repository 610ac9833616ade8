"""How an event looks: its colour and its picture."""

from typing import Literal

from django.core.files.base import File
from django.db import transaction

from events.calendar.models import Event
from networking import pictures
from networking.accounts.models import User
from networking.audit.actions import record


@transaction.atomic
def dress(
    *,
    event: Event,
    colour: str,
    picture: File[bytes] | Literal[False] | None,
    by: User | None,
) -> None:
    """Give an event a colour of its own ("" for the association's) and a picture.

    `picture` None leaves the one it has, False takes it away. Twice is once.
    """
    found = Event.objects.select_for_update().get(pk=event.pk)
    found.cover_colour = colour
    pictures.put(found, "cover", picture)
    found.save(update_fields=["cover_colour", "cover"])
    record(by=by, verb="event.dressed", subject=found, association=found.association)
