"""From guests to suggestions in words: the impure half of `suggestions.py`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.calendar.models import Event
from events.directory.cards import Card, cards_of, with_people
from events.directory.index import Entry, entries_of, thesaurus_of
from events.directory.suggestions import Suggestion, Why, suggest
from events.directory.tags import Thesaurus
from events.directory.target import Target, target
from events.encounters.models import Encounter
from events.guests import marks
from events.guests.models import Registration
from networking.accounts.models import Block, User


@dataclass(frozen=True)
class ToMeet:
    """A card worth looking for, and why, in the reader's language."""

    card: Card
    reason: str


def people_to_meet(
    user: User, event: Event, entries: Sequence[Entry], *, most: int = 5
) -> list[ToMeet]:
    """Return whom this user should meet among these guests; nobody if she isn't one of them.

    Nobody is put forward who hasn’t said herself what the others may see. Six queries, however
    many guests there are.
    """
    mine = next((entry for entry in entries if entry.user_id == user.pk), None)
    if mine is None:
        return []
    thesaurus = thesaurus_of(event)
    by_user = {entry.user_id: entry.public_id for entry in entries}
    found = suggest(
        mine.person(thesaurus),
        (entry.person(thesaurus) for entry in entries),
        met=_ids(met_by(user, event), by_user),
        blocked=_ids(apart_from(user), by_user),
        most=most,
    )
    by_id = {entry.public_id: entry for entry in entries}
    cards = _cards([by_id[each.id].pk for each in found])
    return [
        ToMeet(cards[each.id], in_words(each, by_id[each.id], thesaurus))
        for each in found
        if each.id in cards
    ]


def reasons_between(event: Event, viewer: Registration, others: Collection[str]) -> dict[str, str]:
    """Return why these guests of the same event are worth talking to, by public id.

    Only what their tags say; of who is simply new nothing. Three queries, however many they are.
    """
    guests = event.registrations.filter(public_id__in=[viewer.public_id, *others])
    entries = {entry.public_id: entry for entry in entries_of(event, guests, few=True)}
    mine = entries.get(viewer.public_id)
    if mine is None:
        return {}
    thesaurus = thesaurus_of(event)
    people = [entry.person(thesaurus) for entry in entries.values()]
    found = suggest(mine.person(thesaurus), people, most=len(people))
    return {
        each.id: in_words(each, entries[each.id], thesaurus)
        for each in found
        if each.why is not Why.NEW_FACE
    }


def target_of(user: User, event: Event, entries: Sequence[Entry]) -> Target | None:
    """Return how far a guest is with a tenth of the room; nothing for who is not one of them.

    The room is those who are here, as soon as somebody is; before, those who are coming.
    """
    if all(entry.user_id != user.pk for entry in entries):
        return None
    pairs = Encounter.objects.of(user).filter(event=event).values_list("first_id", "second_id")
    met = {pk for pair in pairs for pk in pair} - {user.pk}
    here = marks.known().get("here")
    present = event.registrations.confirmed().filter(here.only).count() if here else 0
    return target(met=len(met), others=(present or len(entries)) - 1)


def met_by(user: User, event: Event) -> set[int]:
    """Return the ids of those whom `user` met at any event of this association."""
    pairs = Encounter.objects.of(user).filter(event__association=event.association_id)
    return {pk for pair in pairs.values_list("first_id", "second_id") for pk in pair} - {user.pk}


def apart_from(user: User) -> set[int]:
    """Return the ids of those who must not be brought together with `user`, whoever asked."""
    pairs = Block.objects.touching(user).values_list("by_id", "person_id")
    return {pk for pair in pairs for pk in pair} - {user.pk}


def in_words(suggestion: Suggestion, other: Entry, thesaurus: Thesaurus) -> str:
    """Return the reason as a sentence to the reader, with the other's own words for her tags."""
    give = _as_said(suggestion.give, other.needs, thesaurus)
    take = _as_said(suggestion.take, (*other.offers, *other.needs), thesaurus)
    if suggestion.why is Why.BOTH:
        return _("You can help each other: looks for %(give)s, offers %(take)s.") % {
            "give": give,
            "take": take,
        }
    if suggestion.why is Why.I_CAN_HELP:
        return _("Is looking for what you offer: %(tag)s.") % {"tag": give}
    if suggestion.why is Why.CAN_HELP_ME:
        return _("Offers what you’re looking for: %(tag)s.") % {"tag": take}
    if suggestion.why is Why.SAME_NEED:
        return _("Is looking for the same thing: %(tag)s.") % {"tag": take}
    return _("A new face.")


def _as_said(root: str, tags: Sequence[str], thesaurus: Thesaurus) -> str:
    return next((tag for tag in tags if thesaurus.root(tag) == root), root)


def _ids(users: set[int], by_user: dict[int, str]) -> set[str]:
    return {by_user[pk] for pk in users if pk in by_user}


def _cards(pks: Sequence[int]) -> dict[str, Card]:
    guests = Registration.objects.filter(pk__in=pks)
    return {card.public_id: card for card in cards_of(with_people(guests))}
