"""Leaving the rounds, and staying after all: a tap on one's own phone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.agenda.log import Refused
from events.agenda.reading import read
from events.calendar.access import event_view
from events.calendar.models import Event
from events.guests.rules import attends, registration_of
from events.rounds import actions, faces
from networking.accounts.access import whoever
from networking.time import now


@require_POST
@event_view(attends)
def leave(request: HttpRequest, event: Event) -> HttpResponse:
    """Leave after this round, or not after all: ``on`` is 1 or 0. Nobody is told."""
    guest = registration_of(request.user, event)
    if guest is None:
        raise PermissionDenied
    guest.event = event
    try:
        actions.leave(guest=guest, on=request.POST.get("on") == "1", by=whoever(request))
    except Refused:
        messages.error(request, _("The rounds are over, or you are not in them."))
    scene = read(event).scene(now(), guest)
    if request.headers.get("HX-Request") and scene is not None:
        more = {"association": event.association, "answer": True, **faces.parting(scene)}
        return render(request, "rounds/_leaving.html", {"event": event, **more})
    return redirect("agenda:phone", event.association.slug, event.slug)
