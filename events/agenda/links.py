"""Signed links to screen, speaker's and hosts' view, for machines and people without an account."""

from django.core import signing

from events.agenda.formats import View
from events.agenda.models import Run
from events.calendar.models import Event

SALT = "events.agenda.links"
LINKED = (View.SCREEN, View.SPEAKER, View.HOST)


class BadLink(Exception):
    """A link that is none of ours."""


class RevokedLink(Exception):
    """A link that was ours and was taken back."""


def nonce_of(event: Event) -> str:
    """Return what the links of an event are signed with besides the site's key."""
    run = Run.objects.filter(event=event).first()
    return run.nonce if run else ""


def make(event: Event, view: View) -> str:
    """Return the token of a link that opens one view of one event, until links are revoked."""
    return signing.dumps([event.pk, view.value, nonce_of(event)], salt=SALT)


def opened(event: Event, token: str) -> View:
    """Return the view a link opens; raises `BadLink` or `RevokedLink`."""
    try:
        pk, view, nonce = signing.loads(token, salt=SALT)
        found = View(view)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadLink from None
    if pk != event.pk or found not in LINKED:
        raise BadLink
    if nonce != nonce_of(event):
        raise RevokedLink
    return found


def grant(event: Event) -> str:
    """Return the grant under which linked pages follow the event; revoked together with them."""
    return f"link:{event.pk}:{nonce_of(event)}"
