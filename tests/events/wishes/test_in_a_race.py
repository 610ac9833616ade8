"""Two devices at once: a double click, two who ask each other, the last wish one has left."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from events.guests.models import Registration
from events.wishes import actions
from events.wishes.models import State, Wish
from networking.audit.models import Entry
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*doings: Callable[[], object]) -> list[object]:
    """Do all of it in the same instant, each on a connection of its own; what it returned."""
    start = threading.Barrier(len(doings))

    def run(doing: Callable[[], object]) -> object:
        start.wait()
        try:
            return doing()
        except actions.Refused as refused:
            return type(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


def asking(asker: Registration, wanted: Registration) -> Callable[[], object]:
    return lambda: actions.wish(registration=asker, wanted=wanted, why="", by=asker.user)


@pytest.fixture
def guests() -> list[Registration]:
    return RegistrationFactory.create_batch(6, event=EventFactory.create())


def test_a_double_click_is_one_wish(guests: list[Registration]) -> None:
    one, other, *_ = guests
    at_once(*[asking(one, other)] * 4)
    assert Wish.objects.count() == Entry.objects.count() == 1


def test_two_who_ask_each_other_at_once_find_each_other(guests: list[Registration]) -> None:
    for one, other in zip(guests[::2], guests[1::2], strict=True):
        at_once(asking(one, other), asking(other, one))
    assert list(Wish.objects.values_list("state", flat=True)) == [State.ACCEPTED] * 6


def test_two_devices_do_not_get_past_the_measure(guests: list[Registration]) -> None:
    one, *others = guests
    actions.allow(event=one.event, most=2, by=one.user)
    outcome = at_once(*(asking(one, other) for other in others))
    assert outcome.count(actions.TooMany) == 3
    assert Wish.objects.count() == 2


def test_a_yes_and_a_withdrawal_at_once_end_in_one_way_or_the_other(
    guests: list[Registration],
) -> None:
    for one, other in zip(guests[::2], guests[1::2], strict=True):
        asking(one, other)()
        at_once(
            lambda a=one, b=other: actions.withdraw(registration=a, wanted=b, by=a.user),
            lambda a=one, b=other: actions.accept(registration=b, asker=a, by=b.user),
        )
    assert set(Wish.objects.values_list("state", flat=True)) == {State.WITHDRAWN}
