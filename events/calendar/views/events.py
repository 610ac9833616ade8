"""Events: the public pages, and the organiser's."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from events.calendar import actions, panels
from events.calendar.access import event_view, public_event_view
from events.calendar.forms import EventForm
from events.calendar.models import Event, Status
from events.calendar.next_time import beginning
from events.calendar.rules import organises
from networking.accounts.access import whoever
from networking.associations import rules as association_rules
from networking.associations.access import association_view
from networking.associations.models import Association
from networking.web.access import public


@public
def association(request: HttpRequest, association: str) -> HttpResponse:
    """An association's public page: who they are, and their next breakfasts."""
    found = get_object_or_404(Association, slug=association)
    events = found.events.public().select_related("association")
    context = {
        "association": found,
        "upcoming": events.upcoming()[:6],
        "past": events.past()[:6],
        "organises": association_rules.organises(request.user, found),
    }
    return render(request, "calendar/association.html", context)


@association_view(association_rules.belongs)
def events(request: HttpRequest, association: Association) -> HttpResponse:
    """All events of an association, for its people; drafts for its organisers alone."""
    shown = association.events.select_related("association")
    organises = association_rules.organises(request.user, association)
    if not organises:
        shown = shown.public()
    context = {
        "association": association,
        "upcoming": shown.upcoming(),
        "past": shown.past()[:24],
        "organises": organises,
    }
    return render(request, "calendar/events.html", context)


@association_view(association_rules.organises)
def new(request: HttpRequest, association: Association) -> HttpResponse:
    """A new event, which begins as the last one was."""
    last = association.events.exclude(status=Status.CANCELLED).order_by("-starts_at").first()
    form = EventForm(request.POST or None, association=association, initial=beginning(last))
    if request.method == "POST" and form.is_valid():
        event = actions.create(
            association=association, copied_from=last, **form.cleaned_data, by=whoever(request)
        )
        messages.success(request, _("The draft is ready. Look it over, then publish it."))
        return redirect("calendar:overview", association=association.slug, event=event.slug)
    context = {"association": association, "form": form, "last": last}
    return render(request, "calendar/new.html", context, status=422 if form.errors else 200)


@public_event_view
def event(request: HttpRequest, event: Event) -> HttpResponse:
    """The event as everybody sees it, and for those who come what matters now."""
    context = {
        "event": event,
        "association": event.association,
        "panels": list(panels.rendered("guest", request, event)),
        "organises": organises(request.user, event),
    }
    return render(request, "calendar/event.html", context)


@event_view(organises)
def overview(request: HttpRequest, event: Event) -> HttpResponse:
    """The organiser's page of an event: where it stands, and what is next."""
    context = {
        "event": event,
        "association": event.association,
        "panels": list(panels.rendered("organiser", request, event)),
    }
    return render(request, "calendar/overview.html", context)


@event_view(organises)
def edit(request: HttpRequest, event: Event) -> HttpResponse:
    """Change an event."""
    form = EventForm(request.POST or None, instance=event, association=event.association)
    if request.method == "POST" and form.is_valid():
        actions.change(event=event, **form.cleaned_data, by=whoever(request))
        messages.success(request, _("Saved."))
        return redirect("calendar:overview", association=event.association.slug, event=event.slug)
    context = {
        "form": form,
        # What was typed stands in the form; the page around it shows what is true.
        "event": Event.objects.select_related("association").get(pk=event.pk),
        "association": event.association,
    }
    return render(request, "calendar/edit.html", context, status=422 if form.errors else 200)


# The steps an organiser takes by hand; the others come from the live run.
BY_HAND = {
    "publish": (Status.PUBLISHED, gettext_noop("Published. You can share its address now.")),
    "unpublish": (Status.DRAFT, gettext_noop("Back to draft: only organisers see it.")),
}


@require_POST
@event_view(organises)
def move(request: HttpRequest, event: Event, *, step: str) -> HttpResponse:
    """Publish an event, or take it back to draft."""
    if step not in BY_HAND:
        raise Http404
    status, said = BY_HAND[step]
    try:
        actions.move_to(event=event, status=status, by=whoever(request))
    except actions.NoSuchTransition:
        messages.error(request, _("That isn’t possible any more: the event has moved on."))
    else:
        messages.success(request, _(said))
    return redirect("calendar:overview", association=event.association.slug, event=event.slug)
