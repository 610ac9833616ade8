"""What one says afterwards of whom one met."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from events.calendar.models import Event
from events.encounters import actions as encounters
from events.encounters.models import Encounter, EncounterQuerySet, Source
from followups.contacts.giving.reading import are_apart
from followups.contacts.models import Contact, Told
from followups.reminders.actions import derive
from followups.reminders.models import FollowUp, State
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
    her.
    From the other one only if she has not confirmed it herself. Whom either asked to be kept apart
    from is noted, and nothing follows.
    """
    # One order for two people who tell of each other at once.
    Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    for people, said in ((met, True), (not_met, False)):
        for person in people:
            Told.objects.update_or_create(
                event=event, by=user, person=person, defaults={"met": said, "at": now()}
            )
    for person in met:
        if not _known(event, user, person).exists() and not are_apart(user, person):
            encounters.record(
                event=event,
                people=(user, person),
                source=Source.TOLD,
                key=f"told:{user.pk}",
                at=event.ends_at,
                by=by,
            )
    for person in not_met:
        if not has_confirmed(event, person, user):
            encounters.withdraw_between(event=event, people=(user, person), by=by)
    derive(event=event, by=by)


def has_confirmed(event: Event, person: User, other: User) -> bool:
    """Whether `person` has shown herself that she met `other` there.

    She says so, they exchanged cards, she has written to her, or keeps her in her list.
    """
    said = Told.objects.filter(event=event, by=person, person=other).values_list("met", flat=True)
    if (told := said.first()) is not None:
        return told
    return (
        _known(event, person, other).filter(source=Source.BADGE).exists()
        or FollowUp.objects.of(person).filter(event=event, person=other, state=State.DONE).exists()
        or Contact.objects.of(person).filter(person=other, met_at=event).exists()
    )


def _known(event: Event, one: User, other: User) -> EncounterQuerySet:
    between = Q(first=one, second=other) | Q(first=other, second=one)
    return Encounter.objects.filter(between, event=event).followed_up()
