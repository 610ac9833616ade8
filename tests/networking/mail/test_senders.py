"""Several senders at once, and senders that are killed: real processes, a real mail server."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction

from networking.mail.models import OutgoingMail, State
from tests.networking.mail.letters import post
from tests.services.servers import wait_until
from tests.services.smtp import SmtpSink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]
# In seconds. Longer than a batch takes on a busy machine, or it would be sent again and again.
LEASE = "6"


def fill(number: int) -> None:
    with transaction.atomic():
        for one in range(number):
            post(one)


def start(sink: SmtpSink, *options: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.networking.mail.sender", *options],
        cwd=ROOT,
        env={**os.environ, "EMAIL_URL": sink.url, "LOG_LEVEL": "ERROR"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def begin(*senders: "subprocess.Popen[str]") -> None:
    """Let them begin together, as soon as all of them are ready."""
    for sender in senders:
        assert sender.stdout
        assert sender.stdout.readline() == "ready\n"
    for sender in senders:
        assert sender.stdin
        sender.stdin.write("go\n")
        sender.stdin.flush()


@contextmanager
def senders(sink: SmtpSink, number: int, *options: str) -> Iterator[None]:
    """Run so many senders."""
    started = [start(sink, *options) for _ in range(number)]
    try:
        begin(*started)
        yield
    finally:
        for sender in started:
            sender.kill()
            sender.communicate()


def left() -> int:
    return OutgoingMail.objects.exclude(state=State.SENT).count()


def times_each(sink: SmtpSink) -> Counter[str]:
    return Counter(str(message["Message-ID"]) for message in sink.messages)


def test_two_senders_share_the_work_and_send_each_mail_once(smtp_sink: SmtpSink) -> None:
    fill(100)
    with senders(smtp_sink, 2, "--seconds", "30"):
        wait_until(lambda: left() == 0, "all mails sent")
    assert len(times_each(smtp_sink)) == 100
    assert set(times_each(smtp_sink).values()) == {1}


def test_without_the_lock_two_senders_send_the_same_mails(smtp_sink: SmtpSink) -> None:
    fill(100)
    with senders(smtp_sink, 2, "--seconds", "30", "--careless"):
        wait_until(lambda: left() == 0, "all mails sent")
        wait_until(lambda: len(times_each(smtp_sink)) == 100, "all mails received")
    assert max(times_each(smtp_sink).values()) > 1


@pytest.mark.faults
def test_a_sender_killed_again_and_again_loses_nothing_and_doubles_one_a_kill_at_most(
    smtp_sink: SmtpSink,
) -> None:
    dice = random.Random(20261120)
    kills = 6
    fill(300)
    smtp_sink.delay = 0.01
    for _ in range(kills):
        sender = start(smtp_sink, "--lease", LEASE)
        begin(sender)
        with pytest.raises(subprocess.TimeoutExpired):
            sender.wait(dice.uniform(0.05, 0.6))
        sender.kill()
        sender.communicate()
    assert left() > 0, "the sender was never killed over its work"
    with senders(smtp_sink, 2, "--seconds", "120", "--lease", LEASE):
        wait_until(lambda: left() == 0, "all mails sent", seconds=120)
    times = times_each(smtp_sink)
    assert len(times) == 300
    assert max(times.values()) <= 2
    assert sum(times.values()) - 300 <= kills
