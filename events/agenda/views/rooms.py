"""Into an online room, by a signed link; and out of one that doesn't work."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.agenda import room_links
from events.agenda.room_links import Entrance
from events.calendar.access import find
from events.calendar.models import Event
from events.rooms.online import online
from networking.web.access import public

View = Callable[[HttpRequest, Event, Entrance], HttpResponse]
# A room that is being made is asked for again after so many seconds.
AGAIN = "2"


def by_room_link(view: View) -> Callable[..., HttpResponse]:
    """Let in whoever holds a good link while the rooms are open; others read what to do."""

    @public
    @wraps(view)
    def guarded(request: HttpRequest, association: str, event: str, token: str) -> HttpResponse:
        found = find(association, event)
        try:
            entrance = room_links.opened(found, token)
        except room_links.BadLink:
            return _closed(request, found, 404)
        if not online(found).has_main or not room_links.is_open(found):
            return _closed(request, found, 410)
        return view(request, found, entrance)

    return guarded


@require_GET
@by_room_link
def enter(request: HttpRequest, event: Event, entrance: Entrance) -> HttpResponse:
    """Lead her into the room that is hers at this moment, or say how it stands."""
    door = room_links.door(event, entrance)
    if door.address:
        answer: HttpResponse = redirect(door.address)
    else:
        context = {"event": event, "association": event.association, "door": door}
        answer = render(request, "agenda/room.html", context)
        if door.state == "wanted":
            answer.headers["Refresh"] = AGAIN
    # What signs her in over there is for this one click.
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@require_POST
@by_room_link
def lost(request: HttpRequest, event: Event, entrance: Entrance) -> HttpResponse:
    """Take her word that her room doesn't work, and lead her back to her phone's page."""
    number, occasion = (_number(request.POST.get(name)) for name in ("room", "occasion"))
    helped = entrance.guest is not None and room_links.lose(
        event, entrance.guest, number=number, occasion=occasion
    )
    if helped:
        messages.info(request, _("You have another room. Join it: your partner is told too."))
    else:
        messages.warning(request, _("No other room is free. Meet in the main room."))
    return redirect("agenda:phone", event.association.slug, event.slug)


def _number(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 6 else -1


def _closed(request: HttpRequest, event: Event, status: int) -> HttpResponse:
    context = {"event": event, "association": event.association, "door": None}
    return render(request, "agenda/room.html", context, status=status)
