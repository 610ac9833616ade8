"""An association's video server, what an event makes of it, and a server that says a room ended."""

from http import HTTPStatus

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.calendar.access import event_view, find
from events.calendar.models import Event
from events.calendar.rules import organises
from events.rooms import actions, words
from events.rooms.forms import ServerForm, WhereForm
from events.rooms.models import EventRooms, VideoServer
from events.rooms.online import ENDED_SALT, online, service_of, usual
from events.rooms.video import RoomsError
from networking.accounts.access import whoever
from networking.associations import rules
from networking.associations.access import association_view
from networking.associations.models import Association
from networking.web.access import public


@association_view(rules.organises)
def server(request: HttpRequest, association: Association) -> HttpResponse:
    """Which service the rounds meet on; the secret can be replaced, never read."""
    known = VideoServer.objects.filter(association=association).first()
    form = ServerForm(request.POST or None, instance=known or VideoServer())
    if request.method == "POST" and form.is_valid():
        said = {"secret": "", **form.cleaned_data}
        actions.set_server(association=association, **said, by=whoever(request))
        messages.success(request, _("Saved."))
        return redirect("rooms:server", association=association.slug)
    has_secret = bool(known and VideoServer.objects.get(pk=known.pk).secret)
    context = {"form": form, "association": association, "server": known, "has_secret": has_secret}
    return render(request, "rooms/server.html", context, status=422 if form.errors else 200)


@require_POST
@association_view(rules.organises)
def try_it(request: HttpRequest, association: Association) -> HttpResponse:
    """Ask the server for a sign of life, and say what came of it."""
    known = VideoServer.objects.filter(association=association).first()
    service = service_of(known) if known else None
    if service is None:
        messages.info(request, _("There is no service to try: choose one first."))
        return redirect("rooms:server", association=association.slug)
    try:
        proved = service.try_it()
    except RoomsError as error:
        messages.error(request, words.WHY[error.reason])
    else:
        messages.success(request, words.PROVED if proved else words.ANSWERED)
    return redirect("rooms:server", association=association.slug)


@event_view(organises)
def event_rooms(request: HttpRequest, event: Event) -> HttpResponse:
    """Where the rounds of this event take place, and how its rooms stand."""
    chosen = EventRooms.objects.filter(event=event).first()
    form = WhereForm(
        request.POST or None, instance=chosen or EventRooms(event=event, where=usual(event))
    )
    if request.method == "POST" and form.is_valid():
        actions.choose(event=event, where=form.cleaned_data["where"], by=whoever(request))
        messages.success(request, _("Saved."))
        return redirect("rooms:event", event.association.slug, event.slug)
    meets = online(event)
    context = {
        "form": form,
        "event": event,
        "association": event.association,
        "online": meets,
        "rooms": meets.standing().values(),
    }
    return render(request, "rooms/event.html", context, status=422 if form.errors else 200)


@public
def ended(_request: HttpRequest, association: str, event: str, token: str) -> HttpResponse:
    """Hear from a video server that a room has ended; only what we signed ourselves counts."""
    found = find(association, event)
    try:
        pk, number = signing.loads(token, salt=ENDED_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if pk != found.pk:
        raise Http404
    actions.note_ended(event=found, number=number)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
