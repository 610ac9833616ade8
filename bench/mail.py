"""The outbox: how fast it empties, and whether its sweep minds how long the table is.

Mails with a code, text and HTML, go to a local server. The floor is a bare `smtplib` loop over one
connection: the same words, put into a message of the standard library's and sent, one after the
other, with no templates, no database and nothing noted. The same loop with one message made
beforehand stands beside it. The sweep claims 1,000 due mails among 10,000, 100,000 and 1,000,000,
most of them sent long ago and the rest for later.
"""

import argparse
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

from bench._site import start

MAILS = 1000
ROUNDS = 3
TABLES = (10_000, 100_000, 1_000_000)
DUE = 1000
REPEATS = 7


def run(arguments: list[str]) -> dict[str, Any]:
    """Print two tables; return the figures of one sender, and the sweep's."""
    parser = argparse.ArgumentParser(prog="python -m bench mail")
    parser.add_argument("--mails", type=int, default=MAILS)
    parser.add_argument("--database", default="", metavar="URL", help="instead of SQLite")
    parser.add_argument("--redis", default="", metavar="URL", help="which PostgreSQL needs")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, _sink() as sink:
        _set_up(Path(folder), options, sink.port)
        figures = _rates(options.mails, sink)
        return {"n": options.mails} | figures | _sweeps()


# --- How fast it empties ------------------------------------------------------------------------


def _rates(mails: int, sink: "Sink") -> dict[str, Any]:
    """Take turns, and keep the best of each: what else the machine does slows them all."""
    turns: dict[str, Callable[[], float]] = {
        "bare smtplib loop": lambda: _bare_loop(mails, sink, make=True),
        "… made beforehand": lambda: _bare_loop(mails, sink, make=False),
        "one sender": lambda: _senders(1, mails, sink),
        "two senders": lambda: _senders(2, mails, sink),
    }
    best = dict.fromkeys(turns, float("inf"))
    for _ in range(ROUNDS):
        best = {name: min(best[name], turn()) for name, turn in turns.items()}
    floor, beforehand, one, two = best.values()
    print(f"{'':<22} {'seconds':>9} {'mails/s':>9} {'ratio':>7}")
    for name, seconds in best.items():
        print(f"{name:<22} {seconds:9.2f} {mails / seconds:9.0f} {floor / seconds:7.2f}")
    print()
    return {
        "seconds": one,
        "floor_seconds": floor,
        "beforehand_seconds": beforehand,
        "two_seconds": two,
        "ratio": floor / one,
        "two_ratio": floor / two,
    }


def _bare_loop(mails: int, sink: "Sink", *, make: bool) -> float:
    """Send the words of one mail over and over; `make` a message of them each time, or once."""
    from networking.mail.kinds import kind_of  # noqa: PLC0415  Django must be set up before
    from networking.mail.sending import content_of, message_of  # noqa: PLC0415

    mail = _queue(1)[0]
    content = content_of(mail, kind_of(mail.kind))
    made = message_of(mail, kind_of(mail.kind)).message().as_bytes().replace(b"\n", b"\r\n")
    sink.count()
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", sink.port) as line:
        for number in range(mails):
            if make:
                message = EmailMessage()
                message["From"] = "Tablée <bonjour@localhost>"
                message["To"] = f"guest.{number}@exemple.org"
                message["Subject"] = content.subject
                message["Message-ID"] = make_msgid(domain="localhost")
                message.set_content(content.text)
                message.add_alternative(content.html, subtype="html")
                line.send_message(message)
            else:
                line.sendmail("bonjour@localhost", [mail.to], made)
    seconds = time.perf_counter() - began
    assert sink.count() == mails
    return seconds


def _senders(number: int, mails: int, sink: "Sink") -> float:
    """Let so many senders empty the outbox, each a process that waits for the start."""
    _queue(mails)
    program = "from bench.mail import send; send()"
    senders = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(number)
    ]
    for sender in senders:
        assert sender.stdout
        sender.stdout.readline()
    sink.count()
    began = time.perf_counter()
    for sender in senders:
        assert sender.stdin
        sender.stdin.close()
    for sender in senders:
        sender.wait()
    seconds = time.perf_counter() - began
    assert sink.count() == mails, "not every mail was sent once"
    return seconds


def send() -> None:
    """What a sender does: get ready, wait for the start, empty the outbox."""
    import django  # noqa: PLC0415  its environment is its parent's

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from networking.mail import kinds, sending  # noqa: PLC0415
    from networking.mail.models import OutgoingMail  # noqa: PLC0415

    OutgoingMail.objects.due().exists()
    # Templates and routes are loaded once in a worker's life, not once a mailing.
    mail = OutgoingMail.objects.order_by("pk")[0]
    sending.message_of(mail, kinds.kind_of(mail.kind))
    print("ready", flush=True)
    sys.stdin.read()
    while sending.send_due():
        pass
    connection.close()


