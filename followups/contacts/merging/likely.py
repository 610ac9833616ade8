"""Those of somebody's contacts that may be one person."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from followups.contacts.merging.duplicates import Because, Likeness, Record, duplicates
from followups.contacts.models import Contact, NotSame
from networking.accounts.models import User

# As many as one looks through in one sitting.
AT_ONCE: Final = 30


@dataclass(frozen=True)
class Pair:
    """Two contacts that look alike, and why: the one with more in it first."""

    kept: Contact
    gone: Contact
    because: Because


def likely(user: User) -> list[Pair]:
    """Return the pairs of `user`'s contacts that may be one, the surest first.

    Three queries, whatever the length of the list.
    """
    found = duplicates(_records(user), distinct=_distinct(user))[:AT_ONCE]
    keys = {key for each in found for key in (each.first, each.second)}
    contacts = {
        each.pk: each
        for each in Contact.objects.of(user).filter(pk__in=keys).select_related("picture", "met_at")
    }
    pairs = (_pair(each, contacts) for each in found)
    return [pair for pair in pairs if not _are_two(pair)]


def _records(user: User) -> list[Record]:
    columns = ("pk", "given_name", "family_name", "organisation", "emails", "phones")
    return [
        Record(
            key,
            given_name,
            family_name,
            organisation,
            tuple(each["value"] for each in emails),
            tuple(each["value"] for each in phones),
        )
        for key, given_name, family_name, organisation, emails, phones in Contact.objects.of(user)
        .order_by()
        .values_list(*columns)
    ]


def _distinct(user: User) -> set[tuple[int, int]]:
    said = NotSame.objects.filter(Q(first__owner=user))
    return set(said.values_list("first_id", "second_id"))


def _pair(each: Likeness, contacts: dict[int, Contact]) -> Pair:
    one, two = contacts[each.first], contacts[each.second]
    # Who is on the site, then who has more ways and words, stays; then who was there first.
    kept, gone = sorted((one, two), key=_weight)
    return Pair(kept, gone, each.because)


def _weight(contact: Contact) -> tuple[bool, int, int]:
    ways = len(contact.phones) + len(contact.emails) + len(contact.addresses)
    return contact.person_id is None, -ways, contact.pk


def _are_two(pair: Pair) -> bool:
    """Whether both are people on the site: those are never one."""
    return pair.kept.person_id is not None and pair.gone.person_id is not None
