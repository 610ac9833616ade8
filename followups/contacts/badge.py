"""The badge's link: for a host a check-in, for a guest an exchange of cards, for others a name.

It stands in this room because it is the lowest one that knows both the door and the exchange.
"""

from http import HTTPStatus
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
from events.guests.models import Registration
from events.guests.rules import registration_of
from followups.contacts.giving.handing import is_dead
from followups.contacts.giving.live import hearing
from followups.contacts.giving.reading import between, lines
from networking.accounts.access import whoever_or_nobody
from networking.accounts.models import User
from networking.time import now
from networking.web.access import ask_to_sign_in, public


def load(code: str) -> Badge:
    """Load a badge by its code, revoked ones too; 404 for a code that never was."""
    badges = Badge.objects.select_related(
        "event__association", "registration__user__profile", "registration__event"
    )
    return get_object_or_404(badges, code=code)


def is_good(found: Badge) -> bool:
    """Whether a badge's code still opens anything: not revoked, and its event not long over."""
    return found.revoked_at is None and not is_dead(found.event.ends_at, now())


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
    if not is_good(found):
        context["over"] = is_dead(found.event.ends_at, now())
        return render(request, "contacts/badge_revoked.html", context, status=HTTPStatus.GONE)
    at_the_door = hosts(request.user, found.event)
    if found.registration is None and at_the_door:
        # A blank one: whose is it?
        path = reverse("door:walk_in", args=[found.event.association.slug, found.event.slug])
        return redirect(f"{path}?{urlencode({'badge': found.number})}")
    if found.registration is None or not (at_the_door or isinstance(request.user, User)):
        return render(request, "contacts/badge_stranger.html", context)
    return _worn(request, found, context, at_the_door=at_the_door)


def _worn(
    request: HttpRequest, found: Badge, context: dict[str, Any], *, at_the_door: bool
) -> HttpResponse:
    """Answer by a badge that somebody wears: to hosts at the door, and to whoever signed in."""
    guest, mine = found.registration, registration_of(request.user, found.event)
    assert guest is not None
    if mine == guest:
        # Her own: she shows it, and scans the others' from there.
        return redirect("contacts:my_badge", found.event.association.slug, found.event.slug)
    # Who gave up her seat has withdrawn her card with it.
    meets = mine is not None and guest.is_confirmed
    if mine is not None and meets:
        mine.event = found.event
        context |= _between(request, found, mine)
        if request.headers.get("HX-Request"):
            return render(request, "contacts/_badge_state.html", context)
    if at_the_door:
        context["check_in"] = CheckIn.objects.filter(registration=guest).first()
        context["registration"] = guest
        return render(request, "contacts/badge_host.html", context)
    if not meets:
        return render(request, "contacts/badge_stranger.html", context)
    context["acts"] = list(acts.rendered(request, found.event, mine, guest))
    return render(request, "contacts/badge_guest.html", context)


def _between(request: HttpRequest, found: Badge, mine: Registration) -> dict[str, Any]:
    """What one guest sees of another by her badge, and how things stand between them."""
    assert isinstance(request.user, User)
    assert found.registration is not None
    on_card = lines(mine)
    return {
        **hearing(request.user),
        "card": card_of(found.registration),
        "between": between(request.user, found.registration.user, found.event),
        "may_exchange": True,
        "lines": on_card,
        "extra": any(not line.fixed for line in on_card),
    }


@require_POST
@public
def check_in(request: HttpRequest, *, code: str) -> HttpResponseBase:
    """Check in the guest who wears this badge; a second time says when she was first.

    For hosts, and whoever holds a pass to the door.
    """
    if not request.user.is_authenticated and not carries(request):
        return ask_to_sign_in(request)
    found = load(code)
    guest = found.registration
    with lent(request, found.event):
        expected = guest is not None and guest.is_confirmed and is_good(found)
        if guest is None or not expected or not hosts(request.user, found.event):
            raise Http404
        by = whoever_or_nobody(request)
        arrival = door.check_in(registration=guest, source=CheckInSource.BADGE, by=by)
    if not arrival.already:
        messages.success(request, _("%(name)s is checked in.") % {"name": guest.full_name})
    return redirect("contacts:badge", code=code)
