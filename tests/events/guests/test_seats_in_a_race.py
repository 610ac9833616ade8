"""Many at once for few seats, on a real file with real threads."""

import itertools
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import connections, transaction

from events.calendar.models import Event
from events.guests import actions
from events.guests.actions import seats
from events.guests.models import Registration, Status
from events.guests.particulars import Particulars
from networking.accounts.models import User
from networking.mail.models import OutgoingMail
from tests.factories import EventFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
SAID = Particulars(given_name="Inès", family_name="Roux")
HANDS = 8


def at_once(doings: list[Callable[[], object]]) -> None:
    """Do all of it from several threads that start together."""
    start = threading.Barrier(HANDS)
    shared: Iterator[Callable[[], object]] = iter(doings)
    lock = threading.Lock()

    def work() -> None:
        start.wait()
        try:
            while True:
                with lock:
                    doing = next(shared, None)
                if doing is None:
                    return
                doing()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        for done in [pool.submit(work) for _ in range(HANDS)]:
            done.result()


def confirming(event: Event, user: User) -> Callable[[], object]:
    return lambda: actions.confirm(event=event, user=user, particulars=SAID, by=user)


def test_the_last_seats_go_to_as_many_people_as_there_are_seats() -> None:
    event = EventFactory.create(capacity=5)
    at_once([confirming(event, user) for user in UserFactory.create_batch(24)])
    assert event.registrations.confirmed().count() == 5
    assert event.registrations.waiting().count() == 19


def test_without_the_lock_the_same_crowd_takes_more_seats_than_there_are() -> None:
    """The control: what the lock is for."""
    event = EventFactory.create(capacity=5)
    users = UserFactory.create_batch(HANDS)
    counted = threading.Barrier(HANDS)
    real = seats.free_seats

    def count_together(event: Event) -> int:
        free = real(event)
        counted.wait(timeout=10)
        return free

    def unlocked(user: User) -> Callable[[], object]:
        def doing() -> None:
            registration = Registration(event=event, user=user, given_name="Inès")
            seats.seat(registration, free=seats.free_seats(event) > 0).save()

        return doing

    with mock.patch.object(seats, "free_seats", count_together):
        at_once([unlocked(user) for user in users])
    assert event.registrations.confirmed().count() > 5


def test_a_double_click_registers_once() -> None:
    event, user = EventFactory.create(), UserFactory.create()
    at_once([confirming(event, user)] * HANDS)
    assert event.registrations.count() == 1


def test_one_address_typed_by_many_at_once_is_one_person() -> None:
    event = EventFactory.create()
    at_once(
        [
            lambda: actions.register(
                event=event, email="ines@exemple.org", particulars=SAID, language="fr", by=None
            )
        ]
        * HANDS
    )
    assert User.objects.filter(email="ines@exemple.org").count() == 1
    assert event.registrations.count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_hundreds_of_comings_and_goings_never_overfill_it_and_keep_the_order(seed: int) -> None:
    dice = random.Random(seed)
    event = EventFactory.create(capacity=6)
    users = UserFactory.create_batch(30)
    overfull: list[int] = []

    def coming(user: User) -> Callable[[], object]:
        def doing() -> None:
            actions.confirm(event=event, user=user, particulars=SAID, by=user)
            with transaction.atomic():
                taken = event.registrations.confirmed().count()
            if taken > 6:
                overfull.append(taken)

        return doing

    def going(user: User) -> Callable[[], object]:
        def doing() -> None:
            registration = event.registrations.filter(user=user).first()
            if registration is not None:
                actions.cancel(registration=registration, by=user)

        return doing

    at_once(
        [
            dice.choice((coming, coming, going))(user)
            for user in itertools.islice(_ever(users, dice), 300)
        ]
    )
    assert overfull == []
    seated, waiting = event.registrations.confirmed(), event.registrations.waiting()
    assert seated.count() <= 6
    assert not waiting.exists() or seated.count() == 6
    assert set(event.registrations.values_list("status", flat=True)) <= {
        Status.CONFIRMED,
        Status.WAITING,
        Status.CANCELLED,
    }


def _ever(users: list[User], dice: random.Random) -> Iterator[User]:
    while True:
        yield dice.choice(users)


def test_seats_given_up_at_once_go_to_those_who_wait_in_their_order() -> None:
    event = EventFactory.create(capacity=HANDS)
    users = UserFactory.create_batch(3 * HANDS)
    registrations = [
        actions.confirm(event=event, user=user, particulars=SAID, by=user) for user in users
    ]

    def giving_up(registration: Registration) -> Callable[[], object]:
        return lambda: actions.cancel(registration=registration, by=registration.user)

    at_once([giving_up(registration) for registration in registrations[:HANDS]])
    promoted = OutgoingMail.objects.filter(kind="guests.promoted").order_by("pk")
    waited = [user.email for user in users[HANDS : 2 * HANDS]]
    assert list(promoted.values_list("to", flat=True)) == waited
