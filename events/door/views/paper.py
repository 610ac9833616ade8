"""The evening before: badges and lists, as PDF."""

from http import HTTPStatus
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import hosts
from events.door import actions, faces
from events.door.forms import PrintForm
from events.guests import actions as guests
from events.guests.columns import name_of
from networking import sheets
from networking.accounts.access import whoever
from networking.paper import prints
from networking.paper.fonts import MissingGlyphsError
from networking.paper.prints import Print


@require_GET
@event_view(hosts)
def paper(request: HttpRequest, event: Event) -> HttpResponse:
    """What there is to print, and how."""
    return render(request, "door/paper.html", _page(request, event, PrintForm()))


@require_GET
@event_view(hosts)
def badges(request: HttpRequest, event: Event) -> HttpResponse:
    """The badges as PDF. Whoever has none yet gets one now: asking twice makes none twice."""
    form = PrintForm.asked(request.GET)
    if not form.is_valid():
        context = _page(request, event, form)
        return render(request, "door/paper.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    actions.make_badges(event=event, by=whoever(request))
    try:
        return _pdf(faces.printed(event, form.wishes()), f"badges-{event.slug}")
    except MissingGlyphsError as error:
        return _unprintable(request, event, form, error)


@require_GET
@event_view(hosts)
def printed(request: HttpRequest, event: Event, *, name: str) -> HttpResponse:
    """One of the other prints, for those who may have it."""
    found = _found(request, event, name)
    found.prepare(event, whoever(request))
    try:
        return _pdf(found.render(event), f"{name}-{event.slug}")
    except MissingGlyphsError as error:
        return _unprintable(request, event, PrintForm(), error)


@require_GET
@event_view(hosts)
def as_file(
    request: HttpRequest, event: Event, *, name: str, kind: Literal["csv", "xlsx"]
) -> HttpResponse:
    """The same as a table for a spreadsheet. Noted: it leaves the site."""
    found = _found(request, event, name)
    if found.lines is None:
        raise Http404
    table = found.lines(event)
    guests.note_export(
        event=event,
        what=name.replace("-", "_"),
        kind=kind,
        count=len(table.rows),
        by=whoever(request),
    )
    return sheets.answer(name_of(event, str(found.label)), table.headings, table.rows, kind)


@require_POST
@event_view(hosts)
def replace(request: HttpRequest, event: Event, *, number: int) -> HttpResponse:
    """Revoke a lost badge; its guest gets a new one."""
    lost = get_object_or_404(faces.with_guests(event), number=number)
    new = actions.replace_badge(badge=lost, by=whoever(request))
    said = {"old": lost.number, "new": new.number}
    messages.success(
        request, _("Badge %(old)s opens nothing any more. The new one is %(new)s.") % said
    )
    return redirect("door:paper", event.association.slug, event.slug)


def _found(request: HttpRequest, event: Event, name: str) -> Print:
    """The print of this name, for those who may have it, where it makes sense."""
    found = prints.find(name)
    if found is None or not found.may_be_had(request.user, event):
        raise Http404
    return found


def _page(request: HttpRequest, event: Event, form: PrintForm) -> dict[str, Any]:
    available = prints.available(request.user, event)
    return {
        "event": event,
        "association": event.association,
        "form": form,
        "guests": event.registrations.confirmed().count(),
        "badges": faces.with_guests(event),
        "groups": [
            {"label": label, "prints": [paper for paper in available if paper.group == key]}
            for key, label in prints.GROUPS.items()
        ],
        "here": "paper",
    }


def _unprintable(
    request: HttpRequest, event: Event, form: PrintForm, error: MissingGlyphsError
) -> HttpResponse:
    context = _page(request, event, form) | {"missing": error}
    return render(request, "door/paper.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
