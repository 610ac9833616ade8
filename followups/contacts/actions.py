"""What one does to one's contact list."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.directory.cards import card_of
from events.guests.models import Registration
from followups.contacts.card import WAYS, Details, united
from followups.contacts.giving.handing import ROLE, ways_of
from followups.contacts.giving.reading import received
from followups.contacts.merging.actions import write_own, write_whole
from followups.contacts.models import LONGEST_NOTE, Contact
from networking.accounts.models import User
from networking.text import squeeze
from networking.time import now


class NoteFull(Exception):
    """There is no room left in the note on somebody."""


@transaction.atomic
def keep(*, owner: User, registration: Registration, by: User | None) -> Contact:  # noqa: ARG001
    """Put somebody met at an event into `owner`'s list, with what she shows or gave her there.

    Somebody in the list already gets only what was missing; the owner's words stay. Two at once
    keep her once.
    """
    card, event = card_of(registration), registration.event
    fields = received(owner, registration, card)
    day = timezone.localdate(event.starts_at, event.zone)
    contact, _ = Contact.objects.get_or_create(
        owner=owner, person=registration.user, defaults={"met_at": event, "seen_on": day}
    )
    contact.given_name = contact.given_name or card.given_name
    contact.family_name = contact.family_name or card.family_name
    for name in ROLE:
        setattr(contact, name, getattr(contact, name) or fields.get(name, ""))
    receive(contact, fields)
    contact.seen_on = max(contact.seen_on or day, day)
    contact.save()
    return contact


def receive(contact: Contact, fields: Mapping[str, str]) -> None:
    """Add to a contact, not saved yet, the ways to reach her that she shared."""
    for kind in ("phones", "emails"):
        ways = united(contact.ways(kind), ways_of(kind, fields))
        setattr(contact, kind, [way.kept() for way in ways])


@transaction.atomic
def remember(*, owner: User, registration: Registration, word: str, by: User | None) -> Contact:
    """Note a word about somebody met at an event, in `owner`'s own list; she enters it by this.

    It is a line of the note on her: what stands there stays. The same word again changes nothing,
    so that what a phone sends twice is noted once. Raises `NoteFull` where there is no room left.
    """
    # One order for two words at once: whoever comes second reads what the first has written.
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    kept = Contact.objects.of(owner).filter(person=registration.user_id).first()
    contact = kept or keep(owner=owner, registration=registration, by=by)
    line = squeeze(word)
    lines = contact.note.splitlines()
    if not line or line in lines:
        return contact
    note = "\n".join([*lines, line])
    if len(note) > LONGEST_NOTE:
        raise NoteFull
    return write(contact=contact, note=note, by=by)


@transaction.atomic
def add(*, owner: User, by: User | None, **fields: Any) -> Contact:  # noqa: ARG001
    """Add somebody by hand. Twice makes two: only the owner knows whether it is one person."""
    return Contact.objects.create(owner=owner, **fields)


@transaction.atomic
def write(*, contact: Contact, by: User | None, **fields: Any) -> Contact:  # noqa: ARG001
    """Change a contact's own columns. The same again changes nothing."""
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.changed_at = now()
    contact.save()
    return contact


@transaction.atomic
def describe(
    *,
    owner: User,
    contact: Contact | None,
    details: Details,
    introduced_by: Contact | None = None,
    by: User | None,
) -> Contact:
    """Make a contact say these details, or (None) add one that does.

    The same again changes nothing; without a contact it makes another one: only the owner knows
    whether it is one person. Journal and promises of one that is there stay what they are, and what
    she gave herself and took back meanwhile doesn't come again.
    """
    if contact is None:
        kept = Contact(owner=owner, introduced_by=introduced_by)
        write_whole(contact=kept, details=details, by=by)
        return kept
    kept = Contact.objects.select_for_update().get(pk=contact.pk)
    kept.introduced_by = introduced_by
    write_own(contact=kept, details=_still_given(kept, details), by=by)
    return kept


@transaction.atomic
def forget(*, contact: Contact, by: User | None) -> None:  # noqa: ARG001
    """Take somebody out of the list. Nobody is told."""
    contact.delete()


def _still_given(contact: Contact, details: Details) -> Details:
    """Leave out what she gave herself when these details were read, and has taken back since."""
    ways: dict[str, Any] = {
        kind: tuple(
            way for way in getattr(details, kind) if not way.given or way in contact.ways(kind)
        )
        for kind in WAYS
    }
    return dataclasses.replace(details, **ways)
