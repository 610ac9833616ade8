"""A guest brings somebody along, or sends somebody in her place."""

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.guests import actions
from events.guests.actions.companions import MOST, Refusal, may_bring, may_send
from events.guests.forms import CompanionForm
from events.guests.models import ENDED, Kind, Registration
from events.guests.views.asked import posted
from events.guests.views.mine import has_a_place, registration_of
from networking.accounts.access import whoever

REFUSED: Final = {
    Refusal.NOT_COMING: gettext_lazy("You have no seat to pass on at this breakfast."),
    Refusal.CLOSED: gettext_lazy(
        "Visitors can’t be invited (any more): registration is closed, or you aren’t coming."
    ),
    Refusal.TOO_MANY: gettext_lazy("You have invited as many as one may bring."),
    Refusal.KNOWN: gettext_lazy("This person is on the list already, or has answered."),
    Refusal.NO_MAIL: gettext_lazy(
        "We can’t write to this address. Give the person the event’s address instead."
    ),
}


@event_view(has_a_place)
def bring(request: HttpRequest, event: Event) -> HttpResponse:
    """Invite a visitor, and see who was invited."""
    user = whoever(request)
    brought = event.registrations.filter(inviter=user, kind=Kind.VISITOR).select_related("user")
    form = CompanionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            visitor = actions.bring(event=event, inviter=user, **form.cleaned_data, by=user)
        except actions.Refused as error:
            _refuse(form, error.reason)
        else:
            messages.success(request, _said(visitor))
            return redirect("guests:bring", event.association.slug, event.slug)
    visitors = list(brought.order_by("created_at"))
    context = _context(event, form) | {
        "visitors": visitors,
        "open": may_bring(user, event) and len(visitors) < MOST,
        "enough": len(visitors) >= MOST,
        "ended": ENDED,
    }
    return render(request, "guests/bring.html", context, status=_status(form))


@require_POST
@event_view(has_a_place)
def leave_out(request: HttpRequest, event: Event, *, visitor: str) -> HttpResponse:
    """A visitor of mine who can't say so herself doesn't come after all."""
    mine = event.registrations.filter(inviter=whoever(request), kind=Kind.VISITOR)
    found = get_object_or_404(mine.select_related("user"), public_id=visitor)
    if actions.leave_out(visitor=found, by=whoever(request)):
        messages.success(request, _("%(name)s is off the list.") % {"name": found.full_name})
    return redirect("guests:bring", event.association.slug, event.slug)


@event_view(has_a_place)
def send(request: HttpRequest, event: Event) -> HttpResponse:
    """Let somebody else come in my place."""
    registration = registration_of(request, event)
    if registration is None or not (may_send(registration) or request.method == "POST"):
        return redirect("guests:mine", event.association.slug, event.slug)
    form = CompanionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_in_place(
                registration=registration, **form.cleaned_data, by=registration.user
            )
        except actions.Refused as error:
            _refuse(form, error.reason)
        else:
            return redirect("guests:mine", event.association.slug, event.slug)
    return render(request, "guests/send.html", _context(event, form), status=_status(form))


def _said(visitor: Registration) -> str:
    name = {"name": visitor.full_name}
    if visitor.user.email:
        return _("An invitation in your name is on its way to %(name)s.") % name
    if visitor.is_confirmed:
        return _("%(name)s is registered.") % name
    return _("%(name)s: %(state)s") % (name | {"state": visitor.get_status_display()})


def _refuse(form: CompanionForm, reason: Refusal) -> None:
    field = "email" if reason in {Refusal.KNOWN, Refusal.NO_MAIL} else None
    form.add_error(field, REFUSED[reason])


def _status(form: CompanionForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _context(event: Event, form: CompanionForm) -> dict[str, Any]:
    return {"event": event, "association": event.association, "form": form, "place": "event"}
