"""A breakfast with a classic agenda, and somebody to run it."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from events.agenda import actions, reading
from events.agenda.actions import Outcome
from events.agenda.templates import CLASSIC
from events.calendar.models import Event
from networking.accounts.models import User
from tests.cast import Cast, assemble
from tests.factories import EventFactory, UserFactory


@dataclass
class Console:
    """A facilitator's phone: it knows the revision it shows, and makes an id for every tap."""

    event: Event
    by: User

    def tap(
        self, kind: str, *, rev: int | None = None, id: uuid.UUID | None = None, **payload: Any
    ) -> Outcome:
        return actions.command(
            event=self.event,
            kind=kind,
            payload=payload,
            id=id or uuid.uuid4(),
            expected_rev=self.rev if rev is None else rev,
            by=self.by,
        )

    def undo(self, rev: int) -> Outcome:
        return actions.command(
            event=self.event,
            kind="undo",
            payload={"rev": rev},
            id=uuid.uuid4(),
            expected_rev=self.rev,
            by=self.by,
        )

    @property
    def rev(self) -> int:
        return self.reading.rev

    @property
    def reading(self) -> reading.Reading:
        return reading.read(self.event)


@pytest.fixture
def breakfast(db: None) -> Event:
    event = EventFactory.create()
    actions.lay_out(event=event, template=CLASSIC, by=None)
    return event


@pytest.fixture
def console(breakfast: Event) -> Console:
    return Console(breakfast, UserFactory.create())


@pytest.fixture
def cast(breakfast: Event) -> Cast:
    """Everybody there is at this breakfast; they read English, so that tests do too."""
    found = assemble(breakfast)
    User.objects.update(language="en")
    return found
