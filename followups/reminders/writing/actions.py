"""Writing to somebody met, and taking it back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from events.guests.consent import KEPT
from events.guests.models import Registration
from followups.contacts import actions as contacts
from followups.contacts.introductions.reach import topic_of
from followups.contacts.journal import actions as journal
from followups.contacts.models import Contact
from followups.reminders import actions as reminders
from followups.reminders.models import Coffee, Enclosure, FollowUp, How, Letter, Way
from followups.reminders.writing.reach import (
    KIND,
    MOST_A_DAY,
    address_for,
    has_left,
    sent_lately,
)
from networking.accounts.models import User
from networking.mail import actions as outbox
from networking.mail.models import State as MailState
from networking.time import now, today

# How long a mail waits in which it can be taken back.
GRACE = dt.timedelta(minutes=2)


class NotReachable(Exception):
    """Tablée may not write to this person: it is for the author's own mail program."""


class EnoughToday(Exception):
    """Tablée has sent as many mails in the author's name today as it sends in a day."""


@dataclass(frozen=True)
class File:
    """A file to go along, made safe already."""

    name: str
    type: str
    data: bytes


@dataclass(frozen=True)
class Words:
    """What a letter says."""

    text: str
    language: str
    link: str = ""
    coffee: Coffee = Coffee.NONE
    where: str = ""
    times: Sequence[dt.datetime] = ()
    file: File | None = None


@transaction.atomic
def write(*, follow_up: FollowUp, words: Words, way: Way, by: User | None) -> Letter:
    """Keep what its owner writes to somebody met, mail it where `way` says so; then it is done.

    She comes into the owner's contacts with it, if she isn't there. Said again, also with other
    words or by another way, the first letter stands and nothing more leaves, until it is taken
    back or the follow-up is reopened. Raises `NotReachable` and `EnoughToday`, and then nothing
    is kept.
    """
    # One order for two clicks at once, of which the second must see what the first has made.
    User.objects.select_for_update(no_key=True).get(pk=follow_up.owner_id)
    found = Letter.objects.filter(follow_up=follow_up).select_related("mail").first()
    follow_up.refresh_from_db(fields=["state"])
    if found and found.is_written and follow_up.is_done:
        return found
    letter = found or Letter(follow_up=follow_up)
    _take(letter, words, way)
    contact = contact_of(follow_up, by)
    if contact is not None:
        letter.seen_before, letter.wrote_before = contact.seen_on, contact.wrote_on
    letter.save()
    Enclosure.objects.filter(letter=letter).delete()
    if way is Way.SENT:
        _send(letter, words.file, by)
    reminders.done(follow_up=follow_up, how=How.PAGE, by=by)
    if contact is not None:
        journal.heard_from(contact=contact, on=today(), by=by)
    return letter


@transaction.atomic
def take_back(*, follow_up: FollowUp, by: User | None) -> bool:
    """Make a letter a draft again and its follow-up one to do; False if its mail has left already.

    What left can't be called back, and then nothing changes. Twice changes nothing more.
    """
    User.objects.select_for_update(no_key=True).get(pk=follow_up.owner_id)
    letter = Letter.objects.filter(follow_up=follow_up).exclude(way="").first()
    if letter is None:
        return False
    if letter.way == Way.SENT:
        if not outbox.withdraw(key=key_of(letter), by=by):
            return False
        letter.mail, letter.turn = None, letter.turn + 1
    letter.way = ""
    letter.save()
    _unsay(letter)
    reminders.reopen(follow_up=follow_up, by=by)
    return True


@transaction.atomic
def reopen(*, follow_up: FollowUp, by: User | None) -> bool:
    """Take back whatever was said of a follow-up, and its letter if that hasn't left. Again
    changes nothing more.
    """
    return take_back(follow_up=follow_up, by=by) or reminders.reopen(follow_up=follow_up, by=by)


@transaction.atomic
def tidy(*, by: User | None = None) -> int:  # noqa: ARG001
    """Let go of the files whose mails have left, or never will; return how many there were."""
    gone = Q(letter__mail__state__in=(MailState.SENT, MailState.DROPPED)) | Q(letter__mail=None)
    gone |= Q(letter__follow_up__event__ends_at__lt=now() - KEPT)
    count, _ = Enclosure.objects.filter(gone).delete()
    return count


def key_of(letter: Letter) -> str:
    """Return the key of a letter's mail: one a follow-up, another only after it was taken back."""
    return f"{KIND}:{letter.follow_up_id}:{letter.turn}"


def contact_of(follow_up: FollowUp, by: User | None) -> Contact | None:
    """Return her contact in the owner's list; made, with what she shows, if she was on the event's.

    None where she is on neither. Twice is one contact.
    """
    owner = follow_up.owner
    kept = Contact.objects.of(owner).filter(person=follow_up.person_id).first()
    if kept is not None:
        return kept
    there = Registration.objects.filter(event=follow_up.event_id, user=follow_up.person_id)
    registration = there.select_related("event", "user__profile").first()
    if registration is None:
        return None
    return contacts.keep(owner=owner, registration=registration, by=by)


def _take(letter: Letter, words: Words, way: Way) -> None:
    letter.way, letter.text, letter.language = way, words.text, words.language
    letter.link, letter.coffee, letter.where = words.link, words.coffee, words.where
    letter.times = [time.astimezone(dt.UTC).isoformat() for time in sorted(words.times)]
    letter.written_at = now()


def _send(letter: Letter, file: File | None, by: User | None) -> None:
    follow_up = letter.follow_up
    address = address_for(follow_up)
    if not address or has_left(follow_up):
        raise NotReachable
    if sent_lately(follow_up.owner) >= MOST_A_DAY:
        raise EnoughToday
    if file is not None:
        Enclosure.objects.create(letter=letter, name=file.name, type=file.type, data=file.data)
    # Not in an association's name: its organisers would read in the outbox who writes to whom.
    letter.mail = outbox.enqueue(
        kind=KIND,
        to=address,
        key=key_of(letter),
        params={"letter": letter.pk},
        user=follow_up.person,
        topic=topic_of(follow_up.owner),
        due_at=now() + GRACE,
        by=by,
    )
    letter.save(update_fields=["mail"])


def _unsay(letter: Letter) -> None:
    """Let the contact say again what she said before."""
    follow_up = letter.follow_up
    contact = Contact.objects.filter(owner=follow_up.owner_id, person=follow_up.person_id).first()
    if contact is not None:
        journal.unheard(
            contact=contact,
            on=letter.written_at,
            seen_on=letter.seen_before,
            wrote_on=letter.wrote_before,
            by=None,
        )
