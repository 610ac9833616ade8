"""Whom one met lately and has not kept yet."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import BigAutoField, DateTimeField, Q

from events.directory.cards import Card, card_of, with_people
from events.encounters.models import Encounter
from events.guests.consent import KEPT
from events.guests.models import Registration
from followups.contacts.models import Contact, Told
from networking.accounts.models import User
from networking.prepared import Gap, Prepared
from networking.time import now

# An event and a person.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Met:
    """Somebody met at an event: her registration there, and her card as it may be seen."""

    registration: Registration
    card: Card


def met_lately(user: User) -> list[Met]:
    """Return the people `user` met in the last 30 days and has not kept, the latest first.

    Nor said that she didn't meet. Four queries, whatever the number of people.
    """
    recent = _LATELY.rows(user=user.pk, since=now() - KEPT)
    pairs = {
        (event, second if first == user.pk else first): None for event, first, second in recent
    }
    if not pairs:
        return []
    kept = set(Contact.objects.of(user).exclude(person=None).values_list("person_id", flat=True))
    denied = set(Told.objects.filter(by=user, met=False).values_list("event_id", "person_id"))
    wanted = [pair for pair in pairs if pair[1] not in kept and pair not in denied]
    found = registrations_of(wanted)
    return [Met(found[pair], card_of(found[pair])) for pair in wanted if pair in found]


# The first screen of the list asks this, mostly to hear of nobody.
_LATELY: Final = Prepared(
    lambda: (
        Encounter.objects.of(Gap("user", BigAutoField()))
        .followed_up()
        .filter(event__ends_at__gte=Gap("since", DateTimeField()))
        .order_by("-at")
        .values_list("event_id", "first_id", "second_id")
    )
)


def registrations_of(pairs: Collection[Pair]) -> dict[Pair, Registration]:
    """Return the registrations of people at events, by (event, person), with all a card needs."""
    there = Q()
    for event, person in pairs:
        there |= Q(event_id=event, user_id=person)
    if not pairs:
        return {}
    found = with_people(Registration.objects.filter(there)).select_related(
        "event__association", "user__profile"
    )
    return {(each.event_id, each.user_id): each for each in found}
