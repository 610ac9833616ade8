"""Whom one asked not to be brought together with, by the names they wore where one met them."""

from dataclasses import dataclass

from events.directory.cards import cards_of, with_people
from events.guests.models import Registration
from networking.accounts.models import Block, User


@dataclass(frozen=True, slots=True)
class Apart:
    """Somebody one is kept apart from, by one's own wish: the wish, and her name."""

    block: Block
    name: str


def asked_by(user: User) -> list[Apart]:
    """Return whom `user` asked to be kept apart from. A fixed number of queries.

    By the name on her card at the last event where both were; a name typed elsewhere stays there.
    """
    asked = list(Block.objects.filter(by=user).select_related("person"))
    mine = user.registrations.values("event")
    there = Registration.objects.filter(
        event__in=mine, user__in=[block.person_id for block in asked]
    )
    met = list(with_people(there).order_by("event__starts_at"))
    cards = zip(met, cards_of(met), strict=True)
    names = {guest.user_id: card.full_name for guest, card in cards}
    return [Apart(block, names.get(block.person_id) or _bare(block.person)) for block in asked]


def _bare(person: User) -> str:
    """Her own name, and never what stands before the @ of an address."""
    return f"{person.given_name} {person.family_name}".strip() or "…"
