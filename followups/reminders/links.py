"""The links in a reminder, which need no signing in: each names one row and one verb, signed.

They last as long as the cards of those one met: 30 days after the event.
"""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from events.calendar.models import Event
from events.guests.consent import KEPT
from followups.contacts.models import Exchange
from followups.reminders.models import FollowUp, Reminder
from networking.mail.links import absolute
from networking.time import now

_signer = signing.Signer(sep=".", salt="reminders.link")
Subject = FollowUp | Reminder | Exchange
# What one letter of the token stands for.
ABOUT: dict[str, type[Subject]] = {"f": FollowUp, "r": Reminder, "x": Exchange}


@dataclass(frozen=True)
class Link:
    """What a link is about: a row of `model`, and what it offers to do there."""

    model: type[Subject]
    pk: int
    verb: str


def url_of(subject: Subject, verb: str) -> str:
    """Return the address that offers to do `verb` to a follow-up, a reminder or an exchange."""
    letter = next(letter for letter, model in ABOUT.items() if isinstance(subject, model))
    token = _signer.sign(f"{letter}{subject.pk}-{verb}")
    return absolute(reverse("reminders:link", args=[token]))


def read(token: str) -> Link | None:
    """Return what a token says; None if it was forged or cut short."""
    try:
        subject, _, verb = _signer.unsign(token).partition("-")
    except signing.BadSignature:
        return None
    return Link(ABOUT[subject[0]], int(subject[1:]), verb)


def has_expired(event: Event) -> bool:
    """Whether links about this event no longer open anything."""
    return now() >= event.ends_at + KEPT
