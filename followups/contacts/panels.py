"""On the event's page: who asks to exchange cards, and whom one met."""

from typing import Any

from django.http import HttpRequest

from events.calendar import panels
from events.calendar.models import Event, Status
from followups.contacts.asking import questions_to
from followups.contacts.met import met_lately
from networking.accounts.models import User


def asking(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """Those who scanned my badge and wait for my answer."""
    if not isinstance(request.user, User):
        return None
    found = questions_to(request.user, event)
    return {"asking": found} if found else None


def met(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """After the event: whom I met and have not kept yet."""
    if not isinstance(request.user, User) or event.status not in {Status.OVER, Status.ARCHIVED}:
        return None
    found = [each for each in met_lately(request.user) if each.registration.event_id == event.pk]
    return {"met": found} if found else None


panels.register("guest", panels.Panel(template="contacts/_asking.html", context=asking, order=5))
panels.register("guest", panels.Panel(template="contacts/_met.html", context=met, order=10))
