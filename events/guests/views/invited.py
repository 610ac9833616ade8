"""The page behind the link in an invitation: yes, or not this time, without signing in.

Opening it changes nothing, since mail programs open links by themselves. It shows what the
invitation says and no more: mails are passed on. A yes takes a seat in the name of her to whom
it was sent, and is confirmed to her address; nobody is signed in, and no address counts as
confirmed by it.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.cache import never_cache

from events.calendar.access import public_event_view
from events.calendar.models import Event
from events.guests import actions
from events.guests.forms import RegisterForm
from events.guests.invitation_links import invited_public_id_of
from events.guests.invitations import opening_for_invited
from events.guests.models import Registration, Status
from events.guests.opening import ADMITTING
from events.guests.seating import seating_of
from events.guests.views.asked import posted
from events.guests.views.registering import closed
from networking.mail.links import hinted

# Those who may answer, and may think better of a no.
ASKED: Final = frozenset({Status.INVITED, Status.DECLINED})
SAID_YES: Final = frozenset({Status.CONFIRMED, Status.OFFERED, Status.WAITING, Status.REQUESTED})


@never_cache
@public_event_view
def invitation(request: HttpRequest, event: Event, *, token: str) -> HttpResponse:
    """Answer an invitation; or why there is nothing to answer."""
    public_id = invited_public_id_of(token)
    registration = _invited(event, public_id)
    if registration is None:
        return _no_more(request, event, forged=public_id is None)
    if registration.status in SAID_YES:
        return _said(request, registration, "yes")
    opening = opening_for_invited(event)
    if opening not in ADMITTING:
        return closed(request, event, opening)
    if request.method == "POST" and "no" in request.POST:
        return _no(request, registration)
    return _asked(request, registration)


def _asked(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The question, or the yes that was sent; after a no, the question only if she asks for it."""
    form = RegisterForm(
        posted(request),
        signed_in=True,
        questions=registration.event.questions.all(),
        initial=_as_invited(registration),
    )
    if request.method == "POST" and form.is_valid():
        return _yes(request, registration, form)
    if registration.status == Status.DECLINED and not (form.errors or "again" in request.GET):
        return _said(request, registration, "no")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request, "guests/invited.html", _context(registration) | {"form": form}, status=status
    )


def _yes(request: HttpRequest, registration: Registration, form: RegisterForm) -> HttpResponse:
    """Take her in; what closed in the meantime says so."""
    said = form.particulars()
    # A diet that organisers noted isn't shown to whoever has the link; left empty it stays.
    said = replace(said, diet=said.diet or None)
    try:
        actions.accept(registration=registration, particulars=said, by=registration.user)
    except actions.Closed as error:
        return closed(request, registration.event, error.opening)
    except Registration.DoesNotExist:
        return _no_more(request, registration.event, forged=False)
    return redirect(request.path)


def _no(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Not this time; nor has an invitation to be turned down that was withdrawn just now."""
    try:
        actions.turn_down(registration=registration, by=registration.user)
    except Registration.DoesNotExist:
        return _no_more(request, registration.event, forged=False)
    return redirect(request.path)


def _invited(event: Event, public_id: str | None) -> Registration | None:
    """Whom the link names, if she may answer or has said yes."""
    found = event.registrations.filter(
        public_id=public_id, invited_at__isnull=False, status__in=ASKED | SAID_YES
    )
    registration = found.select_related("user", "inviter").first()
    if registration is not None:
        registration.event = event
    return registration


def _no_more(request: HttpRequest, event: Event, *, forged: bool) -> HttpResponse:
    """A link that was cut short, or one whose invitation is withdrawn or was given up."""
    status = HTTPStatus.NOT_FOUND if forged else HTTPStatus.GONE
    context = {"event": event, "association": event.association, "forged": forged}
    return render(request, "guests/invited_no_more.html", context, status=status)


def _said(request: HttpRequest, registration: Registration, answer: str) -> HttpResponse:
    context = _context(registration) | {"answer": answer}
    return render(request, "guests/invited_said.html", context)


def _as_invited(registration: Registration) -> dict[str, str]:
    """What the organisers typed of her; what she says of herself elsewhere is not shown here."""
    names = ("given_name", "family_name", "title", "organisation")
    return {name: getattr(registration, name) for name in names}


def _context(registration: Registration) -> dict[str, Any]:
    event = registration.event
    return {
        "event": event,
        "association": event.association,
        "registration": registration,
        "inviter": registration.inviter,
        # Not to be broken after its dots.
        "hint": format_html(
            '<span class="nowrap">{}</span>', hinted(registration.user.email or "")
        ),
        "seating": seating_of(event),
    }
