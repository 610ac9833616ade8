"""Who asks to exchange cards, by the name she wears at that event."""

from dataclasses import dataclass
from typing import Final

from django.db.models import BigAutoField, Q

from events.calendar.models import Event
from events.directory.cards import Card, card_of
from events.guests.models import Registration
from followups.contacts.met import registrations_of
from followups.contacts.models import Exchange, ExchangeState
from networking.accounts.models import Block, User
from networking.prepared import Gap, Prepared


@dataclass(frozen=True)
class Question:
    """An exchange that waits for an answer, and the registration of whoever asks."""

    exchange: Exchange
    asker: Registration

    @property
    def card(self) -> Card:
        """What everybody at the event sees of whoever asks."""
        return card_of(self.asker)


def questions_to(user: User, event: Event | None = None) -> list[Question]:
    """Return what `user` was asked and has not answered, at any event or at one, the latest first.

    Nobody is asked anything across a block, in neither direction. Three queries, whatever the
    number of people, and one if nobody asks.
    """
    asked = _ASKED.rows(user=user.pk)
    if event is not None:
        asked = [exchange for exchange in asked if exchange.event_id == event.pk]
    waiting = {(exchange.event_id, exchange.asker_id): exchange for exchange in asked}
    askers = registrations_of(waiting)
    return [Question(waiting[pair], askers[pair]) for pair in waiting if pair in askers]


def _across_a_block() -> Q:
    """That she and whoever asks are kept apart, whoever of the two wants it."""
    user = Gap("user", BigAutoField())
    hers, theirs = Block.objects.filter(by=user), Block.objects.filter(person=user)
    return Q(asker__in=hers.values("person")) | Q(asker__in=theirs.values("by"))


# The list asks this, and each page of an event that a guest opens.
_ASKED: Final = Prepared(
    lambda: (
        Exchange.objects.filter(asked=Gap("user", BigAutoField()), state=ExchangeState.ASKED)
        .exclude(_across_a_block())
        .select_related("event")
    )
)
