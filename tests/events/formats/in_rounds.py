"""A breakfast whose agenda is a format in rounds, people in the room, and somebody who taps."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from events.agenda import actions, reading
from events.agenda.actions import Outcome
from events.agenda.clock import Part
from events.agenda.formats import FORMATS, Scene
from events.agenda.models import Segment
from events.calendar.models import Event
from events.door.models import CheckIn
from events.encounters.models import Encounter
from events.guests.models import Registration
from events.rounds.course import Course
from events.rounds.round import Round
from networking.accounts.models import User
from networking.associations.models import Role
from networking.time import now
from tests.factories import CheckInFactory, EventFactory, MembershipFactory, RegistrationFactory

EIGHT = dt.datetime(2026, 12, 1, 7, tzinfo=dt.UTC)


@dataclass
class Room:
    """A format in rounds being run: its people, its console, and a clock that only we move."""

    event: Event
    by: User
    clock: time_machine.Traveller
    key: str = "impromptu"

    def enter(self, number: int = 1, **fields: Any) -> list[Registration]:
        """Let people come in and be checked in."""
        fields.setdefault("organisation", "")
        if "user" not in fields:
            fields.setdefault("user__language", "en")
        guests = RegistrationFactory.create_batch(number, event=self.event, **fields)
        for guest in guests:
            CheckInFactory.create(registration=guest)
        return guests

    def enter_known(self, guest: Registration) -> None:
        """Let somebody come in who is on the list already."""
        CheckInFactory.create(registration=guest)

    def leave(self, guest: Registration) -> None:
        """Undo somebody's check-in."""
        CheckIn.objects.filter(registration=guest).delete()

    def tap(self, verb: str, id: uuid.UUID | None = None, **payload: Any) -> Outcome:
        """Tap on the console; a verb with no dot is one of the format's."""
        kind = verb if verb in {"start", "next", "undo", "back", "pause"} else f"{self.key}.{verb}"
        return actions.command(
            event=self.event,
            kind=kind,
            payload=payload,
            id=id or uuid.uuid4(),
            expected_rev=None,
            by=self.by,
        )

    def undo(self) -> Outcome:
        return self.tap("undo", rev=self.reading.rev)

    def wait(self, seconds: float) -> None:
        self.clock.shift(seconds)

    def play(self) -> Round:
        """Draw a round, start it, and let it go by."""
        self.tap("draw")
        self.tap("round")
        self.wait(30 + 240)
        return self.last

    @property
    def reading(self) -> reading.Reading:
        return reading.read(self.event)

    @property
    def part(self) -> Part:
        return self.reading.state.parts[0]

    @property
    def course(self) -> Course:
        course: Course = self.part.state
        return course

    @property
    def last(self) -> Round:
        assert self.course.last is not None
        return self.course.last

    def scene(self, viewer: Registration | None = None) -> Scene:
        scene = self.reading.scene(now(), viewer)
        assert scene is not None
        return scene

    def part_primary(self) -> str | None:
        """What the big button does."""
        button = FORMATS[self.key].primary(self.scene())
        return button and button.kind

    @property
    def met(self) -> set[frozenset[int]]:
        """The encounters there are, as pairs of people."""
        rows = Encounter.objects.filter(event=self.event).values_list("first", "second")
        return {frozenset(row) for row in rows}

    def users(self, *rounds: Round) -> set[frozenset[int]]:
        """The pairs of these rounds, as pairs of people."""
        known = dict(Registration.objects.values_list("public_id", "user"))
        return {
            frozenset((known[one], known[two]))
            for round_ in rounds
            for table in round_.tables
            for one, two in itertools.combinations(table.guests, 2)
        }


def rooms(key: str, **options: Any) -> Iterator[Room]:
    """A breakfast of one such part and a debrief."""
    with time_machine.travel(EIGHT, tick=False) as clock:
        event = EventFactory.create(starts_at=EIGHT, ends_at=EIGHT + dt.timedelta(hours=2))
        Segment.objects.filter(event=event).delete()
        for position, format in enumerate((key, "debrief")):
            Segment.objects.create(
                event=event,
                position=position,
                format=format,
                title=format,
                minutes=20,
                options=options if format == key else {},
            )
        by = MembershipFactory.create(
            association=event.association, role=Role.FACILITATOR, user__language="en"
        ).user
        yield Room(event, by, clock, key)


@pytest.fixture
def room(db: None) -> Iterator[Room]:
    yield from rooms("impromptu")
