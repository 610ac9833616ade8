"""Several tabs send at once: one mail a follow-up, and never one more than a day's measure."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from events.calendar.models import Status as EventStatus
from followups.contacts.introductions.reach import topic_of
from followups.contacts.models import Contact
from followups.reminders import actions
from followups.reminders.models import FollowUp, Letter, Way
from followups.reminders.writing import actions as writing
from followups.reminders.writing.reach import KIND, MOST_A_DAY
from networking.accounts.models import User
from networking.mail import actions as outbox
from networking.mail.models import OutgoingMail
from tests.factories import EncounterFactory, EventFactory, RegistrationFactory, UserFactory
from tests.followups.reminders.writing.conftest import accepts, words

pytestmark = pytest.mark.django_db(transaction=True)
TABS = 4


@pytest.fixture
def amina() -> User:
    """Somebody who met four people, all of whom accept a word through Tablée."""
    event = EventFactory.create(over=True, status=EventStatus.OVER)
    owner = UserFactory.create()
    for _ in range(TABS):
        person = accepts(RegistrationFactory.create(event=event).user)
        EncounterFactory.create(event=event, first=owner, second=person)
    actions.derive(event=event)
    return owner


def sending(follow_up: FollowUp) -> Callable[[], Letter]:
    mine = FollowUp.objects.select_related("owner", "person", "event").get(pk=follow_up.pk)
    return lambda: writing.write(
        follow_up=mine, words=words(f"Mot {mine.pk}"), way=Way.SENT, by=mine.owner
    )


def at_once(*doings: Callable[[], Letter]) -> list[object]:
    """Do all of it from threads that start together; return what came of each."""
    start = threading.Barrier(len(doings))

    def work(doing: Callable[[], Letter]) -> object:
        start.wait()
        try:
            return doing()
        except writing.EnoughToday as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(doings)) as pool:
        return [done.result() for done in [pool.submit(work, doing) for doing in doings]]


def test_of_four_tabs_that_send_the_same_one_mail_leaves(amina: User) -> None:
    follow_up = FollowUp.objects.of(amina).first()
    assert follow_up is not None
    letters = at_once(*[sending(follow_up) for _ in range(TABS)])
    assert len(set(letters)) == 1
    assert OutgoingMail.objects.filter(kind=KIND).count() == 1
    assert Contact.objects.of(amina).count() == 1


def test_of_four_people_written_to_at_once_one_has_the_last_mail_of_the_day(
    amina: User,
) -> None:
    for number in range(MOST_A_DAY - 1):
        outbox.enqueue(
            kind=KIND, to="x@exemple.org", key=f"k{number}", topic=topic_of(amina), by=None
        )
    found = at_once(*[sending(each) for each in FollowUp.objects.of(amina)])
    assert sum(isinstance(each, Letter) for each in found) == 1
    assert OutgoingMail.objects.filter(kind=KIND).count() == MOST_A_DAY
