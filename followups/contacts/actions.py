"""What one does to one's contact list."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from events.calendar.models import Event
from events.directory.cards import card_of
from events.encounters import actions as encounters
from events.encounters.models import Source
from events.guests.models import Registration
from followups.contacts.card import FAX, MOBILE, WORK, Details, Way, united
from followups.contacts.merging.actions import write_whole
from followups.contacts.models import LONGEST_NOTE, Contact, Exchange, ExchangeState
from networking.accounts.models import User
from networking.text import squeeze
from networking.time import now


class NoteFull(Exception):
    """There is no room left in the note on somebody."""


# What a card hands on to a contact, when its owner shares it.
ROLE: Final = ("title", "organisation")
WAYS_GIVEN: Final = {
    "mobile": ("phones", MOBILE),
    "phone": ("phones", WORK),
    "fax": ("phones", FAX),
    "email": ("emails", WORK),
}


@transaction.atomic
def ask_exchange(*, event: Event, asker: User, asked: User, by: User | None) -> Exchange:
    """Ask to exchange cards; made at once if the other one has asked before.

    Twice is the same question. A question once declined isn't asked again.
    """
    # One order of locks for both directions, so that two people scanning each other can't both
    # miss the other's question.
    first, second = sorted((asker.pk, asked.pk))
    list(User.objects.select_for_update().filter(pk__in=(first, second)).order_by("pk"))
    exchange, _ = Exchange.objects.get_or_create(event=event, asker=asker, asked=asked)
    other_way = Exchange.objects.filter(event=event, asker=asked, asked=asker).first()
    if exchange.state == ExchangeState.ASKED and other_way is not None:
        _make(exchange, by=by)
        if other_way.state != ExchangeState.MADE:
            _settle(other_way, ExchangeState.MADE)
    return exchange


@transaction.atomic
def answer_exchange(*, exchange: Exchange, accept: bool, by: User | None) -> Exchange:
    """Accept or decline; the first answer stands, the same one again changes nothing."""
    exchange = Exchange.objects.select_for_update().select_related("event").get(pk=exchange.pk)
    if exchange.state == ExchangeState.ASKED:
        if accept:
            _make(exchange, by=by)
        else:
            _settle(exchange, ExchangeState.DECLINED)
    return exchange


@transaction.atomic
def keep(*, owner: User, registration: Registration, by: User | None) -> Contact:  # noqa: ARG001
    """Put somebody met at an event into `owner`'s list, with what she agreed to show there.

    Somebody in the list already gets only what was missing; the owner's words stay. Two at once
    keep her once.
    """
    card, event = card_of(registration), registration.event
    day = timezone.localdate(event.starts_at, event.zone)
    contact, _ = Contact.objects.get_or_create(
        owner=owner, person=registration.user, defaults={"met_at": event, "seen_on": day}
    )
    contact.given_name = contact.given_name or card.given_name
    contact.family_name = contact.family_name or card.family_name
    for name in ROLE:
        setattr(contact, name, getattr(contact, name) or card.fields.get(name, ""))
    receive(contact, card.fields)
    contact.seen_on = max(contact.seen_on or day, day)
    contact.save()
    return contact


def receive(contact: Contact, fields: Mapping[str, str]) -> None:
    """Add to a contact, not saved yet, the ways to reach her that she shared."""
    for name, (kind, label) in WAYS_GIVEN.items():
        if said := fields.get(name):
            ways = united(contact.ways(kind), [Way(said, label, given=True)])
            setattr(contact, kind, [way.kept() for way in ways])


@transaction.atomic
def remember(*, owner: User, registration: Registration, word: str, by: User | None) -> Contact:
    """Note a word about somebody met at an event, in `owner`'s own list; she enters it by this.

    It is a line of the note on her: what stands there stays. The same word again changes nothing,
    so that what a phone sends twice is noted once. Raises `NoteFull` where there is no room left.
    """
    # One order for two words at once: whoever comes second reads what the first has written.
    User.objects.select_for_update().get(pk=owner.pk)
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
    whether it is one person.
    """
    kept = contact or Contact(owner=owner)
    kept.introduced_by = introduced_by
    write_whole(kept, details, by=by)
    return kept


@transaction.atomic
def forget(*, contact: Contact, by: User | None) -> None:  # noqa: ARG001
    """Take somebody out of the list. Nobody is told."""
    contact.delete()


def _make(exchange: Exchange, *, by: User | None) -> None:
    _settle(exchange, ExchangeState.MADE)
    event, asker, asked = exchange.event, exchange.asker, exchange.asked
    encounters.record(
        event=event,
        people=(asker, asked),
        source=Source.BADGE,
        key=f"exchange:{exchange.pk}",
        by=by,
    )
    registrations = {
        registration.user_id: registration
        for registration in event.registrations.select_related("event", "user__profile").filter(
            user__in=(asker, asked)
        )
    }
    for owner, other in ((asker, asked), (asked, asker)):
        if other.pk in registrations:
            keep(owner=owner, registration=registrations[other.pk], by=by)


def _settle(exchange: Exchange, state: ExchangeState) -> None:
    exchange.state, exchange.answered_at = state, now()
    exchange.save(update_fields=["state", "answered_at"])
