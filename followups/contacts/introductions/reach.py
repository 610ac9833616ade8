"""Whom Tablée may write to for somebody; see the package for the whole rule."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from allauth.account.models import EmailAddress
from django.db.models import F, Q

from followups.contacts.models import Contact, Openness
from networking.accounts.models import Block, User, normalise
from networking.mail.models import OutgoingMail, State, Stop
from networking.time import now

INTRODUCTION: Final = "contacts.introduction"
ASK: Final = "contacts.ask"
KINDS: Final = (INTRODUCTION, ASK)
# Mails of these kinds that one person may have Tablée send in a day.
MOST_A_DAY: Final = 20
A_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True)
class Reach:
    """Where mails for contacts may go: the address of each by the contact's id."""

    addresses: dict[int, str]

    def all(self, *contacts: Contact) -> bool:
        """Whether each of them may be written to."""
        return all(contact.pk in self.addresses for contact in contacts)


def accepts(user: User) -> bool:
    """Whether this person said that others may introduce her."""
    return Openness.objects.filter(user=user, introductions=True).exists()


def topic_of(owner: User) -> str:
    """Return the topic of mails sent in somebody's name."""
    return f"from:{owner.pk}"


def reach_of(owner: User, contacts: Collection[Contact], *, kind: str) -> Reach:
    """Return which of the contacts Tablée may write to in `owner`'s name. At most five queries.

    A block counts between each of them and the author. One between two of them says nothing here,
    since its author would guess it by trying pairs: it only keeps the mail from leaving.
    """
    known = {contact.person_id for contact in contacts if contact.person_id}
    open_ = Openness.objects.filter(user__in=known, introductions=True)
    people = set(open_.values_list("user_id", flat=True)) if known else set()
    addresses_of = confirmed({owner.pk, *people}) if people else {}
    if owner.pk not in addresses_of:
        return Reach({})
    stopped = Stop.objects.filter(
        Q(address__in=addresses_of.values()) | Q(user__in=addresses_of),
        kind__in=("*", kind),
        topic="",
    ).values_list("address", "user_id")
    gone = {each for pair in stopped for each in pair}
    blocks = Block.objects.touching(owner).values_list("by", "person")
    gone |= {each for pair in blocks for each in pair} - {owner.pk}
    addresses = {}
    for contact in contacts:
        address = addresses_of.get(contact.person_id or 0)
        given = {normalise(way.value) for way in contact.ways("emails")}
        if address and address in given and gone.isdisjoint({address, contact.person_id}):
            addresses[contact.pk] = address
    return Reach(addresses)


def sent_lately(owner: User) -> int:
    """Return how many mails Tablée sent, or is to send, in `owner`'s name within a day."""
    mails = OutgoingMail.objects.filter(topic=topic_of(owner), kind__in=KINDS)
    return mails.filter(made_at__gt=now() - A_DAY).exclude(state=State.DROPPED).count()


def confirmed(people: Collection[int]) -> dict[int, str]:
    """Return the addresses that these people confirmed, of those who may sign in. One query."""
    found = EmailAddress.objects.filter(
        user__in=people, verified=True, email=F("user__email"), user__is_active=True
    )
    return dict(found.values_list("user_id", "email"))
