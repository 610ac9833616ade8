"""One tick from cron does what beat and worker do."""

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from networking.mail import tasks
from networking.mail.models import OutgoingMail, State
from tests.networking.mail.letters import post
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db


def test_a_tick_sends_what_is_due_and_again_sends_nothing(smtp_sink: SmtpSink) -> None:
    post(1)
    for _ in range(2):
        call_command("tick")
    assert len(smtp_sink.messages) == 1
    assert OutgoingMail.objects.get().state == State.SENT


def test_the_outbox_comes_last_so_that_what_others_queued_leaves_at_once(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    from celery import current_app

    ran = []
    current_app.loader.import_default_modules()
    for name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}:
        monkeypatch.setitem(current_app.tasks, name, lambda name=name: ran.append(name))
    call_command("tick")
    assert ran[-1] == "networking.mail.tasks.send_due"
    assert "followups.reminders.tasks.remind" in ran


def test_the_task_sends(smtp_sink: SmtpSink) -> None:
    post(1)
    tasks.send_due()
    assert len(smtp_sink.messages) == 1


def test_a_process_that_is_sending_and_is_told_again_looks_once_more_and_never_twice_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks, inside = [], []

    def send_due() -> None:
        assert not inside
        inside.append(True)
        looks.append(True)
        if len(looks) == 1:
            # As other threads of the worker do meanwhile: they return at once.
            tasks.send_due()
            tasks.send_due()
        inside.pop()

    monkeypatch.setattr(tasks.sending, "send_due", send_due)
    tasks.send_due()
    assert len(looks) == 2
    tasks.send_due()
    assert len(looks) == 3


def test_a_sender_that_breaks_leaves_its_turn_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def send_due() -> None:
        raise OSError("the database is gone")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="gone"):
        broken.setattr(tasks.sending, "send_due", send_due)
        tasks.send_due()
    post(1)
    tasks.send_due()
    assert OutgoingMail.objects.get().attempts == 1
