"""The cards somebody gave, by the names their receivers wore at the event."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.guests.models import Registration
from followups.contacts.giving.labels import label_of
from followups.contacts.met import registrations_of
from followups.contacts.models import GivenCard
from networking.accounts.models import User


@dataclass(frozen=True)
class Given:
    """A card that was given, and to whom, by her name at that event."""

    card: GivenCard
    receiver: Registration | None

    @property
    def name(self) -> str:
        """Her name as she wore it; never what stands before the @ of an address."""
        person = self.card.receiver
        worn = self.receiver.full_name if self.receiver else ""
        return worn or f"{person.given_name} {person.family_name}".strip() or "…"

    @property
    def initials(self) -> str:
        return (self.receiver or self.card.receiver).initials

    @property
    def labels(self) -> list[str]:
        """The fields on it, in words."""
        return [str(label_of(name)) for name in self.card.fields]

    @property
    def is_held(self) -> bool:
        return self.card.taken_back_at is None


def given_by(user: User) -> list[Given]:
    """Return the cards `user` gave, the latest first. Two queries, whatever the number."""
    return _named(GivenCard.objects.filter(giver=user).select_related("event", "receiver", "giver"))


def given_one(user: User, pk: int) -> Given | None:
    """Return one card that `user` gave; to her nobody else's exists."""
    cards = GivenCard.objects.filter(giver=user, pk=pk)
    return next(iter(_named(cards.select_related("event", "receiver", "giver"))), None)


def _named(cards: Iterable[GivenCard]) -> list[Given]:
    found = list(cards)
    people = registrations_of([(card.event_id, card.receiver_id) for card in found])
    return [Given(card, people.get((card.event_id, card.receiver_id))) for card in found]
