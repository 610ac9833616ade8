"""Two guests of a breakfast, and one who comes too."""

from dataclasses import dataclass

import pytest

from events.calendar.models import Event
from events.guests.models import Registration
from tests.factories import EventFactory, RegistrationFactory


@dataclass(frozen=True)
class Pair:
    """Amina would like to meet Björn; Claire comes too."""

    event: Event
    amina: Registration
    bjorn: Registration
    claire: Registration


@pytest.fixture
def pair(db: None) -> Pair:
    event = EventFactory.create()
    amina, bjorn, claire = (
        RegistrationFactory.create(event=event, user__given_name=name)
        for name in ("Amina", "Björn", "Claire")
    )
    return Pair(event, amina, bjorn, claire)
