"""When a guest may check herself in by the code at the entrance. Pure but for the clock."""

import datetime as dt
import secrets
from enum import Enum
from typing import Final

from django.urls import reverse

from events.calendar.models import Event, Status
from events.door.models import Door
from networking.mail.links import absolute
from networking.time import now

# Whoever helps to lay the tables is early; who is at home still isn't here.
EARLY: Final = dt.timedelta(hours=1)


class Entrance(Enum):
    """What the code at the entrance opens at this moment."""

    OPEN = "open"
    NOT_YET = "not_yet"
    OVER = "over"
    # Never was, is another one now, or the hosts have closed it.
    WRONG = "wrong"


def entrance(event: Event, code: str) -> Entrance:
    """Say what `code` opens. One query."""
    held = Door.objects.filter(event=event).values_list("self_check_in", flat=True).first()
    if not held or not secrets.compare_digest(held.encode(), code.encode()):
        return Entrance.WRONG
    if event.status not in {Status.PUBLISHED, Status.LIVE} or event.ends_at <= now():
        return Entrance.OVER
    return Entrance.OPEN if now() >= event.starts_at - EARLY else Entrance.NOT_YET


def link_of(event: Event) -> str:
    """The address that the code at the entrance opens; empty where it is closed."""
    code = code_of(event)
    path = reverse("door:here", args=[event.association.slug, event.slug, code]) if code else ""
    return absolute(path) if path else ""


def code_of(event: Event) -> str:
    """The code under which guests check themselves in; empty where they don't."""
    held = Door.objects.filter(event=event).values_list("self_check_in", flat=True).first()
    return held or ""
