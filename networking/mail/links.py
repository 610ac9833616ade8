"""The addresses that stand in mails: absolute, and signed where they open something."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from networking.mail.models import OutgoingMail

SALT = "mail.stop"


def absolute(path: str) -> str:
    """Return the public address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def stop_token(mail: OutgoingMail) -> str:
    """Return what stands in the link that stops mails like this one; it names only the row."""
    return signing.Signer(salt=SALT).sign(str(mail.pk))


def stop_url(mail: OutgoingMail) -> str:
    """Return the address of the page on which mails like this one are stopped."""
    return absolute(reverse("mail:stop", args=[stop_token(mail)]))


def mail_of(token: str) -> OutgoingMail | None:
    """Return the mail whose stop link this is; None if it was forged or the mail is gone."""
    try:
        pk = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return OutgoingMail.objects.select_related("association").filter(pk=pk).first()


def hinted(address: str) -> str:
    """Return an address that its owner recognises: mails are forwarded, and their links too."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"
