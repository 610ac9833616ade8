"""What guests tap about their exchanges, and the plan table by table for organisers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.agenda.actions import Stale
from events.agenda.log import Refused
from events.agenda.words import said
from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import facilitates
from events.formats.bilateral import actions, matrix
from events.formats.bilateral.forms import MoveForm
from events.guests.models import Registration
from events.guests.rules import attends, registration_of
from networking.accounts.access import whoever


@require_POST
@event_view(attends)
def held(request: HttpRequest, event: Event, guest: str) -> HttpResponse:
    """Say whether a planned meeting took place: ``held`` is 1 or 0."""
    mine, other = _both(request, event, guest)
    try:
        actions.say_held(
            guest=mine, other=other, held=request.POST.get("held") == "1", by=whoever(request)
        )
    except Refused as refused:
        messages.error(request, said(refused, "bilateral.held"))
    return redirect("agenda:phone", event.association.slug, event.slug)


@require_POST
@event_view(attends)
def met(request: HttpRequest, event: Event, guest: str) -> HttpResponse:
    """Say that one met somebody, or take it back: ``on`` is 1 or 0."""
    mine, other = _both(request, event, guest)
    on = request.POST.get("on") == "1"
    try:
        actions.say_met(guest=mine, other=other, on=on, by=whoever(request))
    except Refused as refused:
        messages.error(request, said(refused, "bilateral.met"))
    return redirect("agenda:phone", event.association.slug, event.slug)


def _both(request: HttpRequest, event: Event, guest: str) -> tuple[Registration, Registration]:
    """Return who taps and whom it is about; 403 for who is no guest, 404 for nobody one may see."""
    mine = registration_of(request.user, event)
    if mine is None:
        raise PermissionDenied
    mine.event = event
    others = event.registrations.confirmed().exclude(pk=mine.pk).select_related("user")
    return mine, get_object_or_404(others, public_id=guest)


@event_view(facilitates)
def plan(request: HttpRequest, event: Event) -> HttpResponse:
    """The plan, hour by hour and table by table."""
    return render(request, "formats/bilateral/plan.html", matrix.context(event, MoveForm()))


@require_POST
@event_view(facilitates)
def move(request: HttpRequest, event: Event) -> HttpResponse:
    """Put a meeting elsewhere, or exchange it with the one that is there."""
    form, status = MoveForm(request.POST), 422
    if form.is_valid():
        try:
            actions.tap(
                event=event,
                verb="move",
                payload=form.payload,
                expected_rev=form.cleaned_data["rev"],
                by=whoever(request),
            )
        except Stale:
            form.add_error(None, _("Somebody else was faster. Look again before you tap."))
            status = 409
        except Refused as refused:
            form.add_error(None, said(refused, "bilateral.move"))
        else:
            return redirect("formats:bilateral_plan", event.association.slug, event.slug)
    context = matrix.context(event, form)
    return render(request, "formats/bilateral/plan.html", context, status=status)
