"""A guest's own registration, and giving it up."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view, public_event_view
from events.calendar.models import Event
from events.guests import actions, ics
from events.guests.actions.companions import may_bring, may_send
from events.guests.actions.seats import SETTLED
from events.guests.consent import DEFAULT_SHARED, cleaned
from events.guests.forms import AskedForm, CardForm, ConsentForm
from events.guests.invitation_links import invitation_path
from events.guests.invitations import opening_for_invited
from events.guests.links import cancel_path, public_id_of
from events.guests.mails.registrations import GOING_AHEAD
from events.guests.models import ENDED, Registration, Status
from events.guests.opening import ADMITTING
from events.guests.rules import is_on_the_list, opening_for
from events.guests.views import offers
from networking.accounts.access import whoever
from networking.accounts.models import User
from networking.associations.rules import belongs
from networking.time import now


def has_a_place(user: User | AnonymousUser, event: Event) -> bool:
    """Who is, was or as a member may be on the list."""
    return is_on_the_list(user, event) or belongs(user, event.association)


@require_GET
@event_view(has_a_place)
def mine(request: HttpRequest, event: Event) -> HttpResponse:
    """Where my registration stands, and what the others see of me."""
    registration = registration_of(request, event)
    if registration is None or registration.status == Status.PENDING:
        return redirect("guests:register", event.association.slug, event.slug)
    return render(request, "guests/registration.html", _page(registration, event))


@require_POST
@event_view(has_a_place)
def consent(request: HttpRequest, event: Event) -> HttpResponse:
    """Choose what the others see: field by field, or the usual card in one tap."""
    registration = registration_of(request, event)
    form = ConsentForm(request.POST)
    if registration is None or not form.is_valid():
        return redirect("guests:mine", event.association.slug, event.slug)
    shared = DEFAULT_SHARED if "usual" in request.POST else form.cleaned_data["shared"]
    actions.set_consent(registration=registration, shared=shared, by=registration.user)
    messages.success(request, _("Saved. The others see this from now on."))
    return redirect("guests:mine", event.association.slug, event.slug)


@require_POST
@event_view(has_a_place)
def card(request: HttpRequest, event: Event) -> HttpResponse:
    """Correct the name, title and organisation of the badge."""
    registration = registration_of(request, event)
    if registration is None:
        return redirect("guests:mine", event.association.slug, event.slug)
    form = CardForm(request.POST)
    if not form.is_valid():
        page = _page(registration, event) | {"card_form": form}
        return render(
            request, "guests/registration.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    actions.describe(registration=registration, **form.cleaned_data, by=registration.user)
    messages.success(request, _("Saved. Your badge will say so."))
    return redirect("guests:mine", event.association.slug, event.slug)


@require_POST
@event_view(has_a_place)
def answers(request: HttpRequest, event: Event) -> HttpResponse:
    """Say what I eat, and answer the organisers' questions anew."""
    registration = registration_of(request, event)
    if registration is None:
        return redirect("guests:mine", event.association.slug, event.slug)
    form = AskedForm(request.POST, questions=event.questions.all(), registration=registration)
    if not form.is_valid():
        page = _page(registration, event) | {"asked_form": form}
        return render(
            request, "guests/registration.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    diet = form.cleaned_data["diet"]
    by = registration.user
    actions.answer(registration=registration, diet=diet, answers=form.answers(), by=by)
    messages.success(request, _("Saved."))
    return redirect("guests:mine", event.association.slug, event.slug)


@require_POST
@event_view(has_a_place)
def answer_offer(request: HttpRequest, event: Event) -> HttpResponse:
    """Take the seat that is kept for me, or pass it on."""
    registration = registration_of(request, event)
    if registration is not None:
        offers.answer(request, registration)
    return redirect("guests:mine", event.association.slug, event.slug)


@require_GET
@event_view(has_a_place)
def calendar_entry(request: HttpRequest, event: Event) -> HttpResponse:
    """My entry for the calendar, to download."""
    registration = registration_of(request, event)
    if registration is None or not registration.is_confirmed:
        return redirect("guests:mine", event.association.slug, event.slug)
    answer = HttpResponse(ics.entry(registration), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return answer


@public_event_view
def cancel(request: HttpRequest, event: Event, *, token: str) -> HttpResponseBase:
    """Give up my seat by the link in the mail, without signing in: asks first, then does it."""
    public_id = public_id_of(token)
    registration = event.registrations.filter(public_id=public_id).select_related("user").first()
    context = {"event": event, "association": event.association, "registration": registration}
    if public_id is None or registration is None:
        return render(request, "guests/cancel.html", context, status=HTTPStatus.NOT_FOUND)
    if registration.status not in ENDED and (
        event.status not in GOING_AHEAD or event.ends_at <= now()
    ):
        page = context | {"too_late": True}
        return render(request, "guests/cancel.html", page, status=HTTPStatus.GONE)
    if request.method == "POST":
        actions.cancel(registration=registration, by=registration.user)
        return redirect(request.path)
    page = context | {
        "done": registration.status in ENDED,
        "may_send": may_send(registration),
    }
    return render(request, "guests/cancel.html", page)


def registration_of(request: HttpRequest, event: Event) -> Registration | None:
    """Return the registration of whoever asks, if she has one."""
    registration = event.registrations.filter(user=whoever(request)).select_related("user").first()
    if registration is not None:
        registration.event = event
    return registration


def _rank(registration: Registration, event: Event) -> int:
    """How many are before her on the waiting list, herself included; 0 where she isn't on it."""
    if registration.status != Status.WAITING:
        return 0
    waiting = list(event.registrations.waiting().values_list("pk", flat=True))
    # She may have been offered a seat since.
    return waiting.index(registration.pk) + 1 if registration.pk in waiting else 0


def _card(registration: Registration) -> dict[str, str]:
    names = ("given_name", "family_name", "title", "organisation")
    return {name: getattr(registration, name) for name in names}


def _after_all(registration: Registration, event: Event) -> dict[str, Any]:
    """A "no" of her own may be thought better of, the organisers' may not."""
    turned_down = registration.status == Status.DECLINED and registration.invited_at is not None
    possible = turned_down and opening_for_invited(event) in ADMITTING
    path = f"{invitation_path(registration)}?again=1" if possible else ""
    return {"turned_down": turned_down, "after_all": path}


def _page(registration: Registration, event: Event) -> dict[str, Any]:
    opening = opening_for(registration.user, event)
    return _after_all(registration, event) | {
        "event": event,
        "association": event.association,
        "registration": registration,
        "rank": _rank(registration, event),
        "card_form": CardForm(initial=_card(registration)),
        "asked_form": AskedForm(questions=event.questions.all(), registration=registration),
        "may_bring": may_bring(registration.user, event),
        "may_send": may_send(registration),
        "consent_form": ConsentForm(initial={"shared": registration.shared}),
        "usual": registration.shared == cleaned(DEFAULT_SHARED),
        "cancel_path": cancel_path(registration),
        "offer_path": reverse("guests:answer_offer", args=[event.association.slug, event.slug]),
        "settled": registration.status in SETTLED,
        # Whether she may put herself on the list (again).
        "open": opening in ADMITTING and registration.status != Status.DECLINED,
        "ahead": event.status in GOING_AHEAD and event.ends_at > now(),
        "place": "event",
    }
