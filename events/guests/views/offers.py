"""A seat that is kept for who waits: taken or passed on, by link or on her own page."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from events.calendar.access import public_event_view
from events.calendar.models import Event
from events.guests import actions
from events.guests.links import cancel_path, offered_public_id_of
from events.guests.mails.registrations import GOING_AHEAD
from events.guests.models import Registration, Status
from networking.time import now


@public_event_view
def offer(request: HttpRequest, event: Event, *, token: str) -> HttpResponseBase:
    """Take the seat or pass it on by the link in the mail, without signing in.

    A look at it changes nothing. Afterwards it says what has become of the seat, however often
    and by whichever button one comes back.
    """
    public_id = offered_public_id_of(token)
    registration = event.registrations.filter(public_id=public_id).select_related("user").first()
    context: dict[str, Any] = {
        "event": event,
        "association": event.association,
        "registration": registration,
    }
    if public_id is None or registration is None:
        return render(request, "guests/offer.html", context, status=HTTPStatus.NOT_FOUND)
    registration.event = event
    if event.status not in GOING_AHEAD or event.starts_at <= now():
        page = context | {"too_late": True}
        return render(request, "guests/offer.html", page, status=HTTPStatus.GONE)
    if request.method == "POST":
        answer(request, registration)
        return redirect(request.path)
    status = HTTPStatus.GONE if registration.status == Status.LAPSED else HTTPStatus.OK
    page = context | {"cancel_path": cancel_path(registration)}
    return render(request, "guests/offer.html", page, status=status)


def answer(request: HttpRequest, registration: Registration) -> None:
    """Do what the button says: take the seat, or pass it on; anything else changes nothing."""
    by = registration.user
    if request.POST.get("answer") == "accept":
        actions.accept_offer(registration=registration, by=by)
    elif request.POST.get("answer") == "pass":
        actions.pass_on(registration=registration, by=by)
