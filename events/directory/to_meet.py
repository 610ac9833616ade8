"""From guests to suggestions in words: the impure half of `suggestions.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.directory.cards import Card
from events.directory.suggestions import Person, Suggestion, Why, suggest
from networking.text import fold


@dataclass(frozen=True)
class ToMeet:
    """A card worth looking for, and why, in the reader's language."""

    card: Card
    reason: str


def people_to_meet(
    me: Card, others: Sequence[Card], *, met: frozenset[str], most: int = 5
) -> list[ToMeet]:
    """Return whom the guest of card `me` should meet; `met` holds the public ids she met before."""
    by_id = {card.public_id: card for card in others}
    names = {
        said.folded: said.tag for card in [me, *others] for said in (*card.offers, *card.needs)
    }
    found = suggest(_person(me), map(_person, others), met=met, most=most)
    return [ToMeet(by_id[each.id], _in_words(each, names)) for each in found]


def _person(card: Card) -> Person:
    return Person(
        id=card.public_id,
        organisation=fold(card.fields.get("organisation", "")),
        offers=frozenset(said.folded for said in card.offers),
        needs=frozenset(said.folded for said in card.needs),
    )


def _in_words(suggestion: Suggestion, names: dict[str, str]) -> str:
    tag = names.get(suggestion.tag, "")
    if suggestion.why is Why.BOTH:
        return _("You can help each other: you offer what they’re looking for (%(tag)s).") % {
            "tag": tag
        }
    if suggestion.why is Why.I_CAN_HELP:
        return _("Is looking for what you offer: %(tag)s.") % {"tag": tag}
    if suggestion.why is Why.CAN_HELP_ME:
        return _("Offers what you’re looking for: %(tag)s.") % {"tag": tag}
    if suggestion.why is Why.SAME_NEED:
        return _("Is looking for the same thing: %(tag)s.") % {"tag": tag}
    return _("A new face.")
