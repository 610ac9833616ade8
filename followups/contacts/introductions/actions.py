"""Introducing people, asking to be introduced, and saying whether one may be."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Q

from followups.contacts.flame.due import today
from followups.contacts.introductions.reach import (
    ASK,
    INTRODUCTION,
    MOST_A_DAY,
    reach_of,
    sent_lately,
    topic_of,
)
from followups.contacts.models import Contact, Entry, Introduced, Introduction, Kind, Openness
from networking.accounts.models import User
from networking.mail import actions as outbox
from networking.time import now

# Within this the same words about the same two are a double click.
AGAIN: Final = dt.timedelta(minutes=10)


class NotReachable(Exception):
    """Tablée may not write to all of them: it is for the author's own mail program."""


class EnoughToday(Exception):
    """Tablée has sent as many mails in the author's name today as it sends in a day."""


@transaction.atomic
def introduce(
    *, owner: User, first: Contact, second: Contact, text: str, how: Introduced, by: User | None
) -> Introduction:
    """Record that `owner` introduces two contacts of hers; mail both where `how` says so.

    The same words about the same two within ten minutes are one introduction and one mail to each.
    Raises `NotReachable` and `EnoughToday`, and then neither records nor mails.
    """
    # One order for two clicks at once, of which the second must see what the first has made.
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    pair = Q(first=first, second=second) | Q(first=second, second=first)
    same = Introduction.objects.filter(pair, owner=owner, text=text, how=how)
    if found := same.filter(made_at__gte=now() - AGAIN).first():
        return found
    made = Introduction.objects.create(owner=owner, first=first, second=second, text=text, how=how)
    if how is Introduced.SENT:
        reach = reach_of(owner, (first, second), kind=INTRODUCTION)
        if not reach.all(first, second):
            raise NotReachable
        if sent_lately(owner) + 2 > MOST_A_DAY:
            raise EnoughToday
        for contact in (first, second):
            outbox.enqueue(
                kind=INTRODUCTION,
                to=reach.addresses[contact.pk],
                key=key_of(made, contact),
                params={"introduction": made.pk, "to": contact.pk},
                user=contact.person,
                topic=topic_of(owner),
                by=by,
            )
    return made


@transaction.atomic
def take_back(*, introduction: Introduction, by: User | None) -> bool:
    """Forget an introduction, and keep its mails from leaving; False if one has left already.

    What was sent can't be called back. Twice changes nothing more.
    """
    sent = introduction.how == Introduced.SENT
    withdrawn = [
        outbox.withdraw(key=key_of(introduction, contact), by=by)
        for contact in (introduction.first, introduction.second)
    ]
    Introduction.objects.filter(pk=introduction.pk).delete()
    return not sent or all(withdrawn)


@transaction.atomic
def ask(*, contact: Contact, text: str, how: Introduced, by: User) -> Entry:
    """Note in a contact's journal that one asks her for an introduction; mail her if `how` says so.

    The same words twice on a day are one entry and one mail. Raises `NotReachable` and
    `EnoughToday`, and then neither notes nor mails.
    """
    owner = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    day = today(by)
    same = Entry.objects.filter(contact=contact, kind=Kind.MESSAGE, on=day, text=text)
    entry = same.first() or Entry.objects.create(
        contact=contact, kind=Kind.MESSAGE, on=day, text=text
    )
    if how is Introduced.SENT:
        reach = reach_of(owner, (contact,), kind=ASK)
        if not reach.all(contact):
            raise NotReachable
        if sent_lately(owner) >= MOST_A_DAY:
            raise EnoughToday
        outbox.enqueue(
            kind=ASK,
            to=reach.addresses[contact.pk],
            key=f"{ASK}:{entry.pk}",
            params={"entry": entry.pk},
            user=contact.person,
            topic=topic_of(owner),
            by=by,
        )
    return entry


@transaction.atomic
def open_up(
    *,
    user: User,
    introductions: bool | None = None,
    words: bool | None = None,
    by: User | None,  # noqa: ARG001
) -> Openness:
    """Say whether one may be introduced, or written to by whom one met, by mail from Tablée.

    What is None stays as it is, and the same again changes nothing. Mails that have not left yet
    ask again when their turn comes.
    """
    said = {"introductions": introductions, "words": words}
    found, _ = Openness.objects.update_or_create(
        user=user, defaults={name: yes for name, yes in said.items() if yes is not None}
    )
    return found


def key_of(introduction: Introduction, contact: Contact) -> str:
    """Return the key of the mail that one of the two gets."""
    return f"{INTRODUCTION}:{introduction.pk}:{contact.pk}"
