"""What a guest does about the others, and to get ready."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.directory import actions
from events.directory.forms import IntroductionForm, PrepareForm
from events.directory.tips import tips_for
from events.guests.models import Registration
from events.guests.rules import attends, registration_of
from networking.accounts.access import whoever
from networking.accounts.actions import block, unblock
from networking.accounts.views import safe_next
from networking.profiles import pitch
from networking.profiles.actions import profile_of


@require_POST
@event_view(attends)
def star(request: HttpRequest, event: Event, *, public_id: str) -> HttpResponse:
    """Star a guest, or take the star away: ``on`` is 1 or 0."""
    other = _other(event, public_id)
    on = request.POST.get("on") == "1"
    actions.star(registration=other, on=on, by=whoever(request))
    if request.headers.get("HX-Request"):
        context = {"event": event, "public_id": public_id, "is_starred": on}
        return render(request, "directory/_star.html", context)
    return _back(event, public_id)


@require_POST
@event_view(attends)
def on_paper(request: HttpRequest, event: Event) -> HttpResponse:
    """Have those I starred printed on my own card, or not any more: ``on`` is 1 or 0."""
    on = request.POST.get("on") == "1"
    actions.put_stars_on_paper(registration=_mine(request, event), on=on, by=whoever(request))
    if on:
        messages.success(request, _("They will stand on your card, if the team prints cards."))
    else:
        messages.success(request, _("Your card will say nothing of them."))
    return redirect(f"{reverse('directory:people', args=_slugs(event))}?starred")


@require_POST
@event_view(attends)
def introduction(request: HttpRequest, event: Event, *, public_id: str) -> HttpResponse:
    """Ask the organisers for an introduction; with ``withdraw`` take the request back."""
    other, mine = _other(event, public_id), _mine(request, event)
    if "withdraw" in request.POST:
        actions.withdraw_introduction(registration=mine, wanted=other, by=whoever(request))
        messages.success(request, _("Your request is withdrawn."))
        return _back(event, public_id)
    form = IntroductionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Two hundred letters at most, please."))
    elif mine != other:
        actions.ask_introduction(
            registration=mine, wanted=other, note=form.cleaned_data["note"], by=whoever(request)
        )
        messages.success(request, _("The team knows: they will introduce you at the breakfast."))
    return _back(event, public_id)


@require_POST
@event_view(attends)
def apart(request: HttpRequest, event: Event, *, public_id: str) -> HttpResponse:
    """Keep me apart from this person, or not any more: ``on`` is 1 or 0. Only I know."""
    other, on = _other(event, public_id).user, request.POST.get("on") == "1"
    if on:
        block(person=other, by=whoever(request))
    else:
        unblock(person=other, by=whoever(request))
    back = request.POST.get("next", "")
    if request.headers.get("HX-Request"):
        context = {"event": event, "public_id": public_id, "is_apart": on, "back": back}
        return render(request, "directory/_apart.html", context)
    if on:
        messages.success(request, _("You won’t be brought together. Nobody but you knows."))
    else:
        messages.success(request, _("You can be brought together again."))
    return redirect(safe_next(request)) if back else _back(event, public_id)


@event_view(attends)
def prepare(request: HttpRequest, event: Event) -> HttpResponse:
    """My objective and my pitch for this event, and a few tips."""
    mine = _mine(request, event)
    form = PrepareForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        actions.prepare(registration=mine, **form.cleaned_data, by=whoever(request))
        messages.success(request, _("Saved. See you there."))
        return redirect(event.get_absolute_url())
    profile = profile_of(mine.user)
    context = {
        "event": event,
        "association": event.association,
        "form": form,
        "profile": profile,
        "spoken": pitch.spoken(form["pitch"].value() or "", profile.pace),
        "longest": pitch.LONGEST,
        "tips": tips_for(event.pk),
        "place": "event",
    }
    return render(request, "directory/prepare.html", context, status=422 if form.errors else 200)


def _other(event: Event, public_id: str) -> Registration:
    guests = event.registrations.confirmed().select_related("user")
    return get_object_or_404(guests, public_id=public_id)


def _mine(request: HttpRequest, event: Event) -> Registration:
    """My own registration: who only lends a hand has none, and nothing to prepare."""
    mine = registration_of(request.user, event)
    if mine is None:
        raise PermissionDenied
    mine.event = event
    return mine


def _slugs(event: Event) -> list[str]:
    return [event.association.slug, event.slug]


def _back(event: Event, public_id: str) -> HttpResponse:
    return redirect("directory:person", *_slugs(event), public_id)
