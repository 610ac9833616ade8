"""Whom Tablée may write to for somebody who met her; see the package for the whole rule."""

import datetime as dt
from typing import Final

from django.db.models import Q

from events.guests.consent import KEPT
from followups.contacts.introductions.reach import confirmed, topic_of
from followups.contacts.models import Openness
from followups.reminders.models import FollowUp
from networking.accounts.models import Block, User
from networking.mail.models import OutgoingMail, State, Stop
from networking.time import now

KIND: Final = "reminders.letter"
# Mails of this kind that one person may have Tablée send in a day.
MOST_A_DAY: Final = 30
A_DAY: Final = dt.timedelta(days=1)


def address_for(follow_up: FollowUp) -> str:
    """Return where Tablée may write to the person met, as far as its author may know; or nothing.

    That the other one asked to be kept apart says nothing here (the mail won't leave); that its
    author did says no. At most four queries.
    """
    owner, person = follow_up.owner_id, follow_up.person_id
    if now() >= follow_up.event.ends_at + KEPT:
        return ""
    if not Openness.objects.filter(user=person, words=True).exists():
        return ""
    addresses = confirmed({owner, person})
    if owner not in addresses or person not in addresses:
        return ""
    address = addresses[person]
    stopped = Stop.objects.filter(
        Q(address=address) | Q(user=person), kind__in=("*", KIND), topic=""
    )
    if stopped.exists() or Block.objects.filter(by=owner, person=person).exists():
        return ""
    return address


def has_left(follow_up: FollowUp) -> bool:
    """Whether a mail of Tablée's about this follow-up has left, or is just leaving."""
    letter = getattr(follow_up, "letter", None)
    mail = letter.mail if letter else None
    return mail is not None and mail.state != State.WAITING


def sent_lately(owner: User) -> int:
    """Return how many of these mails Tablée sent, or is to send, in `owner`'s name within a day."""
    mails = OutgoingMail.objects.filter(topic=topic_of(owner), kind=KIND)
    return mails.filter(made_at__gt=now() - A_DAY).exclude(last_error="withdrawn").count()
