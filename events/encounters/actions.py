"""Recording that people met, and taking it back."""

import datetime as dt
import itertools
from collections.abc import Collection

from django.db import transaction

from events.calendar.models import Event
from events.encounters.models import Encounter, Source
from events.encounters.signals import encounters_recorded, encounters_withdrawn
from networking.accounts.models import User
from networking.time import now


@transaction.atomic
def record(
    *,
    event: Event,
    people: Collection[User],
    source: Source,
    key: str = "",
    at: dt.datetime | None = None,
    by: User | None,  # noqa: ARG001
) -> list[Encounter]:
    """Record that all these people met one another: a pair is one encounter, a trio three.

    Idempotent by event, pair and source: said twice, it is one encounter, the first one kept.
    """
    at = at or now()
    met = [
        Encounter(event=event, first_id=one, second_id=two, source=source, key=key, at=at)
        for one, two in itertools.combinations(sorted({person.pk for person in people}), 2)
    ]
    Encounter.objects.bulk_create(met, ignore_conflicts=True)
    transaction.on_commit(lambda: encounters_recorded.send(sender=Encounter, event_id=event.pk))
    return met


@transaction.atomic
def withdraw(
    *,
    event: Event,
    source: Source,
    key: str,
    people: tuple[User, User] | None = None,
    by: User | None,  # noqa: ARG001
) -> int:
    """Take back what was recorded under this key; return how many. Twice withdraws nothing more.

    With `people`, only between these two.
    """
    met = Encounter.objects.filter(event=event, source=source, key=key)
    if people is not None:
        first, second = sorted(person.pk for person in people)
        met = met.filter(first_id=first, second_id=second)
    count, _ = met.delete()
    transaction.on_commit(lambda: encounters_withdrawn.send(sender=Encounter, event_id=event.pk))
    return count
