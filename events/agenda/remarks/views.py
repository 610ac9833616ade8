"""Where remarks arrive, and the lists that pages fetch: a phone's own, and the console's."""

from http import HTTPStatus
from typing import Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.agenda.formats import View
from events.agenda.log import Refused
from events.agenda.reading import read
from events.agenda.remarks import actions
from events.agenda.remarks.forms import read_remark, read_vote
from events.agenda.remarks.listening import Listening
from events.agenda.remarks.models import Remark
from events.agenda.remarks.table import lines_of, table_of
from events.agenda.stage import stage
from events.agenda.views.live import grant_of, shown
from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import facilitates, organises
from events.guests.columns import name_of
from events.guests.models import Registration
from events.guests.rules import attends, registration_of
from networking import sheets
from networking.accounts.access import whoever, whoever_or_nobody
from networking.time import now


@require_GET
@event_view(attends)
def mine(request: HttpRequest, event: Event) -> HttpResponse:
    """What a phone lists beside the clock: what is on, one's own, and what there is to vote for."""
    return _list(request, event, View.PHONE)


@require_GET
@event_view(facilitates, by_pass=True)
def waiting(request: HttpRequest, event: Event) -> HttpResponse:
    """What the console lists: what waits, what was taken, what is over."""
    return _list(request, event, View.CONSOLE)


@require_POST
@event_view(attends)
def send(request: HttpRequest, event: Event) -> HttpResponse:
    """Take a guest's question or note; what can't be taken stays in her field, with the reason."""
    try:
        guest = _guest(request, event)
        actions.send(event=event, author=guest, by=guest.user, **read_remark(request.POST))
    except Refused as refused:
        return _refused(request, event, refused, draft=request.POST.get("text", ""))
    return _listed(request, event)


@require_POST
@event_view(facilitates, by_pass=True)
def note(request: HttpRequest, event: Event) -> HttpResponse:
    """Take what the facilitator noted from the room."""
    by = whoever_or_nobody(request)
    try:
        noted = {**read_remark(request.POST), "named": False}
        actions.send(event=event, author=None, by=by, **noted)
    except Refused as refused:
        return _plain(refused)
    return _list(request, event, View.CONSOLE)


@require_POST
@event_view(attends)
def withdraw(request: HttpRequest, event: Event, *, number: int) -> HttpResponse:
    """Take one's own back."""
    remark = _remark(event, number)
    try:
        actions.withdraw(remark=remark, guest=_guest(request, event), by=whoever(request))
    except Refused as refused:
        return _refused(request, event, refused)
    return _listed(request, event)


@require_POST
@event_view(attends)
def vote(request: HttpRequest, event: Event, *, number: int) -> HttpResponse:
    """Vote for a question, or take the vote back."""
    remark, wanted = _remark(event, number), read_vote(request.POST)
    try:
        guest = _guest(request, event)
        actions.vote(remark=remark, guest=guest, wanted=wanted, by=guest.user)
    except Refused as refused:
        return _refused(request, event, refused)
    return _listed(request, event)


@require_GET
@event_view(organises)
def kept(request: HttpRequest, event: Event) -> HttpResponse:
    """What was said, for the organisers, after the event."""
    context = {
        "event": event,
        "association": event.association,
        "parts": lines_of(event),
    }
    return render(request, "agenda/remarks.html", context)


@require_GET
@event_view(organises)
def exported(request: HttpRequest, event: Event, *, kind: Literal["csv", "xlsx"]) -> HttpResponse:
    """The same as a file. Noted: it leaves the site."""
    headings, rows = table_of(event)
    actions.note_export(event=event, kind=kind, count=len(rows), by=whoever(request))
    return sheets.answer(name_of(event, _("Questions and notes")), headings, rows, kind)


def _remark(event: Event, number: int) -> Remark:
    remark = get_object_or_404(Remark, event=event, number=number)
    remark.event = event
    return remark


def _guest(request: HttpRequest, event: Event) -> Registration:
    """Return who takes part as a guest; who only lends a hand is refused."""
    guest = registration_of(request.user, event)
    if guest is None:
        raise Refused("not_here")
    return guest


def _list(request: HttpRequest, event: Event, view: View) -> HttpResponse:
    """Render a list of the format that is on; where it has none, nothing is to be shown."""
    viewer = registration_of(request.user, event) if view is View.PHONE else None
    context = stage(view, read(event), now(), viewer)
    format_ = context.get("format")
    if not isinstance(format_, Listening) or "hearing" not in context:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, f"formats/{format_.key}/_{view}_remarks.html", context)


def _listed(request: HttpRequest, event: Event) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _list(request, event, View.PHONE)
    return redirect("agenda:phone", association=event.association.slug, event=event.slug)


def _refused(request: HttpRequest, event: Event, refused: Refused, draft: str = "") -> HttpResponse:
    """Say why not: in a few words to a script, else on the page, with what was typed in it."""
    if request.headers.get("HX-Request"):
        return _plain(refused)
    messages.error(request, actions.said(refused))
    grant = grant_of(request, View.PHONE)
    page = shown(request, event, View.PHONE, whole=True, grant=grant, draft=draft)
    page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return page


def _plain(refused: Refused) -> HttpResponse:
    return HttpResponse(
        actions.said(refused),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        content_type="text/plain; charset=utf-8",
    )
