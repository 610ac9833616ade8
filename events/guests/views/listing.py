"""The organiser's guest list."""

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions
from events.guests.actions.seats import SETTLED
from events.guests.forms import AddForm
from events.guests.models import ENDED, Registration, Status
from events.guests.seating import Seating, seating_of
from events.guests.views.asked import posted
from networking.accounts.access import whoever
from networking.mail.links import absolute

PER_PAGE: Final = 100
# The tabs, each with the statuses it holds.
TABS: Final = {
    "registered": (gettext_lazy("Registrations"), (Status.CONFIRMED,)),
    "waiting": (gettext_lazy("Waiting list"), (Status.WAITING,)),
    "requests": (gettext_lazy("To approve"), (Status.REQUESTED,)),
    "unsettled": (gettext_lazy("To be confirmed"), (Status.PENDING, Status.INVITED)),
    "ended": (gettext_lazy("Cancellations"), tuple(sorted(ENDED))),
}


@event_view(organises)
def guests(request: HttpRequest, event: Event) -> HttpResponse:
    """Who comes: searched, by state, against the seats."""
    seating = seating_of(event)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "registered"
    query = request.GET.get("q", "").strip()
    found = event.registrations.filter(status__in=TABS[tab][1]).select_related("user")
    found = found.waiting() if tab == "waiting" else found.by_name()
    page = Paginator(found.matching(query), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "event": event,
        "association": event.association,
        "seating": seating,
        "tabs": _tabs(seating, tab),
        "tab": tab,
        "query": query,
        "page": page,
        "share_url": absolute(event.get_absolute_url()),
        "here": "guests",
    }
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "guests/_rows.html" if fragment else "guests/guests.html", context)


@event_view(organises)
def add(request: HttpRequest, event: Event) -> HttpResponse:
    """Add one guest by hand."""
    form = AddForm(posted(request))
    if request.method == "POST" and form.is_valid():
        before = event.registrations.filter(status__in=SETTLED).count()
        registration = actions.add(event=event, **form.cleaned_data, by=whoever(request))
        after = event.registrations.filter(status__in=SETTLED).count()
        _say_added(request, registration, new=after > before)
        return redirect("guests:guests", event.association.slug, event.slug)
    context = {
        "event": event,
        "association": event.association,
        "form": form,
        "seating": seating_of(event),
        "here": "guests",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "guests/add.html", context, status=status)


@event_view(organises)
def cancel(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Cancel somebody's registration: asks first, says who gets the seat."""
    found = get_object_or_404(event.registrations.select_related("user"), pk=registration)
    if request.method == "POST":
        if actions.cancel(registration=found, by=whoever(request)):
            messages.success(request, _("Cancelled: %(name)s") % {"name": found.full_name})
        return redirect("guests:guests", event.association.slug, event.slug)
    context = {
        "event": event,
        "association": event.association,
        "registration": found,
        "done": found.status in ENDED,
        "next": event.registrations.waiting().first(),
        "here": "guests",
    }
    return render(request, "guests/cancel_guest.html", context)


ANSWERS: Final = {"approve": actions.approve, "decline": actions.decline}


@require_POST
@event_view(organises)
def answer(request: HttpRequest, event: Event, *, registration: int, step: str) -> HttpResponse:
    """Approve a request to come, or decline it."""
    found = get_object_or_404(event.registrations.select_related("user"), pk=registration)
    found = ANSWERS[step](registration=found, by=whoever(request))
    said = {"name": found.full_name, "state": found.get_status_display()}
    messages.success(request, _("%(name)s: %(state)s") % said)
    return redirect("guests:guests", event.association.slug, event.slug)


def _tabs(seating: Seating, current: str) -> list[dict[str, Any]]:
    """The tabs that hold somebody, and always the first and the current one."""
    tabs = []
    for key, (word, statuses) in TABS.items():
        count = sum(seating.counts.get(status, 0) for status in statuses)
        if count or key in {"registered", current}:
            tabs.append({"key": key, "word": word, "count": count, "here": key == current})
    return tabs


def _say_added(request: HttpRequest, registration: Registration, *, new: bool) -> None:
    said = {"name": registration.full_name}
    if not new:
        messages.info(request, _("%(name)s is on the list already.") % said)
    elif registration.status == Status.WAITING:
        messages.warning(request, _("It is full: %(name)s is on the waiting list.") % said)
    else:
        messages.success(request, _("%(name)s is registered.") % said)