def _queue(mails: int) -> list[Any]:
    """Put so many mails in an empty outbox."""
    from networking.mail.models import OutgoingMail  # noqa: PLC0415

    OutgoingMail.objects.all().delete()
    return OutgoingMail.objects.bulk_create(
        OutgoingMail(
            kind="accounts.code",
            to=f"guest.{number}@exemple.org",
            key=f"bench:{number}",
            params={"code": "ABC-DEF"},
            priority=0,
        )
        for number in range(mails)
    )


# --- The sweep ----------------------------------------------------------------------------------


def _sweeps() -> dict[str, Any]:
    print(f"{'rows':>9} {'sweep':>11}")
    seconds = []
    for rows in TABLES:
        _fill(rows)
        seconds.append(min(_sweep() for _ in range(REPEATS)))
        print(f"{rows:>9,} {seconds[-1] * 1000:8.1f} ms")
    print()
    return {"sweep_seconds": seconds[-1], "growth": seconds[-1] / seconds[0]}


def _sweep() -> float:
    """Claim all that is due, as a sender does, and put it back."""
    from networking.mail import actions, sending  # noqa: PLC0415
    from networking.mail.models import OutgoingMail, State  # noqa: PLC0415

    began = time.perf_counter()
    actions.recover()
    claimed = 0
    while batch := actions.claim(most=sending.BATCH):
        claimed += len(batch)
    seconds = time.perf_counter() - began
    assert claimed == DUE
    OutgoingMail.objects.filter(state=State.SENDING, lease_until__isnull=False).update(
        state=State.WAITING, lease="", lease_until=None
    )
    return seconds


def _fill(rows: int) -> None:
    """Make a table of so many mails: four in five sent, the rest for next week, 1,000 due."""
    import datetime as dt  # noqa: PLC0415

    from django.db import connection, transaction  # noqa: PLC0415

    from networking.mail.models import OutgoingMail, State  # noqa: PLC0415
    from networking.time import now  # noqa: PLC0415

    later = now() + dt.timedelta(days=7)
    if rows == TABLES[0]:
        OutgoingMail.objects.all().delete()
        OutgoingMail.objects.bulk_create(
            OutgoingMail(
                kind="accounts.notice",
                to=f"guest.{number}@exemple.org",
                key=f"sweep:{number}",
                state=State.SENT if number % 5 else State.WAITING,
                priority=number % 3,
                due_at=later,
            )
            for number in range(rows)
        )
    with transaction.atomic(), connection.cursor() as cursor:
        OutgoingMail.objects.update(due_at=later)
        while (have := OutgoingMail.objects.count()) < rows:
            cursor.execute(_copied(min(have, rows - have), have))
        waiting = OutgoingMail.objects.waiting().order_by("pk").values_list("pk", flat=True)[:DUE]
        due = OutgoingMail.objects.filter(pk__in=list(waiting))
        due.update(due_at=now() - dt.timedelta(minutes=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copied(number: int, have: int) -> str:
    """Return the statement that copies so many mails of the table, with keys of their own."""
    from networking.mail.models import OutgoingMail  # noqa: PLC0415

    columns = [f'"{each.column}"' for each in OutgoingMail._meta.fields if not each.primary_key]
    values = [f"key || '+{have}'" if column == '"key"' else column for column in columns]
    return (
        f"INSERT INTO mail_outgoingmail ({', '.join(columns)}) "  # noqa: S608  our own words
        f"SELECT {', '.join(values)} FROM mail_outgoingmail ORDER BY id LIMIT {number}"
    )


# --- What it stands on --------------------------------------------------------------------------


class Sink:
    """The mail server, in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.port = int(self._said())

    def count(self) -> int:
        """Return how many mails came since the last time."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._said())

    def _said(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


@contextmanager
def _sink() -> Iterator[Sink]:
    command = [sys.executable, "-m", "bench._mail_sink"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Sink(process)
        process.kill()


def _set_up(folder: Path, options: argparse.Namespace, port: int) -> None:
    """Choose database and mail server, for this process and those it starts."""
    os.environ |= {
        "TABLEE_TESTING": "1",
        "SECRET_KEY": "only-for-benchmarks",
        "DATABASE_URL": options.database or f"sqlite:///{folder / 'bench.sqlite3'}",
        "REDIS_URL": options.redis,
        "BROKER_DIR": str(folder / "broker"),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        # What leaves to each domain is counted, as always, and nothing is put off.
        "MAILS_A_MINUTE_PER_DOMAIN": "1000000",
        "DJANGO_SETTINGS_MODULE": "networking.settings",
    }
    start()
