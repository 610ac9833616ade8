"""On the event's page: how far I have come in writing; to its organisers: totals."""

from typing import Any

from django.http import HttpRequest

from events.calendar import panels
from events.calendar.models import Event
from events.calendar.season import year_of
from followups.reminders.models import FollowUp
from followups.reminders.people import met_by
from followups.reminders.totals import totals
from networking.accounts.models import User
from networking.time import now


def mine(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """After the event: how many I have written to, and how long there is."""
    if not isinstance(request.user, User) or event.ends_at > now():
        return None
    if not FollowUp.objects.of(request.user).filter(event=event).exists():
        return None
    found = met_by(request.user, event)
    return {"each": found[0]} if found else None


def organisers(request: HttpRequest, event: Event) -> dict[str, Any] | None:  # noqa: ARG001
    """After the event: the share followed up within 48 hours, once enough people met."""
    if event.ends_at > now():
        return None
    found = totals(event)
    if not found.may_be_shown:
        return None
    return {"totals": found, "year": year_of(event.local_start.date())}


panels.register("guest", panels.Panel(template="reminders/_mine.html", context=mine, order=8))
panels.register(
    "organiser", panels.Panel(template="reminders/_totals.html", context=organisers, order=80)
)
