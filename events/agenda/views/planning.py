"""The organiser's agenda before the event, and what became of it after."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from events.agenda import actions
from events.agenda.forms import NameForm, SegmentForm, TemplateForm
from events.agenda.models import Segment
from events.agenda.own_templates import own_of
from events.agenda.reading import read
from events.agenda.report import report as report_of
from events.agenda.views.answers import back, editor, tried
from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import facilitates, organises
from networking.accounts.access import whoever
from networking.time import now


@event_view(organises)
def agenda(request: HttpRequest, event: Event) -> HttpResponse:
    """The list of segments with their hours, and how it fits into the event."""
    own = own_of(event.association)
    context = {
        **editor(event, after=request.GET.get("after", "")),
        "templates": TemplateForm(own=own),
        "own": own,
        "keep": NameForm(),
    }
    return render(request, "agenda/agenda.html", context)


@event_view(organises)
def segment(request: HttpRequest, event: Event, *, segment: int) -> HttpResponse:
    """Change a segment."""
    found = get_object_or_404(Segment, event=event, pk=segment)
    form = SegmentForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changes, by = form.changes(), whoever(request)
        tried(request, lambda: actions.change_segment(segment=found, by=by, **changes))
        return back(request, event)
    context = {"event": event, "association": event.association, "form": form, "segment": found}
    status = 422 if request.method == "POST" else 200
    return render(request, "agenda/segment.html", context, status=status)


@event_view(facilitates)
def report(request: HttpRequest, event: Event) -> HttpResponse:
    """Planned beside real, segment by segment."""
    context = {
        "event": event,
        "association": event.association,
        "report": report_of(read(event).state, now()),
    }
    return render(request, "agenda/report.html", context)
