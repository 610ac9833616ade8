"""Choosing a pack, following it while it is made, and fetching it."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import hosts
from events.door.models import JobState, PackKind, PartState, PrintJob
from events.door.packs import actions
from events.door.packs.contents import BADGES, BLANK, label_of, may_have, offers
from events.door.packs.forms import PackForm
from events.door.print_forms import PrintForm
from networking.accounts.access import whoever
from networking.paper.prints import GROUPS

TYPES = {PackKind.PDF: "application/pdf", PackKind.ZIP: "application/zip"}
# How many earlier packs are shown.
SHOWN = 5


@event_view(hosts)
def pack(request: HttpRequest, event: Event) -> HttpResponse:
    """Choose what goes into a pack; on POST it is begun, and its own page follows it."""
    sent = request.POST if request.method == "POST" else None
    form = PackForm(offers(request.user, event), sent)
    badges = PrintForm.asked(sent, event) if sent is not None else PrintForm(event=event)
    if sent is None or not _valid(form, badges):
        return _chosen(request, event, form, badges)
    made = actions.ask(
        event=event,
        names=form.names,
        kind=form.cleaned_data["kind"],
        badges={name: sent[name] for name in badges.fields if name in sent},
        by=whoever(request),
    )
    return redirect("door:pack_job", event.association.slug, event.slug, made.pk)


@require_GET
@event_view(hosts)
def job(request: HttpRequest, event: Event, *, job: int) -> HttpResponse:
    """A pack: how far it is, then where it can be fetched, and what could not be made."""
    return render(request, "door/pack_job.html", _state(_found(request, event, job)))


@require_GET
@event_view(hosts)
def progress(request: HttpRequest, event: Event, *, job: int) -> HttpResponse:
    """How far a worker is, for the page that asks every second; the page anew once it is over."""
    found = _found(request, event, job)
    if found.state != JobState.UNDER_WAY:
        return HttpResponseClientRefresh()
    return render(request, "door/_pack_told.html", _state(found))


@require_POST
@event_view(hosts)
def stop(request: HttpRequest, event: Event, *, job: int) -> HttpResponse:
    """Stop making a pack. A second click, or one that comes too late, changes nothing."""
    actions.cancel(job=_found(request, event, job), by=whoever(request))
    return redirect("door:pack_job", event.association.slug, event.slug, job)


@require_GET
@event_view(hosts)
def file(request: HttpRequest, event: Event, *, job: int) -> HttpResponse:
    """The pack itself, for those who may have all that is in it."""
    found = _found(request, event, job)
    content = actions.content(found)
    if content is None:
        raise Http404
    name = f"{slugify(_('Print pack'))}-{event.slug}.{found.kind}"
    shown = found.kind == PackKind.ZIP
    return HttpResponse(
        content,
        content_type=TYPES[PackKind(found.kind)],
        headers={
            "Content-Disposition": content_disposition_header(shown, name) or "inline",
            "Cache-Control": "private, no-store",
        },
    )


def _valid(form: PackForm, badges: PrintForm) -> bool:
    """Whether all can be made: how badges are printed matters only if there are some."""
    if not form.is_valid():
        return False
    return badges.is_valid() or not {BADGES, BLANK} & set(form.names)


def _chosen(request: HttpRequest, event: Event, form: PackForm, badges: PrintForm) -> HttpResponse:
    earlier = event.print_jobs.prefetch_related("parts").exclude(state=JobState.CANCELLED)
    for each in earlier:
        each.event = event
    context = _place(event) | {
        "form": form,
        "badges": badges,
        "groups": [
            {"label": label, "offers": [one for one in form.offers if one.group == key]}
            for key, label in GROUPS.items()
        ],
        "earlier": [each for each in earlier if may_have(request.user, each)][:SHOWN],
    }
    wrong = form.errors or (badges.is_bound and badges.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "door/pack.html", context, status=status)


def _found(request: HttpRequest, event: Event, pk: int) -> PrintJob:
    """A pack, for those who may print all that is in it; there is none for anybody else."""
    found = get_object_or_404(event.print_jobs.prefetch_related("parts"), pk=pk)
    found.event = event
    if not may_have(request.user, found):
        raise Http404
    return found


def _place(event: Event) -> dict[str, Any]:
    return {"event": event, "association": event.association, "here": "paper"}


def _state(job: PrintJob) -> dict[str, Any]:
    parts = [
        {
            "label": label_of(part.name),
            "done": part.state == PartState.DONE,
            "failed": part.state == PartState.FAILED,
            "fault": part.fault,
        }
        for part in job.parts.all()
    ]
    settled = sum(part["done"] or part["failed"] for part in parts)
    return _place(job.event) | {
        "job": job,
        "parts": parts,
        "made": sum(part["done"] for part in parts),
        "settled": settled,
        "under_way": job.state == JobState.UNDER_WAY,
        "cancelled": job.state == JobState.CANCELLED,
        "kept_until": job.created_at + actions.KEPT,
        "failed": [part for part in parts if part["failed"]],
    }
