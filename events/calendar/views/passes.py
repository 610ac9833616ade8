"""The page behind a pass's link: what it is, one tap, and then the ways it opens."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from events.calendar import passes
from events.calendar.access import find
from events.calendar.models import Event, Pass, Status
from networking.dates import said_date, said_hour
from networking.time import now
from networking.web.access import public


@require_http_methods(["GET", "HEAD", "POST"])
@public
def opened(request: HttpRequest, *, association: str, event: str, token: str) -> HttpResponse:
    """Say what the pass lends; on POST keep it in this browser. Twice is as once."""
    found = find(association, event)
    try:
        held = passes.read(found, token)
    except passes.BadPass:
        return render(request, "calendar/no_pass.html", status=HTTPStatus.NOT_FOUND)
    if found.status == Status.DRAFT:
        raise Http404
    if not held.opens(now()):
        return _closed(request, found, held)
    if request.method == "POST":
        passes.take(request, held)
        return redirect(request.path)
    mine = passes.holds(request, held)
    context = {"event": found, "association": found.association, "held": held, "mine": mine}
    with passes.lent(request, found):
        return render(request, "calendar/pass.html", context)


def _closed(request: HttpRequest, event: Event, held: Pass) -> HttpResponse:
    """A pass that opens nothing: taken back, not yet, or no more."""
    off = event.status == Status.CANCELLED
    early = not off and held.revoked_at is None and now() < held.opens_at
    opens = held.opens_at.astimezone(event.zone)
    context = {
        "event": event,
        "association": event.association,
        "held": held,
        "off": off,
        "opens": f"{said_date(opens.date())}, {said_hour(opens)}" if early else "",
    }
    status = HTTPStatus.FORBIDDEN if early else HTTPStatus.GONE
    return render(request, "calendar/pass_closed.html", context, status=status)
