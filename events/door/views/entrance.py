"""Guests who check themselves in: the code at the entrance, and what it opens on their phones."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from events.calendar.access import event_view, find
from events.calendar.models import Event
from events.calendar.rules import hosts
from events.door import actions
from events.door.looking import arrival_of
from events.door.models import CheckInSource
from events.door.self_check_in import Entrance, entrance, link_of
from events.guests.rules import registration_of
from networking.accounts.access import whoever
from networking.paper import qr
from networking.web.access import signed_in


@event_view(hosts)
def self_check_in(request: HttpRequest, event: Event) -> HttpResponse:
    """Open the entrance to guests' own phones, close it, show its code large."""
    if request.method == "POST":
        if request.POST.get("do") == "close":
            actions.close_self_check_in(event=event, by=whoever(request))
            messages.success(request, _("Guests are checked in by hosts only."))
        else:
            actions.open_self_check_in(event=event, by=whoever(request))
            messages.success(request, _("The code is open."))
        return redirect("door:self_check_in", event.association.slug, event.slug)
    link = link_of(event)
    context = {
        "event": event,
        "association": event.association,
        "link": link,
        "code": qr.svg(link) if link else "",
        "here": "door",
    }
    return render(request, "door/self_check_in.html", context)


@signed_in
def here(request: HttpRequest, *, association: str, event: str, code: str) -> HttpResponse:
    """What the code at the entrance opens: one button, “I’m here”. Twice is once."""
    found = find(association, event)
    how = entrance(found, code)
    guest = registration_of(request.user, found) if how is not Entrance.WRONG else None
    if request.method == "POST" and guest and how is Entrance.OPEN:
        guest.event = found
        actions.check_in(registration=guest, source=CheckInSource.SELF, by=whoever(request))
        return redirect(request.path)
    context = {
        "event": found,
        "association": found.association,
        "how": how.value,
        "guest": guest,
        "arrival": arrival_of(guest) if guest else None,
    }
    status = HTTPStatus.NOT_FOUND if how is Entrance.WRONG else HTTPStatus.OK
    return render(request, "door/here.html", context, status=status)
