"""Where the console's taps arrive."""

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.agenda import actions
from events.agenda.actions import Stale
from events.agenda.log import Refused
from events.agenda.words import said
from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import facilitates
from networking.accounts.access import whoever_or_nobody
from networking.time import now


class UnreadableError(ValueError):
    """What was sent is no command."""


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
    return JsonResponse({"rev": outcome.rev, "repeated": outcome.repeated, "snapshot": snapshot})


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
