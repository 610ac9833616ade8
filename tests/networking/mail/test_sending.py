"""Sending to a real mail server, which is not always in a good mood."""

import datetime as dt
import smtplib
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail as django_mail

from networking.mail import actions, backoff, kinds
from networking.mail.kinds import Attachment, Content, Kind
from networking.mail.models import OutgoingMail, Priority, State
from networking.mail.sending import BATCH, send_due
from networking.time import now
from tests.factories import AssociationFactory, UserFactory
from tests.networking.mail.letters import LETTER, NAME, post
from tests.services.servers import free_port
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return list(OutgoingMail.objects.order_by("key").values_list("state", flat=True))


def after(wait: dt.timedelta) -> Any:
    return time_machine.travel(now() + wait + dt.timedelta(seconds=1))


def test_a_due_mail_arrives_with_its_own_message_id(smtp_sink: SmtpSink) -> None:
    letter = post(1, association=AssociationFactory.create(name="Le Cercle, Lyon"))
    assert send_due() == 1
    assert send_due() == 0
    (message,) = smtp_sink.messages
    assert message["Message-ID"] == letter.message_id
    assert message["To"] == "claire.1@exemple.org"
    assert message["From"].addresses[0].display_name == "Le Cercle, Lyon"
    assert "Huit heures" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "<p>Huit" in message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    sent = OutgoingMail.objects.get()
    assert (sent.state, sent.lease, sent.attempts) == (State.SENT, "", 1)
    assert sent.sent_at is not None


