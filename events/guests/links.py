"""The links that stand in mails to guests: signed, so that nobody can make one up."""

from django.core import signing
from django.urls import reverse

from events.guests.models import Registration
from networking.mail.links import absolute

_signer = signing.Signer(sep=".", salt="guests.cancel")


def cancel_path(registration: Registration) -> str:
    """Return the path of the page on which this guest, whoever follows it, gives up her seat."""
    event = registration.event
    token = _signer.sign(registration.public_id)
    return reverse("guests:cancel", args=[event.association.slug, event.slug, token])


def cancel_url(registration: Registration) -> str:
    """Return the whole address of that page, for mails."""
    return absolute(cancel_path(registration))


def public_id_of(token: str) -> str | None:
    """Return whose link this is, or None if it was forged or cut short."""
    try:
        return _signer.unsign(token)
    except signing.BadSignature:
        return None
