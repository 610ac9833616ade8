"""The links that stand in mails to guests: signed, so that nobody can make one up."""

from django.core import signing
from django.urls import reverse

from events.guests.models import Registration
from networking.mail.links import absolute

_signer = signing.Signer(sep=".", salt="guests.cancel")
_offers = signing.Signer(sep=".", salt="guests.offer")


def cancel_path(registration: Registration) -> str:
    """Return the path of the page on which this guest, whoever follows it, gives up her seat."""
    event = registration.event
    token = _signer.sign(registration.public_id)
    return reverse("guests:cancel", args=[event.association.slug, event.slug, token])


def cancel_url(registration: Registration) -> str:
    """Return the whole address of that page, for mails."""
    return absolute(cancel_path(registration))


def public_id_of(token: str) -> str | None:
    """Return whose link to her cancelling this is, or None if it was forged or cut short."""
    return _unsigned(_signer, token)


def offer_path(registration: Registration) -> str:
    """Return the path of the page on which she takes the seat kept for her, or passes it on."""
    event = registration.event
    token = _offers.sign(registration.public_id)
    return reverse("guests:offer", args=[event.association.slug, event.slug, token])


def offer_url(registration: Registration) -> str:
    """Return the whole address of that page, for mails."""
    return absolute(offer_path(registration))


def offered_public_id_of(token: str) -> str | None:
    """Return to whom the seat behind this link was offered, or None if it was forged."""
    return _unsigned(_offers, token)


def _unsigned(signer: signing.Signer, token: str) -> str | None:
    try:
        return signer.unsign(token)
    except signing.BadSignature:
        return None
