"""What guests say of their exchanges, and what an organiser does to a plan on its own page."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Q

from events.agenda import actions as agenda
from events.agenda import reading
from events.agenda.clock import Part, State
from events.agenda.log import Refused
from events.calendar.models import Event
from events.door.models import CheckIn
from events.encounters import actions as encounters
from events.encounters.models import Encounter, Source
from events.guests.models import Registration
from events.wishes.reading import between
from networking.accounts.models import User

# Nobody changes her mind more often about one event.
MOST = 40


def part_of(state: State) -> Part | None:
    """Return the planned exchanges of an event that has begun: those that are on, or the first."""
    found = [
        part
        for part in state.parts
        if part.plan.format == "bilateral"
        and part.plan.options.get("way") == "planned"
        and part.state is not None
        and not part.skipped
    ]
    current = state.current
    return current if current in found else next(iter(found), None)


def say_held(*, guest: Registration, other: Registration, held: bool, by: User | None) -> None:  # noqa: ARG001
    """Say whether a planned meeting took place; the last word of the two counts, twice is once.

    Raises `Refused` where they have no meeting, or minds changed too often.
    """
    event = guest.event
    at = reading.read(event)
    part = part_of(at.state)
    if part is None:
        raise Refused("no_such_meeting")
    pair = sorted((guest.public_id, other.public_id))
    said = [entry for entry in at.log if entry.kind == "bilateral.held"]
    if sum(entry.payload["pair"] == pair for entry in said) >= MOST:
        raise Refused("no_such_meeting")
    agenda.command(
        event=event,
        kind="bilateral.held",
        payload={"segment": part.plan.id, "pair": pair, "held": held},
        id=uuid.uuid4(),
        expected_rev=None,
        by=None,
        system=True,
    )


@transaction.atomic
def say_met(*, guest: Registration, other: Registration, on: bool, by: User | None) -> None:
    """Say that one met somebody in passing, or take it back. Twice changes nothing.

    Only of whom one is to meet by an accepted wish: nobody is met by who merely says so. What the
    plan or a badge knows of the two is left alone. Raises `Refused` otherwise, and unless both are
    here.
    """
    if on and not between(guest, other).meets:
        raise Refused("no_such_meeting")
    if on and CheckIn.objects.filter(registration__in=(guest, other)).count() < 2:
        raise Refused("not_both_here")
    key = f"met:{guest.event_id}:{min(guest.pk, other.pk)}:{max(guest.pk, other.pk)}"
    event, people = guest.event, [guest.user, other.user]
    if on:
        encounters.record(event=event, people=people, source=Source.BILATERAL, key=key, by=by)
    else:
        encounters.withdraw(event=event, source=Source.BILATERAL, key=key, by=by)


def met_by(guest: Registration) -> set[str]:
    """Return whom somebody met in exchanges of this event, by public id. Two queries."""
    rows = Encounter.objects.filter(event=guest.event_id, source=Source.BILATERAL)
    pairs = rows.filter(Q(first=guest.user_id) | Q(second=guest.user_id)).values_list(
        "first", "second"
    )
    people = {person for pair in pairs for person in pair if person != guest.user_id}
    met = Registration.objects.filter(event=guest.event_id, user__in=people)
    return set(met.values_list("public_id", flat=True))


def tap(
    *, event: Event, verb: str, payload: dict[str, Any], expected_rev: int | None, by: User | None
) -> agenda.Outcome:
    """Give a command to the planned exchanges of an event, whatever part of it is on.

    Raises `Refused` and `Stale` as any command does.
    """
    part = part_of(reading.read(event).state)
    if part is None:
        raise Refused("not_started")
    return agenda.command(
        event=event,
        kind=f"bilateral.{verb}",
        payload={"segment": part.plan.id, **payload},
        id=uuid.uuid4(),
        expected_rev=expected_rev,
        by=by,
    )
