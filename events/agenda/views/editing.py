"""What is done to the list of segments, each by one POST: without scripts as with them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from events.agenda import actions
from events.agenda.forms import AddForm, MinutesForm, PlaceForm
from events.agenda.log import Refused
from events.agenda.models import Segment
from events.agenda.own_templates import find
from events.agenda.views.answers import back, tried
from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from networking.accounts.access import whoever


@require_POST
@event_view(organises)
def lay_out(request: HttpRequest, event: Event) -> HttpResponse:
    """Begin again with a template."""
    key, by = request.POST.get("template", ""), whoever(request)

    def laid_out() -> None:
        template = find(event.association, key)
        actions.lay_out(event=event, template=template, by=by)

    tried(request, laid_out)
    return back(request, event)


@require_POST
@event_view(organises)
def add(request: HttpRequest, event: Event) -> HttpResponse:
    """Add a segment, at the end or behind another one."""
    form = AddForm(request.POST)
    if form.is_valid():
        asked, by = form.cleaned_data, whoever(request)
        tried(request, lambda: actions.add_segment(event=event, by=by, **asked))
    return back(request, event)


@require_POST
@event_view(organises)
def place(request: HttpRequest, event: Event) -> HttpResponse:
    """Put a segment where it was dragged to."""

    def placed() -> None:
        form = PlaceForm(request.POST)
        found = form.is_valid() and _find(event, form.cleaned_data["segment"])
        if not found:
            raise Refused("agenda_changed")
        by, after = whoever(request), form.cleaned_data["after"]
        actions.place_segment(segment=found, after=after, by=by)

    tried(request, placed)
    return back(request, event)


@require_POST
@event_view(organises)
def move(request: HttpRequest, event: Event, *, segment: int, step: int) -> HttpResponse:
    """Move a segment up (0) or down (1) by one place."""
    found = get_object_or_404(Segment, event=event, pk=segment)
    to = found.position + (1 if step else -1)
    tried(request, lambda: actions.move_segment(segment=found, to=to, by=whoever(request)))
    return back(request, event)


@require_POST
@event_view(organises)
def minutes(request: HttpRequest, event: Event, *, segment: int) -> HttpResponse:
    """Say how long a segment is, on the list itself."""
    found = get_object_or_404(Segment, event=event, pk=segment)
    form = MinutesForm(request.POST, instance=found)
    if form.is_valid():
        asked, by = form.cleaned_data, whoever(request)
        tried(request, lambda: actions.change_segment(segment=found, by=by, **asked))
    else:
        messages.error(request, " ".join(map(str, form.errors["minutes"])))
    return back(request, event)


@require_POST
@event_view(organises)
def duplicate(request: HttpRequest, event: Event, *, segment: int) -> HttpResponse:
    """Put a copy of a segment behind it."""
    found = get_object_or_404(Segment, event=event, pk=segment)
    tried(request, lambda: actions.duplicate_segment(segment=found, by=whoever(request)))
    return back(request, event)


@require_POST
@event_view(organises)
def remove(request: HttpRequest, event: Event, *, segment: int) -> HttpResponse:
    """Take a segment out; one that is gone already stays gone."""
    found = _find(event, segment)
    if found is not None:
        tried(request, lambda: actions.remove_segment(segment=found, by=whoever(request)))
    return back(request, event)


def _find(event: Event, segment: int) -> Segment | None:
    return Segment.objects.filter(event=event, pk=segment).first()
