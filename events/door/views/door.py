"""The door: find somebody in two keystrokes, tap, next."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import hosts
from events.door import actions
from events.door.book import BLANK
from events.door.forms import WalkInForm
from events.door.live import channel_of
from events.door.looking import MOST_ROWS, Which, arrival_of, at_the_door, count_of, look
from events.door.models import CheckInSource
from events.door.views.taps import grant_of
from events.guests.models import Registration
from networking.accounts.access import whoever_or_nobody


@require_GET
@event_view(hosts, by_pass=True)
def door(request: HttpRequest, event: Event) -> HttpResponse:
    """The door's one page. Its script takes over what stands there; without it, forms do."""
    return render(request, "door/door.html", _page(request, event))


@require_POST
@event_view(hosts, by_pass=True)
def check_in(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Check somebody in. Tapped twice, by whomever, it says that she is here already."""
    found = _guest(event, registration)
    by = whoever_or_nobody(request)
    arrival = actions.check_in(registration=found, source=CheckInSource.SEARCH, by=by)
    if arrival.already:
        messages.warning(request, _("%(name)s was here already.") % {"name": found.full_name})
    return redirect(_address(event, found.full_name))


@require_POST
@event_view(hosts, by_pass=True)
def undo(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Take a check-in back: it was somebody else."""
    found = _guest(event, registration)
    actions.undo_check_in(registration=found, by=whoever_or_nobody(request))
    return redirect(_address(event, found.full_name))


@event_view(hosts, by_pass=True)
def walk_in(request: HttpRequest, event: Event) -> HttpResponse:
    """Add somebody who isn't on the list: registered, given a badge and checked in at once."""
    form = WalkInForm(
        request.POST if request.method == "POST" else None, initial=_typed(request), event=event
    )
    if request.method == "POST" and form.is_valid():
        by = whoever_or_nobody(request)
        try:
            arrival = actions.walk_in(event=event, **form.cleaned_data, by=by)
        except actions.TakenError:
            form.add_error("badge", _("Somebody wears this badge already. Choose another one."))
        else:
            return _welcome(request, event, arrival)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "door/walk_in.html", _about(event) | {"form": form}, status=status)


def _typed(request: HttpRequest) -> dict[str, str]:
    """What is known of her already: the name somebody looked for, the blank badge she holds."""
    given_name, _space, family_name = request.GET.get("name", "").strip().partition(" ")
    badge = request.GET.get("badge", "")
    return {
        "given_name": given_name,
        "family_name": family_name,
        "badge": badge if badge.isdecimal() else "",
    }


def _welcome(request: HttpRequest, event: Event, arrival: actions.Arrival) -> HttpResponse:
    guest = arrival.check_in.registration
    said = {"name": guest.full_name}
    if arrival.already:
        messages.warning(request, _("%(name)s was here already.") % said)
    else:
        messages.success(request, _("%(name)s is registered and checked in.") % said)
    return redirect(_address(event, guest.full_name))


def _page(request: HttpRequest, event: Event) -> dict[str, Any]:
    query = request.GET.get("q", "").strip()[:80]
    which: Which = "here" if request.GET.get("show") == "here" else "expected"
    rows = list(look(event, query, which)[: MOST_ROWS + 1])
    return _about(event) | {
        "query": query,
        "which": which,
        "guests": [(guest, arrival_of(guest)) for guest in rows[:MOST_ROWS]],
        "whole": False,
        "more": len(rows) > MOST_ROWS,
        "grant": grant_of(request),
        "channel": channel_of(event),
        "sources": CheckInSource.choices,
        "walk_in": WalkInForm(event=event),
        "blank": BLANK,
    }


def _about(event: Event) -> dict[str, Any]:
    return {"event": event, "association": event.association, "count": count_of(event)}


def _guest(event: Event, pk: int) -> Registration:
    found = get_object_or_404(at_the_door(event), pk=pk)
    found.event = event
    return found


def _address(event: Event, query: str) -> str:
    path = reverse("door:door", args=[event.association.slug, event.slug])
    return f"{path}?{urlencode({'q': query})}"
