"""A talk that is on, guests in the room, and what they send."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest

from events.agenda import reading
from events.agenda.clock import Part
from events.agenda.models import Segment
from events.agenda.remarks import actions
from events.agenda.remarks.models import Remark
from events.calendar.models import Event
from events.guests.models import Registration
from tests.cast import Cast
from tests.events.agenda.conftest import Console, breakfast, cast, console
from tests.factories import CheckInFactory, RegistrationFactory

__all__ = ["breakfast", "cast", "console", "talk"]


@dataclass
class Talk:
    """A talk to which the guests listen, phone in hand."""

    cast: Cast
    console: Console
    guests: list[Registration] = field(default_factory=list)

    @property
    def event(self) -> Event:
        return self.cast.event

    @property
    def part(self) -> Part:
        part = reading.read(self.event).state.current
        assert part is not None
        return part

    def begin(self, **options: Any) -> "Talk":
        """Start the event, and go to the talk."""
        Segment.objects.filter(event=self.event, format="talk").update(options=options)
        for kind in ("start", "next", "next"):
            self.console.tap(kind)
        return self

    def come(self, number: int = 1) -> list[Registration]:
        """Let guests come in."""
        new = RegistrationFactory.create_batch(number, event=self.event, user__language="en")
        for guest in new:
            CheckInFactory.create(registration=guest)
        self.guests += new
        return new

    def send(self, guest: Registration | None, text: str = "Combien ?", **more: Any) -> Remark:
        given = {"named": True, "id": uuid.uuid4(), "segment": self.part.plan.id, **more}
        return actions.send(event=self.event, author=guest, text=text, by=None, **given)

    def vote(self, remark: Remark, guest: Registration, *, wanted: bool = True) -> None:
        actions.vote(remark=remark, guest=guest, wanted=wanted, by=None)


@pytest.fixture
def talk(cast: Cast, console: Console) -> Talk:
    CheckInFactory.create(registration=cast.registration)
    return Talk(cast, console)
