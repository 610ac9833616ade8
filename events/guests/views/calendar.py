"""One's own breakfasts in one's own calendar, under a secret address."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from events.calendar import feeds
from events.calendar.models import Speaker
from events.calendar.models import Status as EventStatus
from events.guests.actions import calendar_address as actions
from events.guests.models import CalendarAddress, Registration, Status
from networking.accounts.access import whoever
from networking.accounts.models import User
from networking.mail.links import absolute
from networking.time import now
from networking.web.access import public, signed_in

# With these one may still come, or does.
SHOWN = (Status.CONFIRMED, Status.OFFERED, Status.WAITING, Status.REQUESTED)


@require_safe
@public
def mine(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Whoever knows the address reads it: a calendar program has no other way to sign in."""
    address = get_object_or_404(CalendarAddress.objects.select_related("user"), secret=secret)
    with override(address.user.language):
        content = feeds.feed(
            _("My breakfasts"),
            [_line(registration) for registration in _registrations(address.user)],
            source=absolute(request.path),
        )
    return feeds.answer(request, content, changed_at=None, private=True)


@signed_in
def address(request: HttpRequest) -> HttpResponse:
    """The address, to copy or to replace; nobody has one who hasn't asked for it."""
    found = CalendarAddress.objects.filter(user=whoever(request)).first()
    https = absolute(reverse("mine:feed", args=[found.secret])) if found else ""
    context = {
        "https": https,
        "webcal": f"webcal:{https.partition(':')[2]}",
        "back": reverse("mine:events"),
        "replace": reverse("mine:replace_calendar"),
        "place": "event",
    }
    return render(request, "guests/calendar.html", context)


@require_POST
@signed_in
def replace(request: HttpRequest) -> HttpResponse:
    """Make the address, replace it, or take it away."""
    user = whoever(request)
    if "close" in request.POST:
        actions.close_calendar_address(user=user, by=user)
        messages.success(request, _("The address is gone: nobody reads it any more."))
    else:
        first = not CalendarAddress.objects.filter(user=user).exists()
        actions.replace_calendar_address(user=user, by=user)
        said = _("Here is your address.") if first else _("Replaced: the old one no longer works.")
        messages.success(request, said)
    return redirect("mine:calendar")


def _registrations(user: User) -> "list[Registration]":
    """Those she comes to or may, a year back and all ahead. Two queries."""
    agreed = Prefetch("event__speakers", Speaker.objects.agreed())
    return list(
        Registration.objects.filter(
            user=user, status__in=SHOWN, event__ends_at__gte=now() - feeds.BACK
        )
        .exclude(event__status=EventStatus.DRAFT)
        .select_related("event__association")
        .prefetch_related(agreed)
        .order_by("event__starts_at", "pk")
    )


def _line(registration: Registration) -> feeds.Line:
    event = registration.event
    places = [event.venue, event.address]
    if registration.is_confirmed:
        return feeds.Line(event=event, places=(*places, event.online_url))
    return feeds.Line(
        event=event,
        status=feeds.TENTATIVE,
        remark=str(registration.get_status_display()),
        places=tuple(places),
    )
