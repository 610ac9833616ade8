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
from events.calendar.rules import hosts, organises
from events.door import actions
from events.door.forms import WalkInForm
from events.door.looking import MOST_ROWS, Which, at_the_door, count_of, look
from events.door.models import CheckInSource
from events.guests.models import Registration
from networking.accounts.access import whoever_or_nobody


@require_GET
@event_view(hosts, by_pass=True)
def door(request: HttpRequest, event: Event) -> HttpResponse:
    """The door's one page; by htmx only its rows, while somebody types."""
    context = _page(request, event)
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "door/_rows.html" if fragment else "door/door.html", context)


@require_GET
@event_view(hosts, by_pass=True)
def count(request: HttpRequest, event: Event) -> HttpResponse:
    """How many are here: other hosts check people in as well."""
    return render(request, "door/_count.html", _about(event))


@require_POST
@event_view(hosts, by_pass=True)
def check_in(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Check somebody in. Tapped twice, by whomever, it says since when and how she is here."""
    found = _guest(event, registration)
    arrival = actions.check_in(
        registration=found, source=CheckInSource.SEARCH, by=whoever_or_nobody(request)
    )
    found.check_in = arrival.check_in
    return _answer(request, event, found, already=arrival.already)


@require_POST
@event_view(hosts, by_pass=True)
def undo(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Take a check-in back: it was somebody else."""
    found = _guest(event, registration)
    actions.undo_check_in(registration=found, by=whoever_or_nobody(request))
    return _answer(request, event, _guest(event, registration))


@event_view(hosts, by_pass=True)
def walk_in(request: HttpRequest, event: Event) -> HttpResponse:
    """Add somebody who isn't on the list: registered, given a badge and checked in at once."""
    typed = request.GET.get("name", "").strip()
    given_name, _space, family_name = typed.partition(" ")
    form = WalkInForm(
        request.POST if request.method == "POST" else None,
        initial={"given_name": given_name, "family_name": family_name},
    )
    if request.method == "POST" and form.is_valid():
        arrival = actions.walk_in(event=event, **form.cleaned_data, by=whoever_or_nobody(request))
        return _welcome(request, event, arrival)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "door/walk_in.html", _about(event) | {"form": form}, status=status)


def _welcome(request: HttpRequest, event: Event, arrival: actions.Arrival) -> HttpResponse:
    guest = arrival.check_in.registration
    said = {"name": guest.full_name}
    if arrival.already:
        messages.warning(request, _("%(name)s was here already.") % said)
    else:
        messages.success(request, _("%(name)s is registered and checked in.") % said)
    return redirect(_address(event, guest.full_name))


def _answer(
    request: HttpRequest, event: Event, guest: Registration, *, already: bool = False
) -> HttpResponse:
    """The row as it stands now, and the new count; without htmx, the page again."""
    if request.headers.get("HX-Request") == "true":
        context = _about(event) | {"guest": guest, "already": already}
        return render(request, "door/_tapped.html", context)
    if already:
        messages.warning(request, _("%(name)s was here already.") % {"name": guest.full_name})
    return redirect(_address(event, guest.full_name))


def _page(request: HttpRequest, event: Event) -> dict[str, Any]:
    query = request.GET.get("q", "").strip()[:80]
    which: Which = "here" if request.GET.get("show") == "here" else "expected"
    rows = list(look(event, query, which)[: MOST_ROWS + 1])
    return _about(event) | {
        "query": query,
        "which": which,
        "guests": rows[:MOST_ROWS],
        "more": len(rows) > MOST_ROWS,
        "organises": organises(request.user, event),
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
