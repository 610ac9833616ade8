"""Who speaks: at one event, and over the season."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.calendar import actions, rota
from events.calendar.access import event_view
from events.calendar.forms import IdeaForm, PlaceForm, SpeakerForm
from events.calendar.models import Event, Speaker, Standing
from events.calendar.rules import organises
from networking.accounts.access import whoever
from networking.associations import rules as association_rules
from networking.associations.access import association_view
from networking.associations.models import Association


@event_view(organises)
def speakers(request: HttpRequest, event: Event) -> HttpResponse:
    """The speakers of one event, and the season's ideas for it."""
    association = event.association
    context = {
        "event": event,
        "association": association,
        "speakers": event.speakers.all(),
        "ideas": association.speakers.unplaced(),
        "standings": Standing.choices,
    }
    return render(request, "calendar/speakers.html", context)


@association_view(association_rules.organises)
def season(request: HttpRequest, association: Association) -> HttpResponse:
    """The season's rota: its events, who speaks at each, and the pool of ideas."""
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_speaker(
            association=association, event=None, **form.cleaned_data, by=whoever(request)
        )
        messages.success(request, _("Noted."))
        return redirect("calendar:rota", association=association.slug)
    context = {
        "association": association,
        "form": form,
        "standings": Standing.choices,
        **rota.of(association),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "calendar/rota.html", context, status=status)


@association_view(association_rules.organises)
def new(request: HttpRequest, association: Association) -> HttpResponse:
    """Note a speaker; `?event=` says of which event."""
    asked = association.events.filter(slug=request.GET.get("event", "")).first()
    form = SpeakerForm(request.POST or None, association=association, initial={"event": asked})
    if request.method == "POST" and form.is_valid():
        actions.note_speaker(association=association, **form.cleaned_data, by=whoever(request))
        messages.success(request, _("Saved."))
        return _back(request, association, form.cleaned_data["event"])
    context = {"association": association, "event": asked, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "calendar/speaker.html", context, status=status)


@association_view(association_rules.organises)
def edit(request: HttpRequest, association: Association, *, speaker: int) -> HttpResponse:
    """Change what is known of a speaker."""
    found = _speaker(association, speaker)
    form = SpeakerForm(request.POST or None, instance=found, association=association)
    if request.method == "POST" and form.is_valid():
        actions.change_speaker(speaker=found, **form.cleaned_data, by=whoever(request))
        messages.success(request, _("Saved."))
        return _back(request, association, form.cleaned_data["event"])
    stored = _speaker(association, speaker)
    context = {
        "association": association,
        "event": stored.event,
        "speaker": stored,
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "calendar/speaker.html", context, status=status)


@require_POST
@association_view(association_rules.organises)
def place(request: HttpRequest, association: Association, *, speaker: int) -> HttpResponse:
    """Give a speaker an event, take it from her, or say how far one is with her."""
    found = _speaker(association, speaker)
    form = PlaceForm(request.POST, association=association)
    if not form.is_valid():
        messages.error(request, _("That event is over or gone; choose another."))
        return _back(request, association, found.event)
    changes: dict[str, object] = {}
    if "event" in request.POST:
        changes["event"] = form.cleaned_data["event"]
    if form.cleaned_data["standing"]:
        changes["standing"] = form.cleaned_data["standing"]
    if changes:
        actions.change_speaker(speaker=found, **changes, by=whoever(request))
        messages.success(request, _("Saved."))
    return _back(request, association, found.event)


@require_POST
@association_view(association_rules.organises)
def remove(request: HttpRequest, association: Association, *, speaker: int) -> HttpResponse:
    """Forget a speaker; one who is gone already is no error."""
    found = association.speakers.select_related("event__association").filter(pk=speaker).first()
    if found is not None:
        event = found.event
        actions.remove_speaker(speaker=found, by=whoever(request))
        messages.success(request, _("Taken off."))
        return _back(request, association, event)
    return redirect("calendar:rota", association=association.slug)


def _speaker(association: Association, pk: int) -> Speaker:
    return get_object_or_404(
        association.speakers.select_related("association", "event__association"), pk=pk
    )


def _back(request: HttpRequest, association: Association, event: Event | None) -> HttpResponse:
    """Back to where one came from: the rota where it says so, else the event's own page."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    if event is None:
        return redirect("calendar:rota", association=association.slug)
    return redirect("calendar:speakers", association=association.slug, event=event.slug)
