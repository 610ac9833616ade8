"""Serves the whole site on one machine: ``python -m networking.supervisor [reset] [--tied]``.

Migrates, fills the demo if the database is empty, then keeps three processes alive: the web
server on 127.0.0.1:$PORT, a Celery worker and beat. Whatever ends the supervisor ends them too.
"""

import contextlib
import fcntl
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from networking.lifeline import tie_to, tied

VAR = Path(__file__).resolve().parent.parent / "var"
DEFAULT_PORT = 8000
# How long a process may take to end before it is killed: uvicorn gives open streams 3 s.
PATIENCE_SECONDS = 8.0
# How Celery begins to warn whoever runs it as root, which a demo in a container does.
ROOT_WARNING = "You're running the worker with superuser privileges"
# A process that ends this often within a minute will not get better by being started again.
TOO_OFTEN = 3


class Refusal(Exception):
    """Why the site can't be served; the message is for the person at the keyboard."""


def commands(port: int, log_level: str = "warning") -> dict[str, list[str]]:
    """Return the command of each process of the site, by its name."""
    celery = [sys.executable, "-W", f"ignore:{ROOT_WARNING}", "-m", "celery"]
    celery += ["--app", "networking.celery", "--quiet"]
    web = [sys.executable, "-m", "uvicorn", "networking.asgi:application"]
    web += ["--host", "127.0.0.1", "--port", str(port), "--log-level", log_level]
    worker = [*celery, "worker", "--pool", "threads", "--concurrency", "4"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return {
        "web": [*web, "--no-access-log", "--timeout-graceful-shutdown", "3"],
        "worker": [*worker, "--loglevel", log_level],
        "beat": [*celery, "beat", "--loglevel", log_level, "--pidfile", ""],
    }


class Part:
    """One process of the site, started again when it ends without having been asked to."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self._ended: list[float] = []

    def start(self) -> None:
        # A group of its own: Ctrl-C reaches the supervisor alone, which ends each part once.
        self.process = subprocess.Popen(tied(self.command), process_group=0)  # noqa: S603

    def revive(self) -> None:
        """Start the process again if it has ended; ``Refusal`` if that happens too often."""
        if self.process is None or self.process.poll() is None:
            return
        self._ended = [at for at in self._ended if at > time.monotonic() - 60]
        self._ended.append(time.monotonic())
        if len(self._ended) >= TOO_OFTEN:
            raise Refusal(f"The {self.name} process keeps ending; see what it says above.")
        say(f"The {self.name} process ended (code {self.process.returncode}); starting it again.")
        self.start()

    def end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)

    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None


class Supervisor:
    """Keeps the parts alive until somebody asks it to stop."""

    def __init__(self, parts: list[Part], patience: float = PATIENCE_SECONDS) -> None:
        self.parts = parts
        self.patience = patience
        self.asked_to_stop = 0

    def run(self, ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        """Start everything, call ``when_ready`` once, and return when all has ended.

        The first part has the machine to itself until it is ready; the others follow.
        """
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(how, self._ask)
        announced = False
        try:
            self.parts[0].start()
            while not self.asked_to_stop:
                for part in self.parts:
                    part.revive()
                if not announced and ready():
                    announced = True
                    when_ready()
                    for part in self.parts[1:]:
                        part.start()
                time.sleep(0.1)
        finally:
            self._stop()

    def _ask(self, _number: int, _frame: object) -> None:
        self.asked_to_stop += 1

    def _stop(self) -> None:
        for part in self.parts:
            part.end(signal.SIGTERM)
        end = time.monotonic() + self.patience
        while not all(part.ended() for part in self.parts):
            if time.monotonic() > end or self.asked_to_stop > 1:
                for part in self.parts:
                    part.end(signal.SIGKILL)
            time.sleep(0.05)


@contextlib.contextmanager
def alone(url: str, folder: Path = VAR) -> Iterator[None]:
    """Hold the one right to serve from ``var/``; ``Refusal`` if somebody else does."""
    folder.mkdir(exist_ok=True)
    with (folder / "running").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(_already_running(file)) from None
        file.truncate(0)
        json.dump({"url": url, "process": os.getpid()}, file)
        file.flush()
        yield
        file.truncate(0)


def _already_running(file: IO[str]) -> str:
    file.seek(0)
    try:
        running = json.load(file)
    except ValueError:  # it has only just begun
        return "Tablée is already running from this folder. Stop it first."
    return (
        f"Tablée is already running: {running['url']} (process {running['process']}). "
        "Open that address, or stop it first with Ctrl-C."
    )


def chosen_port() -> int:
    """Read ``PORT``; ``Refusal`` if it is no port or another program has it."""
    text = os.environ.get("PORT", "") or str(DEFAULT_PORT)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Refusal(f"PORT={text} is no port: choose a number between 1 and 65535.")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Refusal(f"Port {port} is reserved; try `PORT={DEFAULT_PORT + 1}`.") from None
        except OSError:
            raise Refusal(
                f"Port {port} is taken by another program. Choose another one, "
                f"for instance `make demo PORT={port + 1}`."
            ) from None
    return port


def answers(port: int) -> bool:
    """Tell whether the web server accepts connections."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def prepare() -> None:
    """Bring assets and database up to date; in demo mode fill it if nobody is in it yet."""
    from networking.catalogues import compile_catalogues  # noqa: PLC0415

    # Before Django: what it has once looked for and not found, this process never sees.
    compile_catalogues()

    import django  # noqa: PLC0415 - the environment has to be complete first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    call_command("build_assets", stdout=io.StringIO())
    call_command("migrate", verbosity=0)
    if settings.DEMO and not get_user_model()._default_manager.exists():
        say("Filling the demo: a moment, please.")
        call_command("fill_demo", stdout=io.StringIO())
    connections.close_all()
    if settings.CLOCK is not None:  # every process has to count from the same instant
        clock = settings.CLOCK
        parts = (clock.start.isoformat(), str(clock.rate), clock.began.isoformat())
        os.environ["TABLEE_CLOCK"] = ",".join(parts)


def serve() -> None:
    """Serve the site until Ctrl-C or SIGTERM."""
    given = os.environ.get("PORT") or DEFAULT_PORT
    with alone(f"http://127.0.0.1:{given}"):
        port = chosen_port()
        url = f"http://127.0.0.1:{port}"
        os.environ.setdefault("SITE_URL", url)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings")
        prepare()
        parts = [Part(name, command) for name, command in commands(port).items()]
        Supervisor(parts).run(lambda: answers(port), lambda: say(f"Tablée is ready: {url}"))
    say("Tablée has stopped; what was entered is kept.")


def reset() -> None:
    """Throw away what the site has written, keeping its environment and built assets."""
    with alone(""):
        for path in VAR.iterdir():
            if path.name in {"env", "assets", "running"}:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    say("The demo is empty again; `make demo` fills it afresh.")


def say(text: str) -> None:
    """Speak to the person at the keyboard."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Do what was asked and return the exit code."""
    if "--tied" in arguments:  # to make, which may be killed by force
        tie_to(os.getppid())
    try:
        if "reset" in arguments:
            reset()
        else:
            serve()
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:  # before the parts were started
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
