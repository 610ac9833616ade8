"""What tests stand on holds: the mail server, the site's processes, the guard, the servers."""

import signal
import smtplib
import socket
import subprocess
import sys
import urllib.request
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from redis import Redis

from tests.services import plugin
from tests.services.network import NetworkReached
from tests.services.servers import wait_until
from tests.services.site import Site, gone
from tests.services.smtp import SmtpSink


def send(sink: SmtpSink, to: str = "claire@exemple.org") -> None:
    message = EmailMessage()
    message["From"] = "bonjour@exemple.org"
    message["To"] = to
    message["Subject"] = "À demain matin"
    message.set_content("Huit heures précises, au café.")
    with smtplib.SMTP("127.0.0.1", sink.port) as client:
        client.send_message(message)


def test_the_sink_keeps_what_it_gets_parsed(smtp_sink: SmtpSink) -> None:
    mail.send_mail("À demain", "Huit heures précises.", None, ["claire@exemple.org"])
    (message,) = smtp_sink.wait_for(1, "claire@exemple.org")
    assert message["Subject"] == "À demain"
    assert "Huit heures" in message.get_content()


def test_the_sink_can_refuse_a_while(smtp_sink: SmtpSink) -> None:
    smtp_sink.refuse("450 4.2.0 later")
    with pytest.raises(smtplib.SMTPDataError, match="later"):
        send(smtp_sink)
    send(smtp_sink)
    assert len(smtp_sink.messages) == 1
    assert smtp_sink.attempts == 2


def test_the_sink_can_not_know_somebody(smtp_sink: SmtpSink) -> None:
    smtp_sink.refuse_recipient("nobody@exemple.org")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(smtp_sink, "nobody@exemple.org")
    send(smtp_sink)


def test_the_sink_can_hang_up_after_it_has_the_mail(smtp_sink: SmtpSink) -> None:
    smtp_sink.hang_up()
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(smtp_sink)
    assert len(smtp_sink.messages) == 1


def test_nothing_reaches_out_of_this_machine() -> None:
    with pytest.raises(NetworkReached, match=r"example\.org"):
        urllib.request.urlopen("http://example.org/", timeout=1)
    with pytest.raises(NetworkReached, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.django_db
def test_the_database_is_one_that_other_processes_can_open() -> None:
    name = str(connection.settings_dict["NAME"])
    if plugin.on_services():
        assert connection.vendor == "postgresql"
        assert name.endswith(plugin.worker())
    else:
        assert connection.vendor == "sqlite"
        assert Path(name).is_relative_to(plugin.folder())
        assert Path(name).is_file()


def test_what_the_run_writes_stays_in_its_own_folder() -> None:
    for place in (settings.MEDIA_ROOT, settings.BROKER_DIR, settings.CELERY_BEAT_SCHEDULE_FILENAME):
        assert Path(place).is_relative_to(plugin.folder())


@pytest.mark.slow
def test_the_web_server_sees_what_the_test_has_written(live_site: Site) -> None:
    with urllib.request.urlopen(live_site.url, timeout=10) as answer:
        assert answer.status == 200
    live_site.processes[0].kill()
    live_site.web()
    assert live_site.processes[-1].alive()


@pytest.mark.slow
def test_a_worker_and_beat_start_and_end_when_asked(site: Site) -> None:
    (worker, beat) = (site.worker(), site.beat())
    beat.wait_until_it_says("Sending due task")
    worker.wait_until_it_says("succeeded")
    site.stop()
    assert not worker.alive()
    assert not beat.alive()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_tied_child_ends_when_its_parent_is_killed() -> None:
    program = (
        "import subprocess, sys, time\n"
        "from networking.lifeline import tied\n"
        "child = subprocess.Popen(tied([sys.executable, '-c', 'import time; time.sleep(60)']))\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    wait_until(lambda: gone(child), "the end of the child")


@pytest.mark.services
@pytest.mark.django_db
def test_redis_carries_cache_and_broker() -> None:
    assert settings.CELERY_BROKER_URL.startswith("redis://127.0.0.1:")
    assert settings.CACHES["default"]["BACKEND"].endswith("RedisCache")
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.set("a message", "on its way")
        cache.set("limit", 1)
        cache.clear()
        assert broker.get("a message") == b"on its way"
    assert cache.get("limit") is None
