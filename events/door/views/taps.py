"""What devices at the door ask for, and what they send: a list once, taps, and who is here."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.passes import lent_in
from events.calendar.rules import hosts
from events.door.answers import answer
from events.door.book import arrivals_of, list_of
from events.door.live import channel_of
from events.door.photographs import codes_on
from events.door.taps import UnreadableError, read
from networking.accounts.access import whoever_or_nobody
from networking.push.views import renewal

# What a device sends at once is some kilobytes.
MOST_BYTES = 100_000


@require_GET
@event_view(hosts, by_pass=True)
def book(_request: HttpRequest, event: Event) -> HttpResponse:
    """The whole list and who is here, for a device to keep."""
    return _fresh({**list_of(event), **arrivals_of(event)})


@require_GET
@event_view(hosts, by_pass=True)
def arrivals(_request: HttpRequest, event: Event) -> HttpResponse:
    """Who is here, for a device that keeps the list."""
    return _fresh(arrivals_of(event))


@require_GET
@event_view(hosts, by_pass=True)
def token(request: HttpRequest, event: Event) -> HttpResponse:
    """The page's next live token."""
    return renewal(channel_of(event), grant_of(request))


@require_POST
@event_view(hosts, by_pass=True)
def taps(request: HttpRequest, event: Event) -> HttpResponse:
    """Take the taps of a device, in order; each is answered, and each is a transaction."""
    try:
        sent = read(json.loads(request.body[:MOST_BYTES]))
    except (UnreadableError, ValueError):
        words = _("That could not be understood. Reload the page.")
        return JsonResponse({"error": words}, status=400)
    by = whoever_or_nobody(request)
    return JsonResponse({"answers": [answer(event, tap, by) for tap in sent]})


@require_POST
@event_view(hosts, by_pass=True)
def photographed(request: HttpRequest, event: Event) -> HttpResponse:  # noqa: ARG001
    """Read the codes on a photograph, for devices that can't do it by themselves."""
    return codes_on(request)


def grant_of(request: HttpRequest) -> str:
    """The grant under which a host's page follows the door; a pass's own is revoked with it."""
    held = lent_in(request)
    return held.grant if held else f"host:{request.user.pk}"


def _fresh(said: dict[str, object]) -> HttpResponse:
    answer = JsonResponse(said)
    answer["Cache-Control"] = "no-store"
    return answer
