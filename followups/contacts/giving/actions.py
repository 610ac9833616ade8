"""Asking for an exchange of cards, answering, handing one over, taking it back.

Both people are the lock, held in one order, so that two who scan each other at once find each
other, and what is sent twice is done once. Nothing reaches somebody across a block, in neither
direction; to whoever was blocked it looks like what has no answer yet.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction

from events.calendar.models import Event
from events.encounters import actions as encounters
from events.encounters.models import Source
from events.guests.consent import KEPT, cleaned
from events.guests.models import Registration
from followups.contacts.actions import keep
from followups.contacts.giving.handing import ROLE, gone, without
from followups.contacts.giving.reading import are_apart, own_values
from followups.contacts.models import Contact, Exchange, ExchangeState, GivenCard, Merge
from networking.accounts.models import Block, User
from networking.audit.actions import record
from networking.push.actions import stir
from networking.time import now


class KeptApart(Exception):
    """She asked herself to be kept apart from this person."""


def channel_of(user: int) -> str:
    """The name under which somebody's open pages hear that cards are asked for, or given."""
    return f"cards:{user}"


@transaction.atomic
def ask(
    *,
    event: Event,
    asker: User,
    asked: User,
    offers: Collection[str] = (),
    at: dt.datetime | None = None,
    by: User | None,
) -> Exchange:
    """Ask to exchange cards; made at once if the other one has asked before, and it isn't made.

    `offers` are the fields of the asker's card, `at` is when she scanned the badge, if it was sent
    later. Twice is the same question, with the last fields; one declined isn't asked again. Across
    a block the other one set it reaches nobody. What the other one asked once agreed to one
    exchange: made, it is used up, and she may have taken her card back since. Raises `KeptApart`.
    """
    _hold(asker, asked)
    if Block.objects.filter(by=asker, person=asked).exists():
        raise KeptApart
    offered = cleaned(offers)
    exchange, _ = Exchange.objects.get_or_create(
        event=event,
        asker=asker,
        asked=asked,
        defaults={"offers": offered, "asked_at": at or now()},
    )
    if exchange.state != ExchangeState.ASKED:
        return exchange
    if exchange.offers != offered:
        exchange.offers = offered
        exchange.save(update_fields=["offers"])
    if are_apart(asker, asked):
        return exchange
    other_way = Exchange.objects.filter(event=event, asker=asked, asked=asker).first()
    if other_way is not None and other_way.state != ExchangeState.MADE:
        _settle(other_way, ExchangeState.MADE)
        _make(exchange, theirs=other_way.offers, by=by)
    _tell(asker, asked)
    return exchange


@transaction.atomic
def answer(
    *, exchange: Exchange, accept: bool, fields: Collection[str] = (), by: User | None
) -> Exchange:
    """Accept, with one's own card of these fields, or decline; the first answer stands.

    The same one again changes nothing. Across a block nothing is answered any more: it stays as
    it is. Raises `KeptApart` where it was set by whoever answers.
    """
    _hold(exchange.asker, exchange.asked)
    found = Exchange.objects.select_for_update(of=("self",))
    exchange = found.select_related("event", "asker", "asked").get(pk=exchange.pk)
    if exchange.state != ExchangeState.ASKED:
        return exchange
    if not accept:
        _settle(exchange, ExchangeState.DECLINED)
    elif Block.objects.filter(by=exchange.asked, person=exchange.asker).exists():
        raise KeptApart
    elif are_apart(exchange.asker, exchange.asked):
        return exchange
    else:
        _make(exchange, theirs=cleaned(fields), by=by)
    _tell(exchange.asker, exchange.asked)
    return exchange


@transaction.atomic
def give(
    *,
    event: Event,
    giver: User,
    receiver: User,
    fields: Collection[str],
    at: dt.datetime | None = None,
    by: User | None,
) -> GivenCard:
    """Hand one's card to somebody, who has it in her list at once; nothing is asked back.

    The same again changes nothing; with other fields the card is changed. One that was taken back
    is given anew, unless this was scanned (`at`) before that: then it is the same scan, sent late.
    Across a block the other one set it reaches nobody. Raises `KeptApart`.
    """
    _hold(giver, receiver)
    if Block.objects.filter(by=giver, person=receiver).exists():
        raise KeptApart
    card, made = GivenCard.objects.get_or_create(
        event=event,
        giver=giver,
        receiver=receiver,
        defaults={"fields": cleaned(fields), "given_at": at or now()},
    )
    if not made and card.taken_back_at is None:
        return change(card=card, fields=fields, by=by)
    if not made:
        if at is not None and card.taken_back_at is not None and at <= card.taken_back_at:
            return card
        card.fields, card.given_at, card.taken_back_at = cleaned(fields), now(), None
        card.save()
    _note("card.given", card, by)
    if not are_apart(giver, receiver):
        _deliver(card, by=by)
        _tell(receiver)
    return card


