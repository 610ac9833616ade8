"""Putting mails in the outbox, and taking them out again."""

import datetime as dt

import pytest
from django.db import transaction

from networking.mail import actions, kinds, poke
from networking.mail.models import OutgoingMail, Priority, State
from networking.time import now
from tests.factories import UserFactory
from tests.networking.mail.letters import LETTER, post

pytestmark = pytest.mark.django_db


def test_a_mail_said_twice_is_one_mail() -> None:
    first = post(1, params={"subject": "Un"})
    second = post(1, params={"subject": "Deux"}, to="other@exemple.org")
    assert second == first
    assert OutgoingMail.objects.get().params == {"subject": "Un"}


def test_the_message_id_is_made_with_the_row() -> None:
    one, two = post(1), post(2)
    assert one.message_id != two.message_id
    assert OutgoingMail.objects.get(pk=one.pk).message_id == one.message_id


def test_the_address_is_normalised() -> None:
    assert post(to="  Claire@Exemple.ORG ").to == "claire@exemple.org"


def test_a_mail_without_an_address_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="needs an address"):
        post(to=" ")


def test_the_language_is_the_persons_unless_said() -> None:
    user = UserFactory.create(language="en")
    assert post(1, user=user).language == "en"
    assert post(2, user=user, language="fr").language == "fr"
    assert post(3).language == "fr"


def test_the_priority_is_the_kinds_unless_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert post(1).priority == Priority.ORDINARY
    assert post(2, priority=Priority.MAILING).priority == Priority.MAILING
    assert post(3, kind="unheard.of").priority == Priority.ORDINARY
    urgent = kinds.Kind("tests.code", render=LETTER.render, priority=Priority.NOW)
    monkeypatch.setitem(kinds._kinds, urgent.name, urgent)
    assert post(4, kind="tests.code").priority == Priority.NOW


def test_a_mail_vanishes_with_the_transaction_that_made_it() -> None:
    with pytest.raises(RuntimeError, match="after all not"), transaction.atomic():
        post()
        raise RuntimeError("after all not")
    assert not OutgoingMail.objects.exists()


def test_a_worker_is_told_once_a_transaction(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    with django_capture_on_commit_callbacks() as told:  # type: ignore[operator]
        post(1)
        post(2)
        post(3, due_at=now() + dt.timedelta(hours=1))
    assert told == [poke.poke]


def test_nobody_is_told_of_a_mail_for_later(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    with django_capture_on_commit_callbacks() as told:  # type: ignore[operator]
        post(1, due_at=now() + dt.timedelta(hours=1))
    assert told == []


def test_one_of_many_in_a_mailing_waits_for_the_sweep(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    with django_capture_on_commit_callbacks() as told:  # type: ignore[operator]
        post(1, priority=Priority.MAILING)
    assert told == []


def test_without_a_broker_the_mail_waits_for_the_sweep(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unreachable(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(poke.current_app, "send_task", unreachable)
    poke.poke()
    assert "no worker told" in caplog.text


def test_what_is_about_a_cancelled_event_is_withdrawn_together() -> None:
    mine = [post(1, topic="event:1"), post(2, topic="event:1", kind="tests.other")]
    other = post(3, topic="event:2")
    gone = post(4, topic="event:1")
    OutgoingMail.objects.filter(pk=gone.pk).update(state=State.SENT)

    assert actions.withdraw(topic="event:1", by=None) == 2
    assert actions.withdraw(topic="event:1", by=None) == 0
    states = dict(OutgoingMail.objects.values_list("pk", "state"))
    assert [states[mail.pk] for mail in mine] == [State.DROPPED, State.DROPPED]
    assert states[other.pk] == State.WAITING
    assert states[gone.pk] == State.SENT


def test_one_mail_is_withdrawn_by_its_key_and_some_by_their_kinds() -> None:
    post(1, topic="event:1")
    post(2, topic="event:1", kind="tests.other")
    assert actions.withdraw(key="letter:1", by=None) == 1
    assert actions.withdraw(topic="event:1", kinds={"tests.letter"}, by=None) == 0
    assert actions.withdraw(topic="event:1", kinds={"tests.other"}, by=None) == 1


def test_withdrawing_everything_by_mistake_is_refused() -> None:
    with pytest.raises(ValueError, match="Say which"):
        actions.withdraw(topic="", by=None)
