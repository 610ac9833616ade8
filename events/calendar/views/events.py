"""The organiser's pages of events: the list, a new one, its overview, its details."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from events.calendar import actions, life, panels
from events.calendar.access import event_view
from events.calendar.audience import audience_of
from events.calendar.forms import EventForm
from events.calendar.models import Event
from events.calendar.next_time import beginning, worth_copying
from events.calendar.rules import organises
from events.calendar.views.public import with_speakers
from networking.accounts.access import whoever
from networking.associations import rules as association_rules
from networking.associations.access import association_view
from networking.associations.models import Association


@association_view(association_rules.belongs)
def events(request: HttpRequest, association: Association) -> HttpResponse:
    """All events of an association, for its people; drafts for its organisers alone."""
    shown = association.events.all()
    organises = association_rules.organises(request.user, association)
    if not organises:
        shown = shown.public()
    context = {
        "association": association,
        "upcoming": with_speakers(shown.upcoming()),
        "past": with_speakers(shown.past()[:24]),
        "cancelled": with_speakers(shown.called_off()[:12]),
        "organises": organises,
    }
    return render(request, "calendar/events.html", context)


@association_view(association_rules.organises)
def new(request: HttpRequest, association: Association) -> HttpResponse:
    """A new event, which begins as the last one was, or another that is chosen."""
    earlier = list(worth_copying(association)[:24])
    wanted = request.GET.get("from", "")
    begun = next((each for each in earlier if each.slug == wanted), earlier[0] if earlier else None)
    form = EventForm(request.POST or None, association=association, initial=beginning(begun))
    if request.method == "POST" and form.is_valid():
        event = actions.create(
            association=association,
            copied_from=begun,
            once=True,
            **form.facts(),
            **_look_of(begun),
            by=whoever(request),
        )
        messages.success(request, _("The draft is ready. Look it over, then publish it."))
        return redirect("calendar:overview", association=association.slug, event=event.slug)
    context = {"association": association, "form": form, "begun": begun, "earlier": earlier}
    return render(request, "calendar/new.html", context, status=_status_of(form))


@event_view(organises)
def overview(request: HttpRequest, event: Event) -> HttpResponse:
    """The organiser's page of an event: where it stands, and what is next."""
    context = {
        "event": event,
        "association": event.association,
        "speakers": event.speakers.all(),
        "panels": list(panels.rendered("organiser", request, event)),
        "steps": life.steps_of(event),
    }
    return render(request, "calendar/overview.html", context)


@event_view(organises)
def edit(request: HttpRequest, event: Event) -> HttpResponse:
    """Change an event; where people must be told of it, that is said and agreed to first."""
    form = EventForm(request.POST or None, instance=event, association=event.association)
    # What was typed stands in the form; the page around it shows what is true.
    stored = Event.objects.select_related("association").get(pk=event.pk)
    context: dict[str, Any] = {"form": form, "event": stored, "association": event.association}
    if request.method != "POST" or not form.is_valid():
        return render(request, "calendar/edit.html", context, status=_status_of(form))
    if form.overtaken and form.changed_since(stored):
        return render(request, "calendar/edit.html", context | form.afresh(), status=409)
    told = audience_of(stored).if_moved if form.moves and stored.is_announced else 0
    if told and "agreed" not in request.POST:
        context |= {"told": told, "after": event}
        return render(request, "calendar/reschedule.html", context)
    actions.change(event=event, **form.facts(), by=whoever(request))
    messages.success(request, _("Saved."))
    return redirect("calendar:overview", association=event.association.slug, event=event.slug)


def _look_of(begun: Event | None) -> dict[str, Any]:
    """The colour and the picture come along."""
    if begun is None:
        return {}
    return {"cover_colour": begun.cover_colour, "cover": begun.cover.name}


def _status_of(form: EventForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