@transaction.atomic
def change(*, card: GivenCard, fields: Collection[str], by: User | None) -> GivenCard:
    """Choose anew what is on a card one gave. The same fields again change nothing.

    What is no longer on it goes from the receiver's list, what is new comes; somebody she has taken
    out of her list doesn't come back by it. A card that was taken back stays so.
    """
    _hold(card.giver, card.receiver)
    card.refresh_from_db(fields=["fields", "taken_back_at"])
    wanted = cleaned(fields)
    if card.taken_back_at is not None or card.fields == wanted:
        return card
    lost, more = set(card.fields) - set(wanted), set(wanted) - set(card.fields)
    card.fields = wanted
    card.save(update_fields=["fields"])
    _note("card.changed", card, by)
    _take_out(card, lost)
    if more and not are_apart(card.giver, card.receiver) and _contact_of(card) is not None:
        _deliver(card, by=by)
    return card


@transaction.atomic
def take_back(*, card: GivenCard, by: User | None) -> GivenCard:
    """Take one's card back: what came by it alone goes from the receiver's list. Twice is once."""
    _hold(card.giver, card.receiver)
    card.refresh_from_db(fields=["fields", "taken_back_at"])
    if card.taken_back_at is not None:
        return card
    card.taken_back_at = now()
    card.save(update_fields=["taken_back_at"])
    _note("card.taken_back", card, by)
    _take_out(card, card.fields)
    return card


def _hold(*people: User) -> None:
    """Hold both, in one order, so that two at once wait for each other."""
    ids = sorted(person.pk for person in people)
    list(User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


def _make(exchange: Exchange, *, theirs: Collection[str], by: User | None) -> None:
    """Both agreed: they met, and each has the other's card."""
    _settle(exchange, ExchangeState.MADE)
    event, asker, asked = exchange.event, exchange.asker, exchange.asked
    encounters.record(
        event=event,
        people=(asker, asked),
        source=Source.BADGE,
        key=f"exchange:{exchange.pk}",
        at=exchange.asked_at,
        by=by,
    )
    give(event=event, giver=asker, receiver=asked, fields=exchange.offers, by=by)
    give(event=event, giver=asked, receiver=asker, fields=theirs, by=by)


def _settle(exchange: Exchange, state: ExchangeState) -> None:
    exchange.state, exchange.answered_at = state, now()
    exchange.save(update_fields=["state", "answered_at"])


def _deliver(card: GivenCard, *, by: User | None) -> None:
    """Put the card into its receiver's list."""
    guest = _registration_of(card)
    if guest is not None:
        keep(owner=card.receiver, registration=guest, by=by)


def _take_out(card: GivenCard, lost: Iterable[str]) -> None:
    """Take from the receiver's list what nothing else gives her any more.

    Mergers of this contact can't be undone from then on: undoing one would bring back what goes.
    """
    contact, guest = _contact_of(card), _registration_of(card)
    if contact is None:
        return
    still = _still_given(card)
    going = gone(lost, still)
    own = own_values(guest) if guest is not None else {}
    left = {name: said for name, said in own.items() if name in still}
    for kind in ("phones", "emails"):
        ways = without(contact.ways(kind), kind, going, left)
        setattr(contact, kind, [way.kept() for way in ways])
    for name in ROLE:
        # These bear no mark: they go as long as they are what she says of herself.
        if name in going and getattr(contact, name) == own.get(name):
            setattr(contact, name, "")
    contact.changed_at = now()
    contact.save()
    if going:
        Merge.objects.filter(contact=contact).delete()


def _still_given(card: GivenCard) -> set[str]:
    """The fields that the receiver has from the giver all the same.

    By cards of other events, by this one as it is now, and by what all see at events where both
    are guests, as long as it is seen.
    """
    held = GivenCard.objects.held().filter(giver=card.giver_id, receiver=card.receiver_id)
    both = Registration.objects.confirmed().filter(
        user=card.giver_id,
        event__ends_at__gt=now() - KEPT,
        event__in=Registration.objects.confirmed().filter(user=card.receiver_id).values("event"),
    )
    lists = [*held.values_list("fields", flat=True), *both.values_list("shared", flat=True)]
    return {name for fields in lists for name in fields}


def _contact_of(card: GivenCard) -> Contact | None:
    return Contact.objects.of(card.receiver).filter(person=card.giver_id).first()


def _registration_of(card: GivenCard) -> Registration | None:
    guests = Registration.objects.select_related("event", "user__profile")
    return guests.filter(event=card.event_id, user=card.giver_id).first()


def _note(verb: str, card: GivenCard, by: User | None) -> None:
    # It is between two people: no association's log shows it.
    record(by=by, verb=verb, subject=card, association=None, fields=card.fields)


def _tell(*people: User) -> None:
    """Have their open pages look again, on commit."""
    for pk in sorted(person.pk for person in people):
        stir(channel=channel_of(pk))
