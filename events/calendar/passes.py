"""Passes as links, and in a browser's session.

Opening a pass's link shows what it is; only a tap puts it into the session, so that no preview of
a message and no scanner of mails does. From then on the pages that say so (`by_pass=True`) take it
for a hand lent, for this event alone, as long as it is good.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from events.calendar.models import Event, Lent, Pass
from events.calendar.rules import lend
from networking.audit.actions import through
from networking.mail.links import absolute
from networking.time import now

SALT: Final = "events.calendar.passes"
# Where a session keeps its passes; and how many: nobody helps at more events at once.
KEY: Final = "passes"
MOST: Final = 8


class BadPass(Exception):
    """A link that is none of ours, or of another event."""


def link_of(held: Pass) -> str:
    """Return the address that is handed out, as it stands on paper."""
    token = signing.Signer(salt=SALT).sign(str(held.pk))
    event = held.event
    return absolute(reverse("calendar:pass", args=[event.association.slug, event.slug, token]))


def read(event: Event, token: str) -> Pass:
    """Return the pass of a link, revoked ones too; raises `BadPass`."""
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        raise BadPass from None
    found = Pass.objects.filter(pk=pk, event=event).first()
    if found is None:
        raise BadPass
    found.event = event
    return found


def take(request: HttpRequest, held: Pass) -> None:
    """Put a pass into this browser's session. Twice is as once."""
    others = [pk for pk in request.session.get(KEY, []) if pk != held.pk]
    request.session.cycle_key()
    request.session[KEY] = [*others, held.pk][-MOST:]


def holds(request: HttpRequest, held: Pass) -> bool:
    """Whether this browser holds this very pass, good or not."""
    return held.pk in request.session.get(KEY, [])


def carries(request: HttpRequest) -> bool:
    """Whether this browser holds any pass; asks the database for nothing."""
    return bool(request.session.get(KEY))


def held_for(request: HttpRequest, event: Event) -> Pass | None:
    """Return the pass to this event that lends most, if this browser holds one that is good."""
    if not carries(request):
        return None
    found = Pass.objects.valid().filter(event=event, pk__in=request.session[KEY])
    good = []
    for each in found:
        each.event = event
        if each.opens(now()):
            good.append(each)
    return max(good, key=lambda each: each.hand == Lent.FACILITATOR, default=None)


@contextmanager
def lent(request: HttpRequest, event: Event) -> Iterator[Pass | None]:
    """Lend what this browser's pass lends, for the rest of the request; say which pass it was.

    What is done inside is noted as done through it. Templates see it as `request.lent`.
    """
    held = held_for(request, event)
    if held is None:
        yield None
        return
    lend(request.user, event, {held.hand})
    request.lent = held  # type: ignore[attr-defined]
    with through(held.grant):
        yield held


def lent_in(request: HttpRequest) -> Pass | None:
    """Return the pass by which this page was opened; None where its reader may do so herself."""
    found: Pass | None = getattr(request, "lent", None)
    return found