def test_more_than_a_batch_goes_over_one_connection(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    connect = smtplib.SMTP.connect

    def counted(line: smtplib.SMTP, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        opened.append(line)
        return connect(line, *args, **kwargs)

    monkeypatch.setattr(smtplib.SMTP, "connect", counted)
    for number in range(BATCH + 5):
        post(number)
    assert send_due() == BATCH + 5
    assert len(smtp_sink.messages) == BATCH + 5
    assert len(opened) == 1


def test_with_the_mail_switched_off_everything_waits(
    smtp_sink: SmtpSink, settings: LazySettings
) -> None:
    settings.MAIL_ENABLED = False
    post(1)
    assert send_due() == 0
    assert states() == [State.WAITING]
    settings.MAIL_ENABLED = True
    assert send_due() == 1


def test_a_server_that_says_later_is_asked_again_later(smtp_sink: SmtpSink) -> None:
    smtp_sink.refuse("450 4.2.0 later")
    post(1)
    assert send_due() == 0
    assert states() == [State.WAITING]
    assert send_due() == 0
    with after(dt.timedelta(minutes=1)):
        assert send_due() == 1
    assert len(smtp_sink.messages) == 1


def test_a_server_that_says_never_is_believed(smtp_sink: SmtpSink) -> None:
    smtp_sink.refuse("554 5.7.1 no")
    post(1)
    post(2)
    assert send_due() == 1
    assert states() == [State.FAILED, State.SENT]
    assert OutgoingMail.objects.get(key="letter:1").last_error == "554 5.7.1 no"


def test_an_address_nobody_has_holds_up_nobody_else_and_is_not_written_to_again(
    smtp_sink: SmtpSink,
) -> None:
    smtp_sink.refuse_recipient("claire.1@exemple.org")
    post(1)
    post(2)
    assert send_due() == 1
    assert states() == [State.FAILED, State.SENT]
    post(3, to="claire.1@exemple.org")
    assert send_due() == 0
    assert OutgoingMail.objects.get(key="letter:3").last_error == "the address doesn't exist"


def test_a_code_is_tried_even_where_nobody_was(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = Kind("tests.code", render=LETTER.render, priority=Priority.NOW)
    monkeypatch.setitem(kinds._kinds, code.name, code)
    actions.stop(address="claire.1@exemple.org", kind="*", reason="bounced", by=None)  # type: ignore[arg-type]
    post(1, kind=code.name)
    assert send_due() == 1


def test_a_line_cut_after_the_words_leaves_doubt_and_one_more_try(smtp_sink: SmtpSink) -> None:
    smtp_sink.hang_up()
    letter = post(1)
    assert send_due() == 0
    assert states() == [State.UNCERTAIN]
    assert send_due() == 0
    with after(backoff.DOUBT):
        assert send_due() == 1
    assert [message["Message-ID"] for message in smtp_sink.messages] == [letter.message_id] * 2


def test_a_line_cut_once_does_not_stop_the_batch(smtp_sink: SmtpSink) -> None:
    smtp_sink.hang_up()
    post(1)
    post(2)
    assert send_due() == 1
    assert states() == [State.UNCERTAIN, State.SENT]


def test_a_server_that_thinks_too_long_leaves_doubt(
    smtp_sink: SmtpSink, settings: LazySettings
) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    smtp_sink.delay = 0.6
    post(1)
    assert send_due() == 0
    assert states() == [State.UNCERTAIN]


def test_without_a_server_only_one_mail_has_tried_in_vain(
    smtp_sink: SmtpSink, settings: LazySettings
) -> None:
    settings.EMAIL_PORT = free_port()
    for number in range(3):
        post(number)
    assert send_due() == 0
    assert states() == [State.WAITING] * 3
    assert sum(OutgoingMail.objects.values_list("attempts", flat=True)) == 1


def test_a_mail_no_longer_wanted_is_dropped(smtp_sink: SmtpSink) -> None:
    post(1, params={"done": True})
    assert send_due() == 0
    assert OutgoingMail.objects.get().last_error == "no longer wanted"
    assert states() == [State.DROPPED]


def test_a_mail_that_may_not_leave_at_night_waits_for_the_morning(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    morning = now() + dt.timedelta(hours=9)
    night = [morning]
    kind = Kind(NAME, render=LETTER.render, hold=lambda mail: night.pop() if night else None)
    monkeypatch.setitem(kinds._kinds, NAME, kind)
    post(1)
    assert send_due() == 0
    held = OutgoingMail.objects.get()
    assert (held.state, held.due_at, held.attempts) == (State.WAITING, morning, 0)
    with after(dt.timedelta(hours=9)):
        assert send_due() == 1


def test_nonsense_for_an_address_is_dropped(smtp_sink: SmtpSink) -> None:
    post(1, to="claire at home")
    assert send_due() == 0
    assert states() == [State.DROPPED]


def test_a_mail_that_can_not_be_made_holds_up_nobody_and_says_no_name(
    smtp_sink: SmtpSink, caplog: pytest.LogCaptureFixture
) -> None:
    post(1, params={"broken": True})
    post(2, kind="unheard.of")
    post(3)
    assert send_due() == 1
    assert states() == [State.WAITING, State.WAITING, State.SENT]
    assert "could not be made: LookupError at" in caplog.text
    assert "exemple.org" not in caplog.text


def test_a_sender_whose_lease_is_nearly_over_begins_nothing(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(1)
    real = actions.claim

    def slept_over(**how: Any) -> list[OutgoingMail]:
        claimed = real(**how)
        OutgoingMail.objects.update(lease_until=now() + dt.timedelta(seconds=20))
        return claimed

    monkeypatch.setattr(actions, "claim", slept_over)
    assert send_due(budget=1) == 0
    assert smtp_sink.attempts == 0


def test_what_there_is_no_time_for_is_given_back(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    smtp_sink.delay = 0.3
    for number in range(3):
        post(number)
    assert send_due(budget=0.2) == 1
    assert states().count(State.WAITING) == 2
    assert sum(OutgoingMail.objects.values_list("attempts", flat=True)) == 1


def test_it_speaks_the_recipients_language(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone, translation

    def speaking(mail: OutgoingMail) -> Content:
        zone = timezone.get_current_timezone_name()
        return Content(subject=f"{translation.get_language()} {zone}", text="…\n")

    monkeypatch.setitem(kinds._kinds, NAME, Kind(NAME, render=speaking))
    post(1, user=UserFactory.create(language="en", time_zone="America/Montreal"))
    post(2)
    send_due()
    said = {message["Subject"] for message in smtp_sink.messages}
    assert said == {"en America/Montreal", "fr Europe/Paris"}


def test_a_wrong_password_fails_no_mail(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong password")

    with monkeypatch.context() as patched:
        patched.setattr("networking.mail.smtp.EmailBackend.open", refused)
        post(1)
        post(2)
        assert send_due() == 0
    assert states() == [State.WAITING, State.WAITING]
    with after(dt.timedelta(minutes=1)):
        assert send_due() == 2


def test_files_and_a_way_to_answer_go_along(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = Content(
        subject="Deux\nlignes",
        text="…\n",
        reply_to=("claire@exemple.org",),
        attachments=(Attachment("event.ics", "BEGIN:VCALENDAR", "text/calendar; method=REQUEST"),),
    )
    monkeypatch.setitem(kinds._kinds, NAME, Kind(NAME, render=lambda mail: content))
    post(1)
    send_due()
    (message,) = smtp_sink.messages
    assert message["Reply-To"] == "claire@exemple.org"
    (ics,) = message.iter_attachments()
    assert ics.get_filename() == "event.ics"
    assert ics.get_content_type() == "text/calendar"
    assert message["List-Unsubscribe"] is None


def test_any_other_backend_of_django_will_do(settings: LazySettings) -> None:
    post(1)
    assert send_due() == 1
    assert len(django_mail.outbox) == 1


def test_a_late_sweep_says_so(smtp_sink: SmtpSink, caplog: pytest.LogCaptureFixture) -> None:
    post(1, due_at=now() - dt.timedelta(minutes=20))
    send_due()
    assert "late by 1200 s" in caplog.text
