"""Importing a guest list: choose a file, see what becomes of each line, confirm, take it back."""

from http import HTTPStatus
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions, words
from events.guests.actions.lists import SHORT
from events.guests.batches import columns_of, verdict_of
from events.guests.fates import Fate, Line, Verdict
from events.guests.headings import Field
from events.guests.list_forms import ColumnsForm, UploadForm
from events.guests.models import ImportBatch, Purpose, Step
from events.guests.seating import seating_of
from events.guests.undoing import UNDONE_WITHIN, can_be_undone, plan_of
from events.guests.views.asked import posted
from networking.accounts.access import whoever

PER_PAGE: Final = 100
# How many earlier imports, and how many of those who stay, are shown.
SHOWN: Final = 10
STAYING_SHOWN: Final = 50
TONES: Final = {Fate.NEW: "leaf", Fate.KNOWN: "plain", Fate.TWICE: "amber", Fate.REFUSED: "coral"}
NAMES: Final = frozenset({Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME})
UNDER_WAY: Final = frozenset({Step.WRITING, Step.UNDOING})


@event_view(organises)
def upload(request: HttpRequest, event: Event) -> HttpResponse:
    """Choose a list. It is read and kept; no guest is written yet."""
    wished = request.GET.get("purpose", Purpose.REGISTER)
    form = UploadForm(posted(request), request.FILES or None, initial={"purpose": wished})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        batch = actions.store_batch(
            event=event,
            filename=said["file"].name,
            table=form.table,
            purpose=said["purpose"],
            tell_them=said["tell_them"],
            by=whoever(request),
        )
        return redirect("guests:preview", event.association.slug, event.slug, batch.pk)
    earlier = event.import_batches.exclude(step=Step.READ).defer("rows", "headings")[:SHOWN]
    context = _place(event) | {
        "form": form,
        "imports": [{"batch": each, "said": words.said_of(each)} for each in earlier],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "guests/upload.html", context, status=status)


@require_GET
@event_view(organises)
def preview(request: HttpRequest, event: Event, *, batch: int) -> HttpResponse:
    """What confirming would do, line by line; once it is confirmed, what it did."""
    found = _batch(event, batch)
    if found.step == Step.READ:
        return _preview(request, found, ColumnsForm(found))
    return render(request, "guests/imported.html", _state(found))


@require_POST
@event_view(organises)
def columns(request: HttpRequest, event: Event, *, batch: int) -> HttpResponse:
    """Say which column holds what, and see the fates again."""
    found = _batch(event, batch)
    form = ColumnsForm(found, request.POST)
    if found.step == Step.READ and not form.is_valid():
        return _preview(request, found, form)
    if found.step == Step.READ:
        actions.map_columns(batch=found, mapping=form.mapping(), by=whoever(request))
    return redirect("guests:preview", event.association.slug, event.slug, batch)


@require_POST
@event_view(organises)
def confirm(request: HttpRequest, event: Event, *, batch: int) -> HttpResponse:
    """Import. A second click changes nothing and says the same."""
    found = _batch(event, batch)
    do = actions.import_batch if len(found.rows) <= SHORT else actions.begin_import
    do(batch=found, tell_them="tell_them" in request.POST, by=whoever(request))
    return redirect("guests:preview", event.association.slug, event.slug, batch)


@require_GET
@event_view(organises)
def progress(request: HttpRequest, event: Event, *, batch: int) -> HttpResponse:
    """How far a worker is, for the page that asks every second; the page anew once it is done."""
    found = _batch(event, batch)
    if found.step not in UNDER_WAY:
        return HttpResponseClientRefresh()
    return render(request, "guests/_import_progress.html", _state(found))


@require_http_methods(["GET", "HEAD", "POST"])
@event_view(organises)
def undo(request: HttpRequest, event: Event, *, batch: int) -> HttpResponse:
    """Who would go and who would stay; on POST they go. A second click changes nothing."""
    found = _batch(event, batch)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            actions.undo_batch(batch=found, by=whoever(request))
        except actions.TooLate:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            return redirect("guests:preview", event.association.slug, event.slug, batch)
    context = _state(found) | (_parting(found) if can_be_undone(found) else {})
    return render(request, "guests/undo.html", context, status=status)


def _batch(event: Event, pk: int) -> ImportBatch:
    batch = get_object_or_404(event.import_batches, pk=pk)
    batch.event = event
    return batch


def _place(event: Event) -> dict[str, Any]:
    return {"event": event, "association": event.association, "here": "guests"}


def _state(batch: ImportBatch) -> dict[str, Any]:
    """What became of a confirmed list, and until when it can be taken back."""
    return _place(batch.event) | {
        "batch": batch,
        "said": words.said_of(batch),
        "under_way": batch.step in UNDER_WAY,
        "undoing": batch.step == Step.UNDOING,
        "undone": batch.step == Step.UNDONE,
        "done": min(batch.written, batch.total),
        "undo_until": batch.confirmed_at + UNDONE_WITHIN if batch.confirmed_at else None,
        "can_be_undone": can_be_undone(batch),
    }


def _parting(batch: ImportBatch) -> dict[str, Any]:
    """How many would go, who would stay and why."""
    plan = plan_of(batch)
    staying = [
        {"registration": each.registration, "why": words.STAYS[why]}
        for each, why in plan.staying[:STAYING_SHOWN]
    ]
    return {
        "going": len(plan.going),
        "staying": staying,
        "stay": len(plan.staying),
        "more": len(plan.staying) - len(staying),
    }


def _preview(request: HttpRequest, batch: ImportBatch, form: ColumnsForm) -> HttpResponse:
    verdict = verdict_of(batch)
    context = _page(request, batch, verdict) | {"form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "guests/preview.html", context, status=status)


def _page(request: HttpRequest, batch: ImportBatch, verdict: Verdict) -> dict[str, Any]:
    event = batch.event
    wanted = request.GET.get("fate", "")
    lines = verdict.of(Fate(wanted)) if wanted in set(Fate) else verdict.lines
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    seating = seating_of(event)
    new = verdict.count(Fate.NEW)
    return _place(event) | {
        "batch": batch,
        "inviting": batch.purpose == Purpose.INVITE,
        "page": page,
        "rows": [_row(line) for line in page],
        "total": len(verdict.lines),
        "fates": _tabs(verdict, wanted),
        "fate": wanted,
        "new": new,
        "waiting": max(0, new - (0 if seating.waiting else seating.free)),
        "seating": seating,
        "nameless": columns_of(batch.mapping).keys().isdisjoint(NAMES),
        "unread": [
            heading
            for at, heading in enumerate(batch.headings)
            if heading and at not in batch.mapping.values()
        ],
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
