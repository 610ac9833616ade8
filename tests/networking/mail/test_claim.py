"""Claiming mails, settling them, and finding those whose sender died."""

import datetime as dt

import pytest
import time_machine
from django.conf import LazySettings

from networking.mail import actions, backoff
from networking.mail.models import OutgoingMail, Priority, State, Stop
from networking.mail.outcomes import SENT, Outcome, Verdict
from networking.moved_clock import MovedClock
from networking.time import now
from tests.networking.mail.letters import post

pytestmark = pytest.mark.django_db
LATER = Outcome(Verdict.LATER, words="450 4.2.0 later", code="450")


def claim() -> OutgoingMail:
    (mail,) = actions.claim(most=10)
    return mail


def read(mail: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=mail.pk)


def test_who_waits_for_a_code_stands_before_a_mailing() -> None:
    post(1, priority=Priority.MAILING, due_at=now() - dt.timedelta(hours=2))
    post(2, due_at=now() - dt.timedelta(hours=1))
    post(3, priority=Priority.NOW)
    assert [mail.key for mail in actions.claim(most=2)] == ["letter:3", "letter:2"]
    assert [mail.key for mail in actions.claim(most=2)] == ["letter:1"]


def test_what_is_claimed_is_claimed_once() -> None:
    post(1)
    assert len(actions.claim(most=10)) == 1
    assert actions.claim(most=10) == []


def test_what_is_not_due_is_left() -> None:
    post(1, due_at=now() + dt.timedelta(minutes=1))
    assert actions.claim(most=10) == []


def test_looking_for_nothing_costs_a_query_for_each_priority(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        actions.claim(most=10)


def test_a_lease_that_ran_out_lets_the_mail_wait_again_and_shuts_the_late_sender_out() -> None:
    post(1)
    with time_machine.travel(now() - actions.LEASE - dt.timedelta(seconds=1)):
        OutgoingMail.objects.update(due_at=now())
        late = claim()
    assert actions.recover() == 1
    assert actions.recover() == 0
    mine = claim()
    assert not actions.settle(mail=late, outcome=LATER)
    assert actions.settle(mail=mine, outcome=SENT)
    assert not actions.settle(mail=late, outcome=LATER)
    assert read(mine).state == State.SENT
    assert read(mine).attempts == 2


def test_a_sender_killed_over_one_mail_too_often_gives_it_up() -> None:
    post(1)
    claim()
    OutgoingMail.objects.update(attempts=backoff.MOST_ATTEMPTS, lease_until=now())
    with time_machine.travel(now() + dt.timedelta(seconds=1)):
        actions.recover()
    assert OutgoingMail.objects.get().state == State.FAILED


def test_what_was_claimed_and_not_begun_goes_back_as_it_was() -> None:
    post(1)
    mail = claim()
    assert actions.release(mails=[mail]) == 1
    assert actions.release(mails=[mail]) == 0
    assert read(mail).state == State.WAITING
    assert read(mail).attempts == 0


def test_a_refused_mail_waits_ever_longer_and_fails_in_the_end() -> None:
    post(1)
    waits = []
    with time_machine.travel(now(), tick=False) as clock:
        while (mails := actions.claim(most=1)) and actions.settle(mail=mails[0], outcome=LATER):
            mail = read(mails[0])
            waits.append(mail.due_at - now())
            clock.move_to(mail.due_at)
            if mail.state == State.FAILED:
                break
    assert len(waits) == backoff.MOST_ATTEMPTS
    assert sum(waits, dt.timedelta()) > dt.timedelta(days=1)
    assert mail.last_error == "450 4.2.0 later"


def test_a_mail_in_doubt_is_tried_once_more_later_and_then_left_to_people() -> None:
    post(1)
    doubt = Outcome(Verdict.UNCERTAIN, words="the line broke")
    mail = claim()
    actions.settle(mail=mail, outcome=doubt)
    assert read(mail).state == State.UNCERTAIN
    assert actions.recover() == 0
    with time_machine.travel(now() + backoff.DOUBT + dt.timedelta(seconds=1)):
        assert actions.recover() == 1
        again = claim()
        assert again.message_id == mail.message_id
        actions.settle(mail=again, outcome=doubt)
    with time_machine.travel(now() + dt.timedelta(days=2)):
        assert actions.recover() == 0
        assert read(mail).state == State.UNCERTAIN
        assert actions.retry(mail=mail, by=None)
        assert not actions.retry(mail=mail, by=None)
        assert claim().pk == mail.pk


def test_a_dead_address_gets_no_more_mails() -> None:
    post(1)
    dead = Outcome(Verdict.NEVER, words="550 5.1.1 nobody", code="550", dead_address=True)
    mail = claim()
    actions.settle(mail=mail, outcome=dead)
    assert read(mail).state == State.FAILED
    assert Stop.objects.get().reason == "bounced"


def test_a_code_is_scrubbed_once_its_mail_is_settled() -> None:
    post(1, params={"code": "ABC-DEF", "subject": "Votre code"})
    mail = claim()
    actions.settle(mail=mail, outcome=LATER)
    assert read(mail).params["code"] == "ABC-DEF"
    with time_machine.travel(now() + dt.timedelta(hours=1)):
        actions.settle(mail=claim(), outcome=SENT)
    assert read(mail).params == {"subject": "Votre code"}


def test_in_the_demo_the_mailbox_still_shows_the_code(settings: LazySettings) -> None:
    settings.DEMO = True
    post(1, params={"code": "ABC-DEF"})
    mail = claim()
    actions.settle(mail=mail, outcome=SENT)
    assert read(mail).params == {"code": "ABC-DEF"}


def test_a_faster_clock_makes_longer_leases(settings: LazySettings) -> None:
    began = now()
    settings.CLOCK = MovedClock(start=began, rate=30.0, began=began)
    assert actions.lease_ends() - now() > dt.timedelta(hours=1)
