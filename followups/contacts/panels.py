"""On the event's page: who asks to exchange cards, one's own badge, and whom one met."""

import datetime as dt
from typing import Any, Final

from django.http import HttpRequest

from events.calendar import panels
from events.calendar.models import Event, Status
from events.guests.rules import registration_of
from followups.contacts.asking import questions_to
from followups.contacts.giving.handing import is_dead
from followups.contacts.giving.reading import lines
from followups.contacts.met import met_lately
from networking.accounts.models import User
from networking.time import now

# One looks for one's badge on the way there.
BEFORE: Final = dt.timedelta(hours=12)


def asking(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """Those who scanned my badge and wait for my answer."""
    if not isinstance(request.user, User):
        return None
    found = questions_to(request.user, event)
    if not found:
        return None
    mine = request.user.registrations.filter(event=event).select_related("user__profile").first()
    if mine is not None:
        mine.event = event
    return {"asking": found, "lines": lines(mine) if mine else [], "next": request.path}


def badge(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """Around the event: the way to one's own badge, as long as it opens anything."""
    if event.status not in {Status.PUBLISHED, Status.LIVE, Status.OVER}:
        return None
    if now() < event.starts_at - BEFORE or is_dead(event.ends_at, now()):
        return None
    return {} if registration_of(request.user, event) else None


def met(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """After the event: whom I met and have not kept yet."""
    if not isinstance(request.user, User) or event.status not in {Status.OVER, Status.ARCHIVED}:
        return None
    found = [each for each in met_lately(request.user) if each.registration.event_id == event.pk]
    return {"met": found} if found else None


panels.register("guest", panels.Panel(template="contacts/_asking.html", context=asking, order=5))
panels.register("guest", panels.Panel(template="contacts/_my_badge.html", context=badge, order=6))
panels.register("guest", panels.Panel(template="contacts/_met.html", context=met, order=10))
