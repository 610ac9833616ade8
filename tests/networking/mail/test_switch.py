"""The operator's switch: between two mails, and every row waits."""

import threading
import time

import pytest
from django.db import connection

from networking.audit.models import Entry
from networking.mail import actions, gate
from networking.mail.models import Halt, OutgoingMail, Priority, State, Switch
from networking.mail.sending import send_due
from tests.factories import UserFactory
from tests.networking.mail.letters import post
from tests.services.smtp import SmtpSink


def states() -> list[str]:
    return list(OutgoingMail.objects.order_by("key").values_list("state", flat=True))


@pytest.mark.django_db
def test_stopped_all_but_codes_a_code_leaves_and_a_letter_waits(smtp_sink: SmtpSink) -> None:
    post(1)
    post(2, priority=Priority.NOW)
    actions.switch(halt=Halt.BUT_CODES, by=None)
    assert send_due() == 1
    assert states() == [State.WAITING, State.SENT]
    actions.switch(halt=Halt.EVERYTHING, by=None)
    post(3, priority=Priority.NOW)
    assert send_due() == 0
    actions.switch(halt=Halt.NOTHING, by=None)
    assert send_due() == 2
    assert len(smtp_sink.messages) == 3


@pytest.mark.django_db
def test_it_says_who_threw_it_and_to_the_same_state_changes_nothing() -> None:
    claire = UserFactory.create(is_staff=True)
    first = actions.switch(halt=Halt.EVERYTHING, by=claire)
    again = actions.switch(halt=Halt.EVERYTHING, by=UserFactory.create())
    assert (again.by, again.at) == (claire, first.at)
    assert Switch.objects.count() == 1
    entry = Entry.objects.get(verb="mail.switched")
    assert (entry.by, entry.details, entry.association) == (claire, {"halt": "everything"}, None)


@pytest.mark.django_db
def test_a_sender_asks_a_few_times_a_second_at_most(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    seen = gate.Gate()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [seen.open_to() for _ in range(50)] == [tuple(Priority)] * 50


@pytest.mark.django_db(transaction=True)
def test_thrown_in_the_middle_of_a_sweep_it_stops_the_next_mails(smtp_sink: SmtpSink) -> None:
    smtp_sink.delay = 0.1
    for number in range(20):
        post(number)
    thrown = threading.Thread(target=_throw_after_three, args=[smtp_sink])
    thrown.start()
    sent = send_due()
    thrown.join()
    # Those of the quarter of a second in which the sender had not looked yet, and no more.
    assert 3 <= sent <= 9
    assert states().count(State.WAITING) == 20 - sent
    assert {mail.attempts for mail in OutgoingMail.objects.waiting()} == {0}
    actions.switch(halt=Halt.NOTHING, by=None)
    smtp_sink.delay = 0
    assert send_due() == 20 - sent
    assert len({message["Message-ID"] for message in smtp_sink.messages}) == 20


def _throw_after_three(sink: SmtpSink) -> None:
    while len(sink.messages) < 3:
        time.sleep(0.01)
    actions.switch(halt=Halt.EVERYTHING, by=None)
    connection.close()
