"""Who asks to exchange cards, by the name she wears at that event."""

from dataclasses import dataclass
from typing import Final

from django.db.models import BigAutoField, Q, QuerySet

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


def _waiting() -> QuerySet[Exchange]:
    user = Gap("user", BigAutoField())
    blocks = Block.objects.touching(user)
    return (
        Exchange.objects.filter(asked=user, state=ExchangeState.ASKED)
        .exclude(Q(asker__in=blocks.values("by")) | Q(asker__in=blocks.values("person")))
        .select_related("event")
    )


# The list asks this, and so does the phone of whoever wears a badge.
_ASKED: Final = Prepared(_waiting)
