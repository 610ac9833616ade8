"""The badge's link: for a host a check-in, for a guest an exchange of cards, for others a name.

It stands in this room because it is the lowest one that knows both the door and the exchange.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.calendar.passes import carries, lent
from events.calendar.rules import hosts
from events.directory import acts
from events.directory.cards import card_of
from events.door import actions as door
from events.door.models import Badge, CheckIn, CheckInSource
from events.guests.rules import registration_of
from followups.contacts import actions
from followups.contacts.models import Exchange, ExchangeState
from networking.accounts.access import whoever, whoever_or_nobody
from networking.accounts.models import User
from networking.web.access import ask_to_sign_in, public, signed_in


def load(code: str) -> Badge:
    """Load a badge by its code, revoked ones too; 404 for a code that never was."""
    badges = Badge.objects.select_related(
        "event__association", "registration__user__profile", "registration__event"
    )
    return get_object_or_404(badges, code=code)


@public
def badge(request: HttpRequest, *, code: str) -> HttpResponse:
    """Answer a scanned badge according to who scans it."""
    found = load(code)
    with lent(request, found.event):
        return _shown(request, found)


def _shown(request: HttpRequest, found: Badge) -> HttpResponse:
    context: dict[str, Any] = {
        "badge": found,
        "event": found.event,
        "association": found.event.association,
    }
    if found.revoked_at is not None:
        return render(request, "contacts/badge_revoked.html", context, status=410)
    at_the_door = hosts(request.user, found.event)
    if found.registration is None and at_the_door:
        # A blank one: whose is it?
        path = reverse("door:walk_in", args=[found.event.association.slug, found.event.slug])
        return redirect(f"{path}?{urlencode({'badge': found.number})}")
    if found.registration is None or not (at_the_door or isinstance(request.user, User)):
        return render(request, "contacts/badge_stranger.html", context)
    mine = registration_of(request.user, found.event)
    # Who gave up her seat has withdrawn her card with it.
    comes = found.registration.is_confirmed
    context |= {
        "is_mine": mine == found.registration,
        "may_exchange": mine is not None and comes,
    }
    if at_the_door:
        context["check_in"] = CheckIn.objects.filter(registration=found.registration).first()
        context["registration"] = found.registration
        return render(request, "contacts/badge_host.html", context)
    if mine is None or not comes:
        return render(request, "contacts/badge_stranger.html", context)
    assert isinstance(request.user, User)
    context |= {
        "card": card_of(found.registration),
        "exchange": _between(found, request.user),
        "acts": list(acts.rendered(request, found.event, mine, found.registration)),
    }
    return render(request, "contacts/badge_guest.html", context)


@require_POST
@public
def check_in(request: HttpRequest, *, code: str) -> HttpResponseBase:
    """Check in the guest who wears this badge; a second time says when she was first.

    For hosts, and whoever holds a pass to the door.
    """
    if not request.user.is_authenticated and not carries(request):
        return ask_to_sign_in(request)
    found = _valid(code)
    guest = found.registration
    with lent(request, found.event):
        if guest is None or not guest.is_confirmed or not hosts(request.user, found.event):
            raise Http404
        by = whoever_or_nobody(request)
        arrival = door.check_in(registration=guest, source=CheckInSource.BADGE, by=by)
    if not arrival.already:
        messages.success(request, _("%(name)s is checked in.") % {"name": guest.full_name})
    return redirect("contacts:badge", code=code)


@require_POST
@signed_in
def exchange(request: HttpRequest, *, code: str) -> HttpResponse:
    """Ask the guest who wears this badge to exchange cards."""
    found = _valid(code)
    asker = whoever(request)
    mine, guest = registration_of(asker, found.event), found.registration
    if mine is None or guest is None or not guest.is_confirmed or mine == guest:
        raise Http404
    actions.ask_exchange(event=found.event, asker=asker, asked=guest.user, by=asker)
    return redirect("contacts:badge", code=code)


@require_POST
@signed_in
def answer(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Accept or decline an exchange I was asked for."""
    user = whoever(request)
    asked = get_object_or_404(Exchange.objects.filter(asked=user), pk=pk)
    accept = request.POST.get("answer") == "accept"
    settled = actions.answer_exchange(exchange=asked, accept=accept, by=user)
    if settled.state == ExchangeState.MADE:
        messages.success(request, _("You each have the other’s card now."))
    return redirect("contacts:contacts")


def _valid(code: str) -> Badge:
    found = load(code)
    if found.revoked_at is not None:
        raise Http404
    return found


def _between(badge: Badge, user: User) -> Exchange | None:
    """The exchange that `user` asked this badge's guest for, if she did."""
    assert badge.registration is not None
    return Exchange.objects.filter(
        event=badge.event, asker=user, asked=badge.registration.user
    ).first()
