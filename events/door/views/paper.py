"""The evening before: what there is to print, as PDF."""

from http import HTTPStatus
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import hosts, organises
from events.door.print_forms import PrintForm, TablesForm
from events.door.rows import rows_of
from events.door.seating import seating_of
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
    return render(request, "door/paper.html", page(request, event, PrintForm(event=event)))


@require_GET
@event_view(hosts)
def printed(request: HttpRequest, event: Event, *, name: str) -> HttpResponse:
    """One of the other prints, for those who may have it."""
    found = _found(request, event, name)
    found.prepare(event, whoever(request))
    try:
        return as_pdf(found.render(event), f"{name}-{event.slug}")
    except MissingGlyphsError as error:
        return unprintable(request, event, PrintForm(event=event), error)


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


def _found(request: HttpRequest, event: Event, name: str) -> Print:
    """The print of this name, for those who may have it, where it makes sense."""
    found = prints.find(name)
    if found is None or not found.may_be_had(request.user, event):
        raise Http404
    return found


def page(request: HttpRequest, event: Event, form: PrintForm) -> dict[str, Any]:
    """What the page shows, with this form on it."""
    rows = rows_of(event, form)
    seating = seating_of(event)
    available = prints.available(request.user, event)
    return {
        "event": event,
        "association": event.association,
        "form": form,
        "rows": rows,
        "guests": len(rows),
        "seating": seating,
        "tables_form": TablesForm(initial={"size": seating.size} if seating else None),
        "organises": organises(request.user, event),
        "groups": [
            {"label": label, "prints": [paper for paper in available if paper.group == key]}
            for key, label in prints.GROUPS.items()
        ],
        "here": "paper",
    }


def unprintable(
    request: HttpRequest, event: Event, form: PrintForm, error: MissingGlyphsError
) -> HttpResponse:
    """The page, and why nothing was printed."""
    context = page(request, event, form) | {"missing": error}
    return render(request, "door/paper.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF, shown by the browser and saved under this name."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
