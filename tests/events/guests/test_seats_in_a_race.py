"""Many at once for few seats, on a real file with real threads."""

import datetime as dt
import functools
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import connections

from events.calendar.models import Event
from events.guests import actions
from events.guests.actions import _desk, offers, seats
from events.guests.models import Registration, Status
from events.guests.particulars import Particulars
from networking.accounts.models import User
from networking.mail.models import OutgoingMail
from networking.time import now
from tests.factories import EventFactory, RegistrationFactory, UserFactory

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


def test_without_the_lock_one_seat_that_came_free_is_offered_to_several() -> None:
    """The control: two hands see the same free seat, and each keeps it for somebody."""
    event = EventFactory.create(capacity=1)
    waiting = [RegistrationFactory.create(event=event, waiting=True) for _ in range(HANDS)]
    counted = threading.Barrier(HANDS)

    def unlocked(registration: Registration) -> Callable[[], object]:
        def doing() -> None:
            free = _desk.seats_left(event)
            counted.wait(timeout=10)
            if free:
                _desk.keep(registration, until=event.starts_at).save()

        return doing

    at_once([unlocked(registration) for registration in waiting])
    assert event.registrations.seated().count() > 1


CAPACITY = 6
LATE = dt.timedelta(days=3)


class Crowd:
    """People who come, go, send others, take seats, pass them on or let them lapse, all at once.

    Keeps what must always hold: how many seats were ever held at once, and in which order those
    who waited were offered theirs, by when they had come.
    """

    def __init__(self, seed: int) -> None:
        self.event = EventFactory.create(
            capacity=CAPACITY, starts_at=now() + 20 * LATE, ends_at=now() + 21 * LATE
        )
        self.people = UserFactory.create_batch(24)
        self.dice = random.Random(seed)
        self.most = 0
        self.turns: list[tuple[dt.datetime, int]] = []
        self.done: Counter[str] = Counter()

    def doings(self, count: int) -> list[Callable[[], object]]:
        """As many doings, drawn beforehand; registering is the most frequent."""
        verbs = (self.come, self.come, self.come, self.go, self.free, self.take, self.leave,
                 self.send, self.lapse)  # fmt: skip
        drawn = [(self.dice.choice(verbs), self.dice.choice(self.people)) for _ in range(count)]
        return [functools.partial(self.do, verb, user) for verb, user in drawn]

    def do(self, verb: Callable[[User], object], user: User) -> None:
        """Do it, then count the seats as they stand; without a lock, as any reader would."""
        if verb(user):
            self.done[verb.__name__] += 1
        self.most = max(self.most, self.event.registrations.seated().count())

    def come(self, user: User) -> bool:
        actions.confirm(event=self.event, user=user, particulars=SAID, by=user)
        return True

    def go(self, user: User) -> bool:
        found = self._of(user)
        return found is not None and actions.cancel(registration=found, by=user)

    def free(self, user: User) -> bool:
        """Whoever has had a seat for longest gives it up, so that there is one to be offered."""
        found = self._seated()
        return found is not None and actions.cancel(registration=found, by=found.user)

    def take(self, user: User) -> bool:
        found = self._offered()
        return found is not None and actions.accept_offer(registration=found, by=user)

    def leave(self, user: User) -> bool:
        found = self._offered()
        return found is not None and actions.pass_on(registration=found, by=user)

    def send(self, user: User) -> bool:
        """Let her come in the place of whoever has had a seat for longest, if that can be."""
        found = self._seated()
        try:
            return found is not None and bool(
                actions.send_in_place(
                    registration=found,
                    given_name="Inès",
                    family_name="Roux",
                    email=user.email,
                    by=found.user,
                )
            )
        except actions.Refused:
            return False

    def lapse(self, user: User) -> bool:
        """Somebody's time runs out, and the sweep looks."""
        found = self._offered()
        if found is not None:
            Registration.objects.filter(pk=found.pk, status=Status.OFFERED).update(
                offered_until=now()
            )
        return actions.lapse_overdue(by=None) > 0

    def noted(self, registration: Registration, *, until: dt.datetime) -> Registration:
        """Stand in for `keep`: the event is held here, so the order of calls is that of turns."""
        assert registration.waiting_since
        self.turns.append((registration.waiting_since, registration.pk))
        return _desk.keep(registration, until=until)

    def _of(self, user: User) -> Registration | None:
        return self.event.registrations.filter(user=user).select_related("event", "user").first()

    def _seated(self) -> Registration | None:
        seated = self.event.registrations.confirmed().order_by("confirmed_at")
        return seated.select_related("event", "user").first()

    def _offered(self) -> Registration | None:
        kept = self.event.registrations.filter(status=Status.OFFERED).order_by("offered_until")
        return kept.select_related("event", "user").first()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_hundreds_of_comings_and_goings_never_overfill_it_and_keep_the_order(seed: int) -> None:
    crowd = Crowd(seed)
    with mock.patch.object(offers, "keep", crowd.noted):
        at_once(crowd.doings(400))
    assert crowd.most == CAPACITY
    # Whoever waits is offered a seat in the order of the list, to the last one.
    assert crowd.turns == sorted(crowd.turns)
    assert set(crowd.done) >= {"come", "free", "take", "leave", "send", "lapse"}
    seated, waiting = crowd.event.registrations.seated(), crowd.event.registrations.waiting()
    assert not waiting.exists() or seated.count() == CAPACITY
    assert len(crowd.turns) > CAPACITY


def test_seats_given_up_at_once_go_to_those_who_wait_in_their_order() -> None:
    event = EventFactory.create(capacity=HANDS)
    users = UserFactory.create_batch(3 * HANDS)
    registrations = [
        actions.confirm(event=event, user=user, particulars=SAID, by=user) for user in users
    ]

    def giving_up(registration: Registration) -> Callable[[], object]:
        return lambda: actions.cancel(registration=registration, by=registration.user)

    at_once([giving_up(registration) for registration in registrations[:HANDS]])
    offered = OutgoingMail.objects.filter(kind="guests.offered").order_by("pk")
    waited = [user.email for user in users[HANDS : 2 * HANDS]]
    assert list(offered.values_list("to", flat=True)) == waited
