"""What one says afterwards of whom one met."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from events.calendar.models import Event
from events.encounters import actions as encounters
from events.encounters.models import Encounter, EncounterQuerySet, Source
from followups.contacts.giving.reading import are_apart
from followups.contacts.models import Told
from followups.reminders.actions import derive
from networking.accounts.models import User
from networking.time import now


@transaction.atomic
def tell(
    *,
    event: Event,
    user: User,
    met: Collection[User],
    not_met: Collection[User] = (),
    by: User | None,
) -> None:
    """Note whom `user` says she met at an event that is over, and whom she didn't meet after all.

    Told once more the same changes nothing. What she says counts for herself at once: “we met”
    makes an encounter, and so a follow-up and a suggestion for both; “we didn't” takes them from
    her. From the other one it takes only what `user` alone had told before: what was drawn, scanned
    or confirmed stays hers, and so do her follow-up and its mailed link. Whom either asked to be
    kept apart from is noted, and nothing follows.
    """
    # One order for two people who tell of each other at once.
    Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    for people, said in ((met, True), (not_met, False)):
        for person in people:
            Told.objects.update_or_create(
                event=event, by=user, person=person, defaults={"met": said, "at": now()}
            )
    for person in met:
        if not _known(event, user, person).exists():
            _record(event, user, person, by)
    for person in not_met:
        # What was drawn or scanned stays: the other one would see it go, and guess who says what.
        own, pair = f"told:{user.pk}", (user, person)
        gone = encounters.withdraw(event=event, source=Source.TOLD, key=own, people=pair, by=by)
        if gone and Told.objects.filter(event=event, by=person, person=user, met=True).exists():
            _record(event, person, user, by)
    derive(event=event, by=by)


def _record(event: Event, user: User, person: User, by: User | None) -> None:
    """Record that they met, as `user` tells it; nothing if either asked to be kept apart."""
    if are_apart(user, person):
        return
    encounters.record(
        event=event,
        people=(user, person),
        source=Source.TOLD,
        key=f"told:{user.pk}",
        at=event.ends_at,
        by=by,
    )


def _known(event: Event, one: User, other: User) -> EncounterQuerySet:
    between = Q(first=one, second=other) | Q(first=other, second=one)
    return Encounter.objects.filter(between, event=event).followed_up()
