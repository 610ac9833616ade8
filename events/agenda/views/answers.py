"""What an organiser gets back who changed the agenda: the page, or only the plan on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from events.agenda.forms import AddForm
from events.agenda.log import Refused
from events.agenda.plan import plan_of
from events.agenda.words import said
from events.calendar.models import Event


def editor(event: Event, after: str = "") -> dict[str, Any]:
    """Return what the plan and the form below it need; a new part is proposed behind `after`."""
    plan = plan_of(event)
    parts = [row.line.part.plan for row in plan.rows]
    return {
        "event": event,
        "association": event.association,
        "plan": plan,
        "add": AddForm(segments=[(part.id, part.title) for part in parts], after=after),
    }


def tried(request: HttpRequest, change: Callable[[], object]) -> bool:
    """Make a change, or tell the organiser why it can't be made; return whether it was."""
    try:
        change()
    except Refused as refused:
        messages.error(request, said(refused, ""))
        return False
    return True


def back(request: HttpRequest, event: Event) -> HttpResponse:
    """Show the agenda as it stands now: where the page asked for it, only its plan."""
    if request.headers.get("HX-Request"):
        return render(request, "agenda/_plan_changed.html", editor(event))
    return redirect("agenda:agenda", association=event.association.slug, event=event.slug)
