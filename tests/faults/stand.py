"""A whole site of its own, whose parts are taken away: database, broker, workers, mail server."""

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.services import machine
from tests.services.servers import PostgreSQL, Redis
from tests.services.site import ROOT, Site
from tests.services.smtp import SmtpSink


class Stand:
    """Two workers' worth of site on its own database and broker, and a mail server it sends to.

    Embedded, that is SQLite and Celery's messages in files; else PostgreSQL and Redis.
    """

    def __init__(self, folder: Path, *, embedded: bool) -> None:
        self.folder = folder
        self.sink = SmtpSink()
        self.sink.start()
        self.postgresql: PostgreSQL | None = None
        self.redis: Redis | None = None
        if not embedded:
            self._start_servers()
        self.site = Site(folder / "logs", self._environment())
        self._call("manage.py", "migrate", "--verbosity", "0")
        self.feeder = self._open_feeder()

    def _start_servers(self) -> None:
        programs, program = machine.postgresql(), machine.redis()
        assert programs
        assert program
        self.postgresql = PostgreSQL(programs, self.folder / "postgresql", durable=True)
        self.postgresql.start()
        self.redis = Redis(program, self.folder / "redis")
        self.redis.start()
        where = ("-h", "127.0.0.1", "-p", str(self.postgresql.port), "-U", "tablee")
        subprocess.run([programs / "createdb", *where, "faults"], check=True, cwd="/")

    def _environment(self) -> dict[str, str]:
        database = f"sqlite:///{self.folder / 'faults.sqlite3'}"
        return {
            "DATABASE_URL": f"{self.postgresql.url}/faults" if self.postgresql else database,
            "REDIS_URL": f"{self.redis.url}/0" if self.redis else "",
            "BROKER_DIR": str(self.folder / "broker"),
            "CACHE_DIR": str(self.folder / "cache"),
            "BEAT_SCHEDULE": str(self.folder / "beat"),
            "EMAIL_URL": self.sink.url,
        }

    # --- What happens ---------------------------------------------------------------------------

    def post(self, first: int, number: int) -> None:
        """Queue so many mails, in one transaction."""
        assert self.ask(post=[first, number]) == number

    def set_clock(self, by: dt.timedelta) -> None:
        """Have the processes started from now on read another time."""
        began = dt.datetime.now(dt.UTC)
        clock = f"{(began + by).isoformat()},1,{began.isoformat()}"
        self.site.environment["TABLEE_CLOCK"] = clock

    def two_beats(self) -> None:
        """As after a clumsy deployment."""
        self.site.beat()
        self.site.environment["BEAT_SCHEDULE"] += "-second"
        self.site.beat()

    def lose_messages(self) -> None:
        """Take everything from the broker that workers were told."""
        if self.redis:
            self.redis.stop()
            self.redis.start()
        else:
            for message in (self.folder / "broker" / "queue").glob("*"):
                message.unlink(missing_ok=True)

    # --- What is known --------------------------------------------------------------------------

    def ask(self, **asked: Any) -> Any:
        """Ask the feeder, which stands on the site's database."""
        assert self.feeder.stdin
        assert self.feeder.stdout
        self.feeder.stdin.write(json.dumps(asked) + "\n")
        self.feeder.stdin.flush()
        return json.loads(self.feeder.stdout.readline())

    def left(self) -> int:
        """How many mails are neither sent nor failed for good."""
        states = self.ask(states=True)
        return sum(number for state, number in states.items() if state not in {"sent", "failed"})

    def close(self) -> None:
        """Stop all of it."""
        self.feeder.kill()
        self.feeder.communicate()
        for process in self.site.processes:
            process.kill()
        self.sink.stop()
        for server in (self.redis, self.postgresql):
            if server:
                server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _open_feeder(self) -> "subprocess.Popen[str]":
        feeder = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.feeder"],
            cwd=ROOT,
            env={**self.site.environment, "DJANGO_SETTINGS_MODULE": "networking.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert feeder.stdout
        assert feeder.stdout.readline() == "ready\n"
        return feeder

    def _call(self, *command: str) -> None:
        environment = self.site.environment
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
