"""An association's own templates, from the agenda of one of its events."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.agenda import actions
from events.agenda.forms import NameForm
from events.agenda.models import AgendaTemplate
from events.agenda.views.answers import tried
from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from networking.accounts.access import whoever


@event_view(organises)
def templates(request: HttpRequest, event: Event) -> HttpResponse:
    """Those there are: to rename, and to forget."""
    context = {
        "event": event,
        "association": event.association,
        "templates": AgendaTemplate.objects.filter(association=event.association),
    }
    return render(request, "agenda/templates.html", context)


@require_POST
@event_view(organises)
def save(request: HttpRequest, event: Event) -> HttpResponse:
    """Keep this event's agenda under a name."""
    name, by = _name(request), whoever(request)
    if name and tried(request, lambda: actions.save_template(event=event, name=name, by=by)):
        messages.success(request, _("Kept. You’ll find it where an agenda is begun."))
    return redirect("agenda:agenda", association=event.association.slug, event=event.slug)


@require_POST
@event_view(organises)
def rename(request: HttpRequest, event: Event, *, template: int) -> HttpResponse:
    """Give one of them another name."""
    found = get_object_or_404(AgendaTemplate, association=event.association, pk=template)
    name, by = _name(request), whoever(request)
    if name:
        tried(request, lambda: actions.rename_template(template=found, name=name, by=by))
    return _back(event)


@require_POST
@event_view(organises)
def delete(request: HttpRequest, event: Event, *, template: int) -> HttpResponse:
    """Forget one of them; one that is gone already stays gone."""
    found = AgendaTemplate.objects.filter(association=event.association, pk=template).first()
    if found is not None:
        actions.delete_template(template=found, by=whoever(request))
    return _back(event)


def _name(request: HttpRequest) -> str:
    form = NameForm(request.POST)
    if form.is_valid():
        return str(form.cleaned_data["name"])
    messages.error(request, " ".join(map(str, form.errors["name"])))
    return ""


def _back(event: Event) -> HttpResponse:
    return redirect("agenda:templates", association=event.association.slug, event=event.slug)
