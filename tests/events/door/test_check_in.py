"""Checking in: once, known as late, taken back, told on commit."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoCaptureOnCommitCallbacks

from events.calendar.models import Event
from events.door import actions
from events.door.models import CheckIn, CheckInSource
from events.door.signals import check_in_undone, checked_in
from events.guests.models import Kind, Status
from networking.accounts.models import User
from networking.audit.models import Entry
from tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db


class Ear:
    """Hears what the door tells."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, int]] = []

    def came(self, *, check_in: CheckIn, **_: Any) -> None:
        self.heard.append(("came", check_in.registration_id))

    def undone(self, *, registration: Any, **_: Any) -> None:
        self.heard.append(("undone", registration.pk))


@pytest.fixture
def ear() -> Any:
    ear = Ear()
    checked_in.connect(ear.came)
    check_in_undone.connect(ear.undone)
    yield ear
    checked_in.disconnect(ear.came)
    check_in_undone.disconnect(ear.undone)


def test_a_guest_is_checked_in_once_and_the_second_host_learns_when_how_and_by_whom(
    event: Event, host: User
) -> None:
    guest = RegistrationFactory.create(event=event)
    first = actions.check_in(registration=guest, source=CheckInSource.BADGE, by=host)
    second = actions.check_in(registration=guest, source=CheckInSource.SEARCH, by=None)
    assert (first.already, second.already) == (False, True)
    assert second.check_in == first.check_in
    assert (second.check_in.source, second.check_in.by) == (CheckInSource.BADGE, host)
    assert Entry.objects.filter(verb="guest.checked_in").count() == 1


@pytest.mark.parametrize(("minutes", "late"), [(-10, False), (15, False), (16, True)])
def test_late_is_who_comes_after_the_welcome_s_end(
    event: Event, host: User, minutes: int, late: bool
) -> None:
    guest = RegistrationFactory.create(event=event)
    with time_machine.travel(event.starts_at + dt.timedelta(minutes=minutes), tick=False):
        arrival = actions.check_in(registration=guest, source=CheckInSource.SEARCH, by=host)
    assert arrival.check_in.late is late


def test_a_check_in_is_taken_back_and_may_be_made_again(event: Event, host: User) -> None:
    guest = RegistrationFactory.create(event=event)
    actions.check_in(registration=guest, source=CheckInSource.SEARCH, by=host)
    assert actions.undo_check_in(registration=guest, by=host) is True
    assert actions.undo_check_in(registration=guest, by=host) is False
    assert not CheckIn.objects.exists()
    assert not actions.check_in(registration=guest, source="search", by=host).already
    assert Entry.objects.filter(verb="guest.check_in_undone").count() == 1


def test_the_rooms_above_hear_of_it_on_commit_once_each_time_something_changed(
    event: Event,
    host: User,
    ear: Ear,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    guest = RegistrationFactory.create(event=event)
    with django_capture_on_commit_callbacks(execute=True):
        actions.check_in(registration=guest, source="search", by=host)
        actions.check_in(registration=guest, source="search", by=host)
        assert ear.heard == []
    assert ear.heard == [("came", guest.pk)]
    with django_capture_on_commit_callbacks(execute=True):
        actions.undo_check_in(registration=guest, by=host)
        actions.undo_check_in(registration=guest, by=host)
    assert ear.heard == [("came", guest.pk), ("undone", guest.pk)]


@pytest.mark.parametrize("state", ["waiting", "cancelled", "pending"])
def test_who_holds_no_seat_is_not_checked_in(event: Event, host: User, state: str) -> None:
    guest = RegistrationFactory.create(event=event, **{state: True})
    with pytest.raises(actions.NotExpectedError):
        actions.check_in(registration=guest, source="search", by=host)
    assert not CheckIn.objects.exists()


def test_a_walk_in_is_registered_has_a_badge_and_is_here_in_one_go(
    event: Event, host: User
) -> None:
    arrival = actions.walk_in(
        event=event, given_name="Inès", family_name="Roux", email=None, organisation="", by=host
    )
    guest = arrival.check_in.registration
    assert not arrival.already
    assert (guest.status, guest.kind, guest.user.email) == (Status.CONFIRMED, Kind.WALK_IN, None)
    assert guest.badges.get().number == 1
    assert arrival.check_in.source == CheckInSource.WALK_IN


def test_a_walk_in_is_never_sent_away_because_it_is_full(event: Event, host: User) -> None:
    event.capacity = 1
    event.save()
    RegistrationFactory.create(event=event)
    actions.walk_in(
        event=event, given_name="Inès", family_name="", email=None, organisation="", by=host
    )
    assert event.registrations.confirmed().count() == 2


def test_a_walk_in_typed_twice_with_her_address_is_one_person(event: Event, host: User) -> None:
    arrivals = [
        actions.walk_in(
            event=event,
            given_name="Inès",
            family_name="Roux",
            email="ines@exemple.org",
            organisation="",
            by=host,
        )
        for _ in range(2)
    ]
    assert [arrival.already for arrival in arrivals] == [False, True]
    assert event.registrations.count() == 1


def test_who_was_on_the_waiting_list_walks_in_with_her_own_registration(
    event: Event, host: User
) -> None:
    waiting = RegistrationFactory.create(event=event, waiting=True)
    arrival = actions.walk_in(
        event=event,
        given_name="Whatever",
        family_name="Typed",
        email=waiting.user.email,
        organisation="",
        by=host,
    )
    assert arrival.check_in.registration_id == waiting.pk
