"""What stands on whose card, for herself and for whoever received it."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q

from events.calendar.models import Event
from events.directory.cards import Card, values_of
from events.guests.consent import FIELDS, KEPT, cleaned
from events.guests.models import Registration
from followups.contacts.giving.handing import handed, on_the_card
from followups.contacts.giving.labels import label_of
from followups.contacts.models import Exchange, ExchangeState, GivenCard
from networking.accounts.models import Block, User
from networking.time import now


@dataclass(frozen=True)
class Line:
    """A field of one's own card, to be ticked; `fixed` where everybody at the event sees it."""

    name: str
    value: str
    ticked: bool
    fixed: bool

    @property
    def label(self) -> str:
        return str(label_of(self.name))


def own_values(registration: Registration) -> dict[str, str]:
    """Return all that a guest can put on her card. For her own eyes, and for whom she chose it."""
    try:
        profile = registration.user.profile
    except ObjectDoesNotExist:
        profile = None
    return values_of(registration, profile)


def lines(registration: Registration, ticked: Collection[str] | None = None) -> list[Line]:
    """Return one's own card field by field: ticked as given, else as chosen last at this event."""
    chosen = preset(registration) if ticked is None else ticked
    fixed = shown_to_all(registration)
    own = own_values(registration)
    return [
        Line(name, own[name], name in chosen or name in fixed, name in fixed)
        for name in FIELDS
        if own.get(name)
    ]


def preset(registration: Registration) -> list[str]:
    """Return the fields one chose last at this event; before the first time, those all see."""
    last = GivenCard.objects.filter(event=registration.event_id, giver=registration.user_id)
    fields = last.values_list("fields", flat=True).first()
    return cleaned(registration.shared) if fields is None else fields


def chosen(registration: Registration, said: Mapping[str, list[str]]) -> list[str]:
    """Return the fields that a form chose for one's card.

    A form that asks for none (`card` isn't in it), or for the usual card, gives what everybody at
    the event sees, and nothing more.
    """
    asked = "card" in said and "usual" not in said
    return on_the_card(
        own_values(registration),
        chosen=said.get("fields", []) if asked else (),
        shared=shown_to_all(registration),
    )


def shown_to_all(registration: Registration, at: dt.datetime | None = None) -> list[str]:
    """Return the fields that everybody at the event sees of a guest at this moment."""
    past = (at or now()) >= registration.event.ends_at + KEPT
    return [] if past else cleaned(registration.shared)


def received(owner: User, registration: Registration, card: Card) -> dict[str, str]:
    """Return what `owner` may keep of a guest: what her card shows, and what was given to her."""
    held = GivenCard.objects.held().filter(
        event=registration.event_id, giver=registration.user_id, receiver=owner
    )
    given = held.values_list("fields", flat=True).first()
    own = own_values(registration) if given else {}
    return handed(card.fields, own, given=given or ())


def are_apart(one: User, other: User) -> bool:
    """Whether either asked to be kept apart from the other."""
    return Block.objects.touching(one).filter(Q(by=other) | Q(person=other)).exists()


@dataclass(frozen=True)
class Between:
    """How things stand between two at an event, as one of them may know it."""

    # What I asked the other one, and where it stands.
    mine: Exchange | None
    # What the other one asks me and I have not answered.
    theirs: Exchange | None
    gave: GivenCard | None
    got: GivenCard | None
    # I asked to be kept apart from her.
    apart: bool

    @property
    def is_made(self) -> bool:
        """Each has the other's card."""
        return self.gave is not None and self.got is not None

    @property
    def waits(self) -> bool:
        """I asked, and there is no answer yet."""
        return self.mine is not None and self.mine.state == ExchangeState.ASKED

    @property
    def is_declined(self) -> bool:
        return self.mine is not None and self.mine.state == ExchangeState.DECLINED

    @property
    def may_ask(self) -> bool:
        """Nothing was asked yet, and I don't have her card."""
        return not self.apart and self.mine is None and self.got is None

    @property
    def may_give(self) -> bool:
        return not self.apart and self.gave is None


def between(user: User, other: User, event: Event) -> Between:
    """Return how things stand at an event, as `user` may know it. Three queries."""
    blocks = list(Block.objects.touching(user).filter(Q(by=other) | Q(person=other)))
    exchanges = Exchange.objects.filter(event=event, asker__in=(user, other))
    found = {each.asker_id: each for each in exchanges.filter(asked__in=(user, other))}
    cards = GivenCard.objects.held().filter(event=event, giver__in=(user, other))
    given = {each.giver_id: each for each in cards.filter(receiver__in=(user, other))}
    theirs = found.get(other.pk)
    asks = theirs is not None and theirs.state == ExchangeState.ASKED and not blocks
    return Between(
        mine=found.get(user.pk),
        theirs=theirs if asks else None,
        gave=given.get(user.pk),
        got=given.get(other.pk),
        apart=any(block.by_id == user.pk for block in blocks),
    )
