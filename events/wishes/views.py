"""A guest's wishes: asking, answering, taking back; and how many an organiser allows."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.directory.cards import card_of, with_people
from events.guests.models import Registration
from events.guests.rules import attends, registration_of
from events.wishes import actions, reading
from events.wishes.forms import LimitForm, WishForm
from events.wishes.models import LONGEST_WHY, State, Wish, WishLimit
from events.wishes.rules import going_out, is_open, most_at
from events.wishes.waiting import waiting_for
from events.wishes.why import why
from events.wishes.words import refusal
from networking.accounts.access import whoever
from networking.accounts.views import safe_next


@event_view(attends)
def mine(request: HttpRequest, event: Event) -> HttpResponse:
    """Who would like to meet me, whom I am to meet, whom I asked."""
    return _page(request, _mine(request, event))


@event_view(attends)
def waiting(request: HttpRequest, event: Event) -> HttpResponse:
    """The few lines on the phone, asked for again while it is on."""
    context = {"event": event, "association": event.association}
    return render(request, "wishes/_waiting.html", context | waiting_for(_mine(request, event)))


@event_view(attends)
def wish(request: HttpRequest, event: Event, *, public_id: str) -> HttpResponse:
    """Wish to meet a guest; what can't be stays on the page, with what was typed."""
    me = _mine(request, event)
    other = _other(me, public_id)
    card, refused = card_of(other), ""
    posted = request.POST if request.method == "POST" else None
    form = WishForm(posted, initial={"why": why(me, other) if posted is None else ""})
    if form.is_valid():
        try:
            made = actions.wish(
                registration=me, wanted=other, **form.cleaned_data, by=whoever(request)
            )
        except actions.Refused as error:
            refused = refusal(error, card.given_name)
        else:
            messages.success(request, _wished(made, card.given_name))
            return _back(request, event)
    context = _shared(event) | {
        "form": form,
        "card": card,
        "refused": refused,
        "back": request.POST.get("next", ""),
        "longest": LONGEST_WHY,
    }
    status = 422 if form.errors or refused else 200
    return render(request, "wishes/wish.html", context, status=status)


@require_POST
@event_view(attends)
def answer(request: HttpRequest, event: Event, *, public_id: str) -> HttpResponse:
    """Say yes or no to a guest who asked, or take back: ``do`` is accept, decline or withdraw."""
    me = _mine(request, event)
    other, by = _other(me, public_id), whoever(request)
    said, name = "", card_of(other).given_name
    try:
        match request.POST.get("do"):
            case "accept" if actions.accept(registration=me, asker=other, by=by):
                said = _("That’s settled: you’ll meet %(name)s.") % {"name": name}
            case "decline" if actions.decline(registration=me, asker=other, by=by):
                said = _("%(name)s will be told kindly.") % {"name": name}
            case "withdraw":
                actions.withdraw(registration=me, wanted=other, by=by)
                said = _("Taken back.")
            case _other_word:
                said = _("This wish isn’t there any more.")
    except actions.Closed:
        said = _("It’s too late to change wishes here.")
    if request.headers.get("HX-Request"):
        return _page(request, me, said=said)
    messages.info(request, said)
    return _back(request, event)


@event_view(organises)
def limit(request: HttpRequest, event: Event) -> HttpResponse:
    """How many wishes a guest may have going out, and how many there are."""
    kept = WishLimit.objects.filter(event=event).first() or WishLimit(event=event)
    form = LimitForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        actions.allow(event=event, most=form.cleaned_data["most"], by=whoever(request))
        messages.success(request, _("Saved."))
        return redirect("wishes:limit", event.association.slug, event.slug)
    states = list(Wish.objects.of(event).values_list("state", flat=True))
    context = _shared(event) | {
        "form": form,
        "asked": len(states) - states.count(State.WITHDRAWN),
        "accepted": states.count(State.ACCEPTED),
    }
    return render(request, "wishes/limit.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, me: Registration, *, said: str = "") -> HttpResponse:
    """My wishes: the whole page, or what a tap has changed of it."""
    event = me.event
    most, out = most_at(event), going_out(me)
    context = _shared(event) | {
        "mine": reading.mine(me),
        "open": is_open(event),
        "most": most,
        "out": out,
        "left": max(0, most - out),
        "said": said,
    }
    part = request.headers.get("HX-Request")
    return render(request, "wishes/_mine.html" if part else "wishes/mine.html", context)


def _shared(event: Event) -> dict[str, Any]:
    return {"event": event, "association": event.association, "place": "event"}


def _wished(made: Wish, name: str) -> str:
    """What became of it: on its way, or settled, since the other had asked as well."""
    if made.state == State.ACCEPTED:
        return _("You both had the same wish: you’ll meet %(name)s.") % {"name": name}
    return _("Your wish is on its way to %(name)s.") % {"name": name}


def _mine(request: HttpRequest, event: Event) -> Registration:
    """My own registration: who only lends a hand has nobody to be met as."""
    me = registration_of(request.user, event)
    if me is None:
        raise PermissionDenied
    me.event = event
    return me


def _other(me: Registration, public_id: str) -> Registration:
    """Return another guest who comes, with all her card needs; one doesn't wish for oneself."""
    guests = with_people(me.event.registrations.confirmed())
    other = get_object_or_404(guests, public_id=public_id)
    if other.pk == me.pk:
        raise Http404
    return other


def _back(request: HttpRequest, event: Event) -> HttpResponse:
    if request.POST.get("next"):
        return redirect(safe_next(request))
    return redirect("wishes:mine", event.association.slug, event.slug)
