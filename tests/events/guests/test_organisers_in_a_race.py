"""Several organisers at the same guests at once, on a real file with real threads."""

import functools

import pytest

from events.guests import actions
from events.guests.audience import Audience
from events.guests.models import GuestTag, Status
from events.guests.readers import readers_of
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail
from tests.events.guests.test_seats_in_a_race import at_once
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_message_sent_by_all_at_once_leaves_once() -> None:
    event = EventFactory.create()
    RegistrationFactory.create_batch(5, event=event)
    message = actions.draft(event=event, subject="A", body="B", audience=Audience(), by=None)
    seen = readers_of(event, Audience()).digest
    at_once([functools.partial(actions.send, message=message, seen=seen, by=None)] * 16)
    assert OutgoingMail.objects.count() == 5
    assert Entry.objects.filter(verb="guests.written_to").count() == 1


def test_the_same_tag_put_on_by_all_at_once_is_one_tag() -> None:
    event = EventFactory.create()
    guests = [guest.pk for guest in RegistrationFactory.create_batch(5, event=event)]
    names = ("Presse", "presse", "PRESSE", "Pressé")
    at_once(
        [
            functools.partial(actions.tag, event=event, guests=guests, name=name, by=None)
            for name in names * 4
        ]
    )
    assert GuestTag.objects.count() == 1
    assert all(guest.tags.count() == 1 for guest in event.registrations.all())


def test_a_tag_put_on_and_taken_off_at_once_is_either_there_or_gone() -> None:
    event = EventFactory.create()
    guests = [guest.pk for guest in RegistrationFactory.create_batch(3, event=event)]
    at_once(
        [
            functools.partial(doing, event=event, guests=guests, name="VIP", by=None)
            for doing in (actions.tag, actions.untag) * 8
        ]
    )
    assert {guest.tags.count() for guest in event.registrations.all()} <= {0, 1}


def test_guests_cancelled_by_all_at_once_are_told_once_and_each_seat_is_offered_once() -> None:
    event = EventFactory.create(capacity=4)
    guests = [guest.pk for guest in RegistrationFactory.create_batch(4, event=event)]
    RegistrationFactory.create_batch(3, event=event, waiting=True)
    at_once([functools.partial(actions.cancel_all, event=event, guests=guests, by=None)] * 16)
    assert OutgoingMail.objects.filter(kind="guests.cancelled").count() == 4
    assert event.registrations.filter(status=Status.OFFERED).count() == 3
    assert OutgoingMail.objects.filter(kind="guests.offered").count() == 3
