"""Who asks to exchange cards, by the name she wears at that event."""

from dataclasses import dataclass

from events.calendar.models import Event
from events.guests.models import Registration
from followups.contacts.met import registrations_of
from followups.contacts.models import Exchange, ExchangeState
from networking.accounts.models import User


@dataclass(frozen=True)
class Question:
    """An exchange that waits for an answer, and the registration of whoever asks."""

    exchange: Exchange
    asker: Registration


def questions_to(user: User, event: Event | None = None) -> list[Question]:
    """Return what `user` was asked and has not answered, at any event or at one, the latest first.

    Two queries, whatever the number of people.
    """
    asked = user.exchanges_received.filter(state=ExchangeState.ASKED).select_related("event")
    if event is not None:
        asked = asked.filter(event=event)
    waiting = {(exchange.event_id, exchange.asker_id): exchange for exchange in asked}
    askers = registrations_of(waiting)
    return [Question(waiting[pair], askers[pair]) for pair in waiting if pair in askers]
