"""Two facilitators, two phones, one instant."""

import threading
import uuid
from collections import Counter

import pytest
from django.db import connection

from events.agenda import actions
from events.agenda.actions import Stale
from events.agenda.models import Command
from events.agenda.reading import read
from events.agenda.templates import CLASSIC
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 6


def at_once(work):
    """Run ``work(number)`` in several threads that start at the same instant."""
    barrier = threading.Barrier(TOGETHER)
    answers: list[object] = []

    def run(number):
        barrier.wait()
        try:
            answers.append(work(number))
        except Exception as error:  # noqa: BLE001
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def event():
    event = EventFactory.create()
    actions.lay_out(event=event, template=CLASSIC, by=None)
    actions.command(event=event, kind="start", payload={}, id=uuid.uuid4(), expected_rev=0, by=None)
    return event


def tap(event, id):
    return actions.command(event=event, kind="next", payload={}, id=id, expected_rev=1, by=None).rev


def test_of_several_who_press_next_at_once_one_is_heard(event):
    answers = at_once(lambda _: tap(event, uuid.uuid4()))
    kinds = Counter(type(answer) for answer in answers)
    assert kinds == {int: 1, Stale: TOGETHER - 1}
    assert read(event).state.index == 1


def test_one_tap_that_arrives_several_times_at_once_is_one_command(event):
    id = uuid.uuid4()
    answers = at_once(lambda _: tap(event, id))
    assert answers == [2] * TOGETHER
    assert Command.objects.count() == 2


def test_late_guests_at_several_doors_each_get_one_line_in_the_log(event):
    # What the system tells is never stale: all of them are written down, one after the other.
    def tell(number):
        kind = "pause" if number % 2 else "resume"
        return actions.tell(event=event, kind=kind, payload={}, id=uuid.uuid4())

    answers = at_once(tell)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    revisions = list(Command.objects.order_by("rev").values_list("rev", flat=True))
    assert revisions == list(range(1, len(revisions) + 1))


def test_two_who_start_at_once_start_one_run():
    event = EventFactory.create()
    actions.lay_out(event=event, template=CLASSIC, by=None)

    def start(_):
        return actions.command(
            event=event, kind="start", payload={}, id=uuid.uuid4(), expected_rev=0, by=None
        ).rev

    kinds = Counter(type(answer) for answer in at_once(start))
    assert kinds == {int: 1, Stale: TOGETHER - 1}
