"""Registering oneself: by a name and an address, and a code that proves it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.calendar.access import public_event_view
from events.calendar.models import Event
from events.guests import actions
from events.guests.actions.seats import SETTLED
from events.guests.forms import RegisterForm
from events.guests.models import Registration
from events.guests.opening import ADMITTING, FOR_SOME, Opening
from events.guests.particulars import Particulars
from events.guests.rules import opening_for
from events.guests.seating import seating_of
from events.guests.views.asked import posted
from events.guests.words import CLOSED, why_closed
from networking.accounts.models import User
from networking.accounts.signing_in import TooOften, start_code
from networking.profiles.models import Profile
from networking.web.access import ask_to_sign_in

# What was typed before the code came, kept in the browser's own session: nobody else, though he
# types the same address, can change what will be confirmed here.
KEPT = "guests.register"
GONE = frozenset({Opening.CANCELLED, Opening.OVER})


@public_event_view
def register(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Register: who is signed in at once, others after a code; or why it isn't possible."""
    user = request.user
    known = user if isinstance(user, User) else None
    if known and known.registrations.filter(event=event, status__in=SETTLED).exists():
        return redirect(_mine(event))
    opening = opening_for(user, event)
    if opening in FOR_SOME and known is None:
        messages.info(request, CLOSED[opening][0])
        return ask_to_sign_in(request)
    if opening not in ADMITTING:
        return closed(request, event, opening)
    form = _form(request, event, known)
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            answer = _taken_in(request, event, known, form)
            if answer is not None:
                return answer
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = _context(event, opening) | {"form": form}
    return render(request, "guests/register.html", context, status=status)


@public_event_view
def finish(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Where the code leads: what was typed before it is now confirmed by the right person.

    Writes on GET, but only what this very browser has posted; twice is once.
    """
    user = request.user
    if not isinstance(user, User):
        return ask_to_sign_in(request)
    kept = request.session.get(KEPT, {}).get(str(event.pk))
    if kept is None or kept["user"] != user.pk:
        return redirect(_mine(event))
    try:
        answer = _confirmed(request, event, user, Particulars.from_json(kept["particulars"]))
    except actions.Closed as error:
        answer = closed(request, event, error.opening)
    _forget(request, event)
    return answer


def closed(request: HttpRequest, event: Event, opening: Opening) -> HttpResponse:
    """Say why one can't register: 410 where it will never be possible again, else 403."""
    heading, text = why_closed(opening, event)
    context = _context(event, opening) | {"heading": heading, "text": text}
    status = HTTPStatus.GONE if opening in GONE else HTTPStatus.FORBIDDEN
    return render(request, "guests/closed.html", context, status=status)


def _form(request: HttpRequest, event: Event, known: User | None) -> RegisterForm:
    """The form, beginning with what she or who put her on the list has said already."""
    mine = known.registrations.filter(event=event).first() if known else None
    initial = _typed_before(known) or _kept(request, event)
    if mine is not None and mine.given_name:
        initial |= {name: getattr(mine, name) for name in initial}
    return RegisterForm(
        posted(request),
        signed_in=bool(known),
        questions=event.questions.all(),
        registration=mine,
        initial=initial,
    )


def _taken_in(
    request: HttpRequest, event: Event, known: User | None, form: RegisterForm
) -> HttpResponseBase | None:
    """Act on a valid form; None where too many codes were asked for."""
    particulars = form.particulars()
    try:
        if known is not None:
            return _confirmed(request, event, known, particulars)
        email = form.cleaned_data["email"]
        return start_code(
            request,
            email=email,
            find=lambda: _pencilled_in(request, event, email, particulars),
            next_url=_address("guests:finish", event),
        )
    except actions.Closed as error:
        return closed(request, event, error.opening)
    except TooOften:
        form.add_error("email", _("That’s a lot of codes. Please wait a few minutes."))
        return None


def _pencilled_in(request: HttpRequest, event: Event, email: str, particulars: Particulars) -> User:
    """Note that somebody wants to come, and here what she typed; return who it is."""
    language = get_language() or "fr"
    registration = actions.register(
        event=event, email=email, particulars=particulars, language=language, by=None
    )
    _remember(request, event, registration, particulars)
    return registration.user


def _confirmed(
    request: HttpRequest, event: Event, user: User, particulars: Particulars
) -> HttpResponse:
    registration = actions.confirm(event=event, user=user, particulars=particulars, by=user)
    if registration.is_confirmed:
        messages.success(request, _("You are registered. We look forward to seeing you."))
    return redirect(_mine(event))


def _remember(
    request: HttpRequest, event: Event, registration: Registration, particulars: Particulars
) -> None:
    kept = request.session.get(KEPT, {})
    kept[str(event.pk)] = {"user": registration.user_id, "particulars": particulars.as_json()}
    request.session[KEPT] = kept


def _forget(request: HttpRequest, event: Event) -> None:
    request.session[KEPT].pop(str(event.pk), None)
    request.session.modified = True


def _kept(request: HttpRequest, event: Event) -> dict[str, Any]:
    """What was typed in this browser before a code went to another address than meant."""
    kept = request.session.get(KEPT, {}).get(str(event.pk))
    if kept is None:
        return {}
    particulars = Particulars.from_json(kept["particulars"])
    return {**particulars.named, "shared": particulars.shared, "diet": particulars.diet}


def _typed_before(user: User | None) -> dict[str, Any]:
    """What somebody signed in has told us already."""
    if user is None:
        return {}
    profile = Profile.objects.filter(user=user).first()
    return {
        "given_name": user.given_name,
        "family_name": user.family_name,
        "title": profile.title if profile else "",
        "organisation": profile.organisation if profile else "",
    }


def _context(event: Event, opening: Opening) -> dict[str, Any]:
    return {
        "event": event,
        "association": event.association,
        "opening": opening,
        "seating": seating_of(event),
        "place": "event",
    }


def _mine(event: Event) -> str:
    return _address("guests:mine", event)


def _address(name: str, event: Event) -> str:
    return reverse(name, args=[event.association.slug, event.slug])
