"""The guest list knows from the door who is here."""

import pytest

from events.guests.audience import Audience
from events.guests.finding import found
from tests.factories import CheckInFactory, EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_the_guest_list_can_be_filtered_by_who_is_here() -> None:
    event = EventFactory.create()
    here, expected = RegistrationFactory.create_batch(2, event=event)
    CheckInFactory.create(registration=here)
    assert list(found(event, Audience(mark="here"))) == [here]
    assert list(found(event, Audience(mark="expected"))) == [expected]
