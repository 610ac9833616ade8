"""Bringing contacts in: choose a file, see what becomes of each card, confirm, take it back."""

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from followups.contacts.importing import actions, kept, words
from followups.contacts.importing.forms import ColumnsForm, FileForm
from followups.contacts.importing.judging import Fate, Line
from followups.contacts.importing.known import Verdict, verdict_of
from followups.contacts.importing.undoing import UNDONE_WITHIN, can_be_undone, plan_of
from followups.contacts.models import Import
from networking.accounts.access import whoever
from networking.web.access import signed_in

PER_PAGE: Final = 100
# How many earlier imports, and how many of those who stay, are shown.
SHOWN: Final = 10
STAYING_SHOWN: Final = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file. It is read and kept; nobody is written into the list yet."""
    user = whoever(request)
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"].name
        batch = actions.store(owner=user, file_name=sent, read=form.read, by=user)
        return redirect("contacts:import", batch.pk)
    earlier = Import.objects.filter(owner=user, confirmed_at__isnull=False).defer("digests")
    context = {
        "form": form,
        "imports": [{"batch": each, "said": words.said_of(each)} for each in earlier[:SHOWN]],
        "place": "contacts",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "contacts/importing/upload.html", context, status=status)


@require_GET
@signed_in
def batch(request: HttpRequest, *, pk: int) -> HttpResponse:
    """What confirming would do, card by card; once it is confirmed, what it did."""
    found = _batch(request, pk)
    if found.confirmed_at is not None:
        return render(request, "contacts/importing/imported.html", _state(found))
    try:
        return _preview(request, found)
    except FileNotFoundError:
        return _gone(request, found)


@require_POST
@signed_in
def columns(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Say what each column of a table holds, and see the fates again."""
    found = _batch(request, pk)
    try:
        form = None if found.confirmed_at else _columns_form(found, request.POST)
        if form is not None and not form.is_valid():
            return _preview(request, found, request.POST)
        held = form.columns_held() if form else {}
        if form and not actions.read_again(batch=found, columns=held, by=whoever(request)):
            return _gone(request, found)
    except FileNotFoundError:
        return _gone(request, found)
    return redirect("contacts:import", pk)


@require_POST
@signed_in
def confirm(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Bring them in. A second click changes nothing and says the same."""
    found = _batch(request, pk)
    do = actions.confirm if found.total <= actions.SHORT else actions.begin
    do(batch=found, by=whoever(request))
    return redirect("contacts:import", pk)


@require_GET
@signed_in
def progress(request: HttpRequest, *, pk: int) -> HttpResponse:
    """How far a worker is, for the page that asks every second; the page anew once it is done."""
    state = _state(_batch(request, pk))
    if not state["under_way"]:
        return HttpResponseClientRefresh()
    return render(request, "contacts/importing/_progress.html", state)


@require_POST
@signed_in
def drop(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Forget a file that was not confirmed."""
    found = Import.objects.filter(owner=whoever(request), pk=pk).first()
    if found is not None:
        actions.drop(batch=found, by=whoever(request))
    return redirect("contacts:upload")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def undo(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Who would go and who would stay; on POST they go. A second click changes nothing."""
    found = _batch(request, pk)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            actions.undo(batch=found, by=whoever(request))
        except actions.TooLate:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, _("The import is undone."))
            return redirect("contacts:import", pk)
    context = _state(found) | (_parting(found) if can_be_undone(found) else {})
    return render(request, "contacts/importing/undo.html", context, status=status)


def _batch(request: HttpRequest, pk: int) -> Import:
    return get_object_or_404(Import.objects.filter(owner=whoever(request)), pk=pk)


def _columns_form(batch: Import, data: Any) -> ColumnsForm | None:
    with kept.opened(batch) as file:
        sheet = file.sheet()
    return ColumnsForm(sheet, data) if sheet else None


def _state(batch: Import) -> dict[str, Any]:
    """What became of a confirmed file, and until when it can be taken back."""
    unfinished = batch.finished_at is None
    return {
        "batch": batch,
        "said": words.said_of(batch),
        "unfinished": unfinished,
        "under_way": unfinished and not actions.is_left_lying(batch),
        "can_be_undone": can_be_undone(batch),
        "undo_until": batch.confirmed_at + UNDONE_WITHIN if batch.confirmed_at else None,
        "place": "contacts",
    }


def _parting(batch: Import) -> dict[str, Any]:
    """How many would go, who would stay and why."""
    plan = plan_of(batch)
    staying = plan.staying[:STAYING_SHOWN]
    return {
        "going": len(plan.going),
        "stay": len(plan.staying),
        "staying": [{"contact": each, "why": words.STAYS[why]} for each, why in staying],
        "more": len(plan.staying) - len(staying),
    }


def _gone(request: HttpRequest, batch: Import) -> HttpResponse:
    """Its file is there no more: another tab has confirmed it, had it read anew, or dropped it."""
    since = Import.objects.filter(pk=batch.pk).first()
    if since and (since.confirmed_at or since.file != batch.file):
        return redirect("contacts:import", batch.pk)
    messages.error(request, _("This file isn’t there any more. Please choose it once more."))
    return redirect("contacts:upload")


def _preview(request: HttpRequest, batch: Import, data: Any = None) -> HttpResponse:
    """What would become of each card; `data` is what was said of the columns, and refused."""
    with kept.opened(batch) as file:
        verdict, sheet = verdict_of(batch.owner, file.cards()), file.sheet()
    form = ColumnsForm(sheet, data) if sheet else None
    context = _page(request, batch, verdict) | {"form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
    return render(request, "contacts/importing/preview.html", context, status=status)


def _page(request: HttpRequest, batch: Import, verdict: Verdict) -> dict[str, Any]:
    wanted = request.GET.get("fate", "")
    lines = verdict.of(Fate(wanted)) if wanted in set(Fate) else verdict.lines
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "batch": batch,
        "page": page,
        "rows": [_row(line, verdict) for line in page],
        "total": len(verdict.lines),
        "fates": [
            {"key": fate, "word": words.FATES[fate], "count": count, "here": wanted == fate}
            for fate in Fate
            if (count := verdict.count(fate))
        ],
        "fate": wanted,
        "new": verdict.count(Fate.NEW),
        "known": verdict.count(Fate.KNOWN),
        "gaining": len({line.contact for line in verdict.lines if line.at in verdict.gains}),
        "place": "contacts",
    }


def _row(line: Line, verdict: Verdict) -> dict[str, Any]:
    return {
        "line": line,
        "fate": words.FATES[line.fate],
        "tone": words.TONES[line.fate],
        "why": words.why(line, gains=line.at in verdict.gains),
    }
