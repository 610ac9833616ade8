"""A breakfast that is over, at a known hour, and the people who met there."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import time_machine

from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from followups.reminders.people import stopped_topics
from networking.accounts.models import User
from tests.factories import EncounterFactory, EventFactory, RegistrationFactory, UserFactory

# A Tuesday, as breakfasts are; in winter Paris is an hour ahead of UTC.
ENDED = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
FIRST = dt.datetime(2026, 12, 1, 17, tzinfo=dt.UTC)
SECOND = dt.datetime(2026, 12, 2, 17, tzinfo=dt.UTC)
DEADLINE = dt.datetime(2026, 12, 3, 9, tzinfo=dt.UTC)


@dataclass
class Breakfast:
    """The event, Amina who follows up, and those she met."""

    event: Event
    amina: User
    met: list[User] = field(default_factory=list)

    def meets(self, **guest: object) -> User:
        """Let Amina meet somebody more."""
        registration = RegistrationFactory.create(event=self.event, **guest)
        EncounterFactory.create(event=self.event, first=self.amina, second=registration.user)
        self.met.append(registration.user)
        return registration.user


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands at the hour the breakfast ends, and is moved by hand."""
    with time_machine.travel(ENDED, tick=False) as moved:
        yield moved


@pytest.fixture
def breakfast(db: None, clock: time_machine.Traveller) -> Breakfast:
    """Amina met Bérénice and Claire; it is ten o'clock and the breakfast is over."""
    event = EventFactory.create(
        title="Petit-déjeuner de décembre",
        starts_at=ENDED - dt.timedelta(hours=2),
        ends_at=ENDED,
        status=EventStatus.OVER,
    )
    amina = UserFactory.create(
        given_name="Amina", family_name="Diallo", email="amina@exemple.org", language="en"
    )
    RegistrationFactory.create(event=event, user=amina)
    story = Breakfast(event, amina)
    for given, family in (("Bérénice", "Aubin"), ("Claire", "Lefèvre")):
        story.meets(user=UserFactory.create(given_name=given, family_name=family))
    return story


def is_stopped(user: User, event: Event) -> bool:
    """Whether `user` gets no reminders about this event."""
    return not stopped_topics(user).isdisjoint({"", event.channel})
