"""The organiser's agenda before the event, and what became of it after."""

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from events.agenda import actions
from events.agenda.clock import Status
from events.agenda.forms import AddForm, SegmentForm, TemplateForm
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.agenda.reading import read
from events.agenda.report import report as report_of
from events.agenda.stage import lines
from events.agenda.templates import TEMPLATES
from events.agenda.words import said
from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from networking.accounts.access import whoever
from networking.time import now

MINUTE = dt.timedelta(minutes=1)


@event_view(organises)
def agenda(request: HttpRequest, event: Event) -> HttpResponse:
    """The list of segments with their hours, and how it fits into the event."""
    state = read(event).state
    planned = state.planned_end - state.planned_start
    context = {
        "event": event,
        "association": event.association,
        "begun": state.status is not Status.WAITING,
        "lines": lines(state, now()),
        "minutes": planned // MINUTE,
        "event_minutes": (event.ends_at - event.starts_at) // MINUTE,
        "excess": (state.planned_end - event.ends_at) // MINUTE,
        "templates": TemplateForm(),
        "add": AddForm(),
    }
    return render(request, "agenda/agenda.html", context)


@require_POST
@event_view(organises)
def lay_out(request: HttpRequest, event: Event) -> HttpResponse:
    """Begin again with a template."""
    form = TemplateForm(request.POST)
    if form.is_valid():
        template = TEMPLATES[form.cleaned_data["template"]]
        _tried(
            request, lambda: actions.lay_out(event=event, template=template, by=whoever(request))
        )
    return _back(event)


@require_POST
@event_view(organises)
def add(request: HttpRequest, event: Event) -> HttpResponse:
    """Add a segment at the end."""
    form = AddForm(request.POST)
    if form.is_valid():
        kind = form.cleaned_data["format"]
        _tried(request, lambda: actions.add_segment(event=event, format=kind, by=whoever(request)))
    return _back(event)


@event_view(organises)
def segment(request: HttpRequest, event: Event, *, segment: int) -> HttpResponse:
    """Change a segment."""
    found = get_object_or_404(Segment, event=event, pk=segment)
    form = SegmentForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        _tried(
            request,
            lambda: actions.change_segment(segment=found, by=whoever(request), **changes),
        )
        return _back(event)
    context = {"event": event, "association": event.association, "form": form, "segment": found}
    status = 422 if request.method == "POST" else 200
    return render(request, "agenda/segment.html", context, status=status)


@require_POST
@event_view(organises)
def move(request: HttpRequest, event: Event, *, segment: int, step: int) -> HttpResponse:
    """Move a segment up (0) or down (1) by one place."""
    found = get_object_or_404(Segment, event=event, pk=segment)
    to = found.position + (1 if step else -1)
    _tried(request, lambda: actions.move_segment(segment=found, to=to, by=whoever(request)))
    return _back(event)


@require_POST
@event_view(organises)
def remove(request: HttpRequest, event: Event, *, segment: int) -> HttpResponse:
    """Take a segment out; one that is gone already stays gone."""
    found = Segment.objects.filter(event=event, pk=segment).first()
    if found is not None:
        _tried(request, lambda: actions.remove_segment(segment=found, by=whoever(request)))
    return _back(event)


@event_view(organises)
def report(request: HttpRequest, event: Event) -> HttpResponse:
    """Planned beside real, segment by segment."""
    context = {
        "event": event,
        "association": event.association,
        "report": report_of(read(event).state, now()),
    }
    return render(request, "agenda/report.html", context)


def _tried(request: HttpRequest, change: Callable[[], object]) -> None:
    try:
        change()
    except Refused as refused:
        messages.error(request, said(refused, ""))


def _back(event: Event) -> HttpResponse:
    return redirect("agenda:agenda", association=event.association.slug, event=event.slug)
