"""Where the console's taps arrive."""

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.agenda import actions, history, kept
from events.agenda.actions import DivergedError, Stale
from events.agenda.kept import UnreadableError
from events.agenda.log import Refused
from events.agenda.reading import read
from events.agenda.words import said
from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import facilitates
from networking.accounts.access import whoever_or_nobody
from networking.time import now

# What was tapped in three hours is some tens of kilobytes; draws of hundreds of people are most.
MOST_BYTES = 1_000_000


@require_POST
@event_view(facilitates, by_pass=True)
def command(request: HttpRequest, event: Event) -> HttpResponse:
    """Take a tap: 200 says where we are, 409 that somebody was faster, 422 that it can't be."""
    kind = ""
    try:
        sent = readable(request.body)
        kind = sent["kind"]
        outcome = actions.command(event=event, by=whoever_or_nobody(request), **sent)
    except UnreadableError:
        return _answer(400, _("That could not be understood. Reload the page."))
    except Stale:
        return _answer(409, _("Somebody else was faster. Look again before you tap."))
    except Refused as refused:
        return _answer(422, said(refused, kind))
    snapshot = outcome.reading.snapshot(now())
    return JsonResponse(
        {
            "rev": outcome.rev,
            "repeated": outcome.repeated,
            "snapshot": snapshot,
            "entry": kept.entry(outcome.entry),
        }
    )


@require_POST
@event_view(facilitates, by_pass=True)
def catch_up(request: HttpRequest, event: Event) -> HttpResponse:
    """Take what was tapped without network: 200 says where we are, 409 who commanded meanwhile."""
    try:
        base, taps, insist = kept.read(json.loads(request.body[:MOST_BYTES]))
        done = actions.catch_up(
            event=event, base=base, taps=taps, insist=insist, by=whoever_or_nobody(request)
        )
    except (UnreadableError, ValueError):
        return _answer(400, _("That could not be understood. Reload the page."))
    except DivergedError as diverged:
        others = [history.line(command, event) for command in diverged.others]
        return JsonResponse({"others": others}, status=409)
    told = {
        "rev": done.reading.rev,
        "snapshot": done.reading.snapshot(now()),
        "refused": [{"id": str(tap.id), "error": said(why, tap.kind)} for tap, why in done.refused],
    }
    return JsonResponse(told)


@require_POST
@event_view(facilitates, by_pass=True)
def go_on(_request: HttpRequest, event: Event) -> HttpResponse:
    """Begin the next segment, where that is due by itself."""
    return went_on(event)


def went_on(event: Event) -> HttpResponse:
    """Return 204 if nothing is due any more, 409 if it is not due yet."""
    if actions.go_on(event=event, by=None) is None and read(event).due is not None:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


def readable(body: bytes) -> dict[str, Any]:
    """Return what a console sent, every part of the type it must have; raise `UnreadableError`."""
    try:
        sent = json.loads(body)
        kind, payload, rev = sent["kind"], sent.get("payload", {}), sent["rev"]
        id = uuid.UUID(sent["id"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnreadableError from None
    if type(kind) is not str or type(payload) is not dict or type(rev) is not int:
        raise UnreadableError
    if len(body) > 8_000 or len(kind) > 60:
        raise UnreadableError
    return {"kind": kind, "payload": payload, "expected_rev": rev, "id": id}


def _answer(status: int, words: str) -> HttpResponse:
    return JsonResponse({"error": words}, status=status)
