"""What may be known of contacts when one looks for whom they would like to meet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from events.calendar.models import Event
from events.directory.cards import Card, card_of, with_people
from events.directory.models import Synonyms
from events.directory.tags import Thesaurus
from events.encounters.models import Encounter
from events.guests.consent import KEPT
from events.guests.models import Registration
from followups.contacts.introductions.common_ground import Reason, Side, fitting, reasons
from followups.contacts.models import Contact, ContactQuerySet
from networking.accounts.models import User
from networking.text import fold
from networking.time import now

# Somebody who fits is looked for among so many, those changed last: a list has its own search.
AMONG = 2000


@dataclass(frozen=True)
class Fit:
    """A contact who would fit another, and the best reason for it."""

    contact: Contact
    reason: Reason


def common_ground(owner: User, first: Contact, second: Contact) -> tuple[Reason, ...]:
    """Return why two contacts fit, by all that `owner` may know of them. At most seven queries."""
    ours, theirs = sides_of(owner, Contact.objects.of(owner).filter(pk__in=(first.pk, second.pk)))
    if ours.id != str(first.pk):
        ours, theirs = theirs, ours
    return reasons(ours, theirs)


def sayable(owner: User, first: Contact, second: Contact) -> tuple[Reason, ...]:
    """Return why two contacts fit by what each could read herself of the other.

    By their cards at events where both were guests. At most seven queries.
    """
    pair = Contact.objects.of(owner).filter(pk__in=(first.pk, second.pk))
    ours, theirs = sides_of(owner, pair, together=True)
    if ours.id != str(first.pk):
        ours, theirs = theirs, ours
    return reasons(ours, theirs)


def fits(owner: User, first: Contact, *, most: int = 6) -> list[Fit]:
    """Return who fits a contact best. A fixed number of queries."""
    others = Contact.objects.of(owner).exclude(pk=first.pk).order_by("-changed_at", "-pk")[:AMONG]
    # MySQL apart, a slice in a subquery is fine; ids say it plainly for all.
    pks = [first.pk, *others.values_list("pk", flat=True)]
    sides = {
        side.id: side for side in sides_of(owner, Contact.objects.of(owner).filter(pk__in=pks))
    }
    best = fitting(sides[str(first.pk)], sides.values(), most=most)
    found = Contact.objects.of(owner).in_bulk([int(key) for key, _reason in best])
    return [Fit(found[int(key)], reason) for key, reason in best if int(key) in found]


def sides_of(owner: User, contacts: ContactQuerySet, *, together: bool = False) -> list[Side]:
    """Return what `owner` may know of these contacts of hers. At most seven queries.

    `together`: offers and needs only from events where all of them were guests.
    """
    found = list(contacts.prefetch_related("tags").select_related("met_at"))
    people = {contact.person_id for contact in found if contact.person_id}
    # Somebody who isn't on Tablée was a guest of none.
    readers = people if together else set()
    hidden = together and len(people) < len(found)
    cards, thesaurus = _cards(owner, set() if hidden else people, readers)
    met = _met(owner, people)
    return [
        Side(
            id=str(contact.pk),
            offers=_rooted(cards.get(contact.person_id), thesaurus, "offers"),
            needs=_rooted(cards.get(contact.person_id), thesaurus, "needs"),
            tags={tag.folded: tag.name for tag in contact.tags.all()},
            events=_events(contact, met),
            town={contact.city_folded: contact.city} if contact.city_folded else {},
            country={contact.country_folded: contact.country_name}
            if contact.country_folded
            else {},
            note=contact.note,
        )
        for contact in found
    ]


def _cards(
    owner: User, people: set[int], readers: set[int]
) -> tuple[dict[int | None, list[Card]], Thesaurus]:
    """Their cards at events of the last 30 days where `owner` was a guest too, as she sees them.

    And all `readers` with her.
    """
    if not people:
        return {}, Thesaurus()
    mine = owner.registrations.confirmed().filter(event__ends_at__gt=now() - KEPT)
    there = Registration.objects.confirmed().filter(
        user__in=people, event__in=mine.values("event"), consented_at__isnull=False
    )
    for reader in readers:
        theirs = Registration.objects.confirmed().filter(user=reader)
        there = there.filter(event__in=theirs.values("event"))
    cards: dict[int | None, list[Card]] = defaultdict(list)
    associations = set()
    for registration in with_people(there):
        cards[registration.user_id].append(card_of(registration))
        associations.add(registration.event.association_id)
    if not cards:
        return {}, Thesaurus()
    alike = Synonyms.objects.filter(association__in=associations).values_list("words", flat=True)
    return cards, Thesaurus(alike, language=owner.language)


def _rooted(cards: Iterable[Card] | None, thesaurus: Thesaurus, name: str) -> dict[str, str]:
    """Offers or needs by the roots they are compared by."""
    return {
        thesaurus.root(said.tag): said.tag for card in cards or () for said in getattr(card, name)
    }


def _met(owner: User, people: set[int]) -> dict[int, dict[str, str]]:
    """The events at which `owner` met each of these people."""
    met: dict[int, dict[str, str]] = defaultdict(dict)
    if not people:
        return met
    encounters = Encounter.objects.of(owner).order_by()
    for pk, title, first, second in encounters.values_list(
        "event_id", "event__title", "first_id", "second_id"
    ):
        other = second if first == owner.pk else first
        if other in people:
            met[other][str(pk)] = title
    return met


def _events(contact: Contact, met: dict[int, dict[str, str]]) -> dict[str, str]:
    """The events at which `owner` met her, and the place where no event of ours was."""
    found = dict(met.get(contact.person_id or 0, {}))
    event: Event | None = contact.met_at
    if event is not None:
        found[str(event.pk)] = event.title
    elif contact.met_where:
        found[fold(contact.met_where)] = contact.met_where
    return found
