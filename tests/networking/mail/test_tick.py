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
