"""Throw-away PostgreSQL and Redis, on free ports of 127.0.0.1, gone with the run."""

import contextlib
import functools
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from networking.lifeline import tie_to

# Below the ports of outgoing connections on Linux (32,768 and on), above those of known services.
_NEVER_GIVEN = (15_000, 32_000)


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody uses just now.

    One that the system gives to nobody by itself: those of outgoing connections may be taken in the
    moment between the choosing and the server's start.
    """
    dice = random.SystemRandom()
    while True:
        port = dice.randrange(*_NEVER_GIVEN)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 90) -> None:
    """Return as soon as ``ready()`` is true; ``TimeoutError`` naming ``what`` if it never is."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def listens(port: int) -> bool:
    """Tell whether somebody accepts connections on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """A program started for the run: ``stop()`` ends it, twice is harmless."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def _run(self, command: list[str], log: Path, user: str | None = None) -> None:
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                user=user,
                group=user,
                extra_groups=[] if user else None,
                # Nothing else runs yet in this process, and PostgreSQL's user can't run our Python.
                preexec_fn=functools.partial(tie_to, os.getpid(), signal.SIGINT),  # noqa: PLW1509
            )
        wait_until(lambda: self._answers(log), command[0])

    def _answers(self, log: Path) -> bool:
        if self._process is None or self._process.poll() is not None:
            raise RuntimeError(log.read_text(errors="replace"))
        return listens(self.port)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


class PostgreSQL(Server):
    """A cluster of its own in ``folder``; without fsync, since nobody needs it tomorrow.

    A ``durable`` one writes each commit before it says so: it may be killed and started again.
    """

    def __init__(self, programs: Path, folder: Path, *, durable: bool = False) -> None:
        super().__init__()
        self.programs = programs
        self.folder = folder
        self.durable = durable
        # PostgreSQL refuses to run as root: the packages' own user runs it then.
        self.user = "postgres" if os.geteuid() == 0 else None

    @property
    def url(self) -> str:
        return f"postgres://tablee@127.0.0.1:{self.port}"

    def start(self) -> None:
        self.folder.mkdir(parents=True)
        if self.user:
            owner = pwd.getpwnam(self.user)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        become = ["runuser", "-u", self.user, "--"] if self.user else []
        data = self.folder / "data"
        initdb = [str(self.programs / "initdb"), "--pgdata", str(data), "--username", "tablee"]
        options = ["--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        if b"--icu-locale" in subprocess.check_output([initdb[0], "--help"], cwd="/"):
            # Sort as most servers do, skipping spaces: nothing of ours may depend on it.
            options += ["--locale-provider", "icu", "--icu-locale", "fr-u-ka-shifted"]
        subprocess.run([*become, *initdb, *options], cwd="/", check=True, capture_output=True)
        self._serve()

    def _serve(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "fsync": "off",
            "synchronous_commit": "on" if self.durable else "off",
            "full_page_writes": "off",
            "max_connections": "200",
        }
        arguments = [word for pair in settings.items() for word in ("-c", "=".join(pair))]
        program = str(self.programs / "postgres")
        data = self.folder / "data"
        self._run([program, "-D", str(data), *arguments], self.folder / "log", self.user)

    def crash_and_come_back(self) -> None:
        """End it in the middle of everything (an immediate shutdown), and start it again."""
        super().stop(signal.SIGQUIT)
        self._serve()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop at once, without waiting for clients to leave."""
        super().stop(how)
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Server):
    """A Redis that keeps nothing on disk, with two databases for each test process."""

    def __init__(self, program: Path, folder: Path) -> None:
        super().__init__()
        self.program = program
        self.folder = folder

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        options = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "save": "",
            "appendonly": "no",
            "databases": "64",
            "dir": str(self.folder),
        }
        arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
        self._run([str(self.program), *arguments], self.folder / "log")
