"""The link in an invitation: hers alone, signed, and dead as soon as the invitation is withdrawn.

It lets whoever holds it answer in her name, and no more: nobody is signed in by it, and it shows
of her what the invitation says. Withdrawn, the registration it names is no more.
"""

from django.core import signing
from django.urls import reverse

from events.guests.models import Registration
from networking.mail.links import absolute

_signer = signing.Signer(sep=".", salt="guests.invitation")


def invitation_path(registration: Registration) -> str:
    """Return the path of the page on which this guest answers her invitation."""
    event = registration.event
    token = _signer.sign(registration.public_id)
    return reverse("guests:invitation", args=[event.association.slug, event.slug, token])


def invitation_url(registration: Registration) -> str:
    """Return the whole address of that page, for mails."""
    return absolute(invitation_path(registration))


def invited_public_id_of(token: str) -> str | None:
    """Return whose invitation this is, or None if the link was forged or cut short."""
    try:
        return _signer.unsign(token)
    except signing.BadSignature:
        return None
