"""A provider's own interface in SMTP's place, through django-anymail: what it needs, what it tells.

Which one, and its key, stand in the environment (see `networking.mail_ways`).
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from anymail.backends.base import AnymailBaseBackend
from anymail.exceptions import AnymailConfigurationError
from anymail.signals import AnymailTrackingEvent
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from networking.accounts.models import normalise
from networking.mail import actions
from networking.mail.models import OutgoingMail
from networking.mail.news import news_of
from networking.time import now

# What comes back with whatever a provider tells of a mail: its row.
ROW = "mail"
# Providers write these themselves, and some refuse a mail that brings its own.
THEIRS = ("Date",)
# Postmark leaves the Message-ID as it is if asked to.
POSTMARK = "Postmark"
KEEP_ID = "X-PM-KeepID"


def dressed(
    message: EmailMultiAlternatives, mail: OutgoingMail, backend: BaseEmailBackend
) -> EmailMultiAlternatives:
    """Return the message as this backend wants it: for a provider, with its row's number."""
    if not isinstance(backend, AnymailBaseBackend):
        return message
    for name in THEIRS:
        message.extra_headers.pop(name, None)
    if backend.esp_name == POSTMARK:
        message.extra_headers[KEEP_ID] = "true"
    message.metadata = {ROW: str(mail.pk)}  # type: ignore[attr-defined]
    return message


def webhook_of(provider: str) -> Callable[[HttpRequest], HttpResponse] | None:
    """Return the view that takes what a provider tells; None if it is no provider of ours.

    None at all without WEBHOOK_SECRET, by which it shows who it is.
    """
    if not settings.ANYMAIL.get("WEBHOOK_SECRET"):
        return None
    try:
        found = resolve(f"/{provider}/tracking/", urlconf="anymail.urls")
    except Resolver404:
        return None
    return found.func


def answer(request: HttpRequest, provider: str) -> HttpResponse | None:
    """Take what a provider tells; None where there is no such address.

    Nor is there where it would need a key of its own that is not set.
    """
    view = webhook_of(provider)
    if view is None:
        return None
    try:
        return view(request)
    except AnymailConfigurationError:
        return None


def receive(sender: Any, event: AnymailTrackingEvent, **_: Any) -> None:  # noqa: ARG001
    """Note a bounce or a complaint. An event without an address of a person is nobody's."""
    address = normalise(event.recipient)
    if address is None:
        return
    said = " ".join(f"{event.mta_response or ''} {event.description or ''}".split())
    news = news_of(
        str(event.event_type), str(event.reject_reason or ""), said, soft=_may_pass(event)
    )
    at: dt.datetime = event.timestamp or now()
    actions.hear(news=news, address=address, mail=_row(event, address), at=at, said=said)


def _row(event: AnymailTrackingEvent, address: str) -> OutgoingMail | None:
    """The mail it is about, if it says so and it went to this address."""
    row = str((event.metadata or {}).get(ROW, ""))
    if not (row.isascii() and row.isdecimal() and len(row) < 19):
        return None
    return OutgoingMail.objects.filter(pk=int(row), to=address).first()


def _may_pass(event: AnymailTrackingEvent) -> bool:
    """Whether the provider itself calls a bounce a soft one, in whichever of its words."""
    raw = event.esp_event if isinstance(event.esp_event, dict) else {}
    named = {str(raw.get(name, "")).lower() for name in ("Type", "bounce_class", "bounceType")}
    return bool(named & {"softbounce", "transient"}) or str(event.description).startswith(
        ("Transient", "Undetermined")
    )
