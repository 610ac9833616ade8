"""Importing a guest list: choose a file, see what becomes of each line, confirm."""

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions, words
from events.guests.batches import columns_of, verdict_of
from events.guests.fates import Fate, Line, Verdict
from events.guests.forms import MappingForm, UploadForm
from events.guests.headings import Field
from events.guests.models import ImportBatch
from events.guests.seating import seating_of
from events.guests.views.asked import posted
from networking.accounts.access import whoever

PER_PAGE: Final = 100
TONES: Final = {Fate.NEW: "leaf", Fate.KNOWN: "plain", Fate.TWICE: "amber", Fate.REFUSED: "coral"}
NAMES: Final = frozenset({Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME})


@event_view(organises)
def upload(request: HttpRequest, event: Event) -> HttpResponse:
    """Choose a list. It is read and kept; no guest is written yet."""
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = actions.store_batch(
            event=event,
            filename=form.cleaned_data["file"].name,
            table=form.table,
            by=whoever(request),
        )
        return redirect("guests:preview", event.association.slug, event.slug, batch.pk)
    context = {
        "event": event,
        "association": event.association,
        "form": form,
        "here": "guests",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "guests/upload.html", context, status=status)


@require_GET
@event_view(organises)
def preview(request: HttpRequest, event: Event, *, batch: int) -> HttpResponse:
    """What confirming would do, line by line."""
    found = _batch(event, batch)
    if found.confirmed_at is not None:
        return redirect("guests:guests", event.association.slug, event.slug)
    verdict = verdict_of(found)
    context = _page(request, found, verdict) | {"form": MappingForm(found)}
    return render(request, "guests/preview.html", context)


@require_POST
@event_view(organises)
def columns(request: HttpRequest, event: Event, *, batch: int) -> HttpResponse:
    """Say which column holds what, and see the fates again."""
    found = _batch(event, batch)
    form = MappingForm(found, request.POST)
    if form.is_valid():
        actions.map_columns(batch=found, mapping=form.mapping(), by=whoever(request))
    return redirect("guests:preview", event.association.slug, event.slug, batch)


@require_POST
@event_view(organises)
def confirm(request: HttpRequest, event: Event, *, batch: int) -> HttpResponse:
    """Import. A second click changes nothing and says the same."""
    found = _batch(event, batch)
    outcome = actions.import_batch(
        batch=found, tell_them="tell_them" in request.POST, by=whoever(request)
    )
    messages.success(request, said_of(outcome))
    return redirect("guests:guests", event.association.slug, event.slug)


def said_of(outcome: dict[str, int]) -> str:
    """Return what became of a list, in one line."""
    new, waiting, refused = outcome["new"], outcome["waiting"], outcome["refused"]
    said = [ngettext("%(count)s person added.", "%(count)s people added.", new) % {"count": new}]
    if waiting:
        said.append(_("On the waiting list: %(count)s.") % {"count": waiting})
    if known := outcome["known"] + outcome["twice"]:
        said.append(_("Known already: %(count)s.") % {"count": known})
    if refused:
        said.append(_("Refused: %(count)s.") % {"count": refused})
    return " ".join(said)


def _batch(event: Event, pk: int) -> ImportBatch:
    batch = get_object_or_404(event.import_batches, pk=pk)
    batch.event = event
    return batch


def _page(request: HttpRequest, batch: ImportBatch, verdict: Verdict) -> dict[str, Any]:
    event = batch.event
    wanted = request.GET.get("fate", "")
    lines = verdict.of(Fate(wanted)) if wanted in set(Fate) else verdict.lines
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    seating = seating_of(event)
    new = verdict.count(Fate.NEW)
    return {
        "event": event,
        "association": event.association,
        "batch": batch,
        "page": page,
        "rows": [_row(line) for line in page],
        "total": len(verdict.lines),
        "fates": _tabs(verdict, wanted),
        "fate": wanted,
        "new": new,
        "waiting": max(0, new - (0 if seating.waiting else seating.free)),
        "seating": seating,
        "nameless": columns_of(batch.mapping).keys().isdisjoint(NAMES),
        "here": "guests",
    }


def _row(line: Line) -> dict[str, Any]:
    return {
        "line": line,
        "fate": words.FATES[line.fate],
        "tone": TONES[line.fate],
        "why": words.why(line),
    }


def _tabs(verdict: Verdict, wanted: str) -> list[dict[str, Any]]:
    """The fates that some line has, with how many."""
    return [
        {"key": fate, "word": words.FATES[fate], "count": count, "here": wanted == fate}
        for fate in Fate
        if (count := verdict.count(fate))
    ]
