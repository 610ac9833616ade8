"""The site's own processes, as they run in production: web server, worker, beat."""

import os
import signal
import subprocess
from pathlib import Path

from networking.lifeline import tied
from networking.supervisor import answers, commands
from tests.services.servers import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
# pytest says here which test runs: nothing that the site should be different for.
_OF_THE_TEST = "PYTEST_CURRENT_TEST"


def gone(pid: int) -> bool:
    """Tell whether a process has ended, collected by its parent or not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


class SiteProcess:
    """One process of the site with the test's environment; what it says is in ``log``."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], log: Path):
        self.name = name
        self.log = log
        self.environment = dict(environment)
        self._heard = log.stat().st_size if log.exists() else 0
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                tied(command, signal.SIGKILL),
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def said(self) -> str:
        """What it said since it was started, or since the test that now has it took it over."""
        return self.log.read_bytes()[self._heard :].decode(errors="replace")

    def listen_anew(self) -> None:
        """Leave what it said until now to the tests before."""
        self._heard = self.log.stat().st_size

    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_it_says(self, words: str, seconds: float = 90) -> None:
        """Return when ``words`` are in the log; fail at once if the process has ended."""
        wait_until(lambda: words in self._said_alive(), f"{self.name} saying {words!r}", seconds)

    def _said_alive(self) -> str:
        assert self.alive(), f"{self.name} ended:\n{self.said}"
        return self.said

    def kill(self) -> None:
        """Pull the plug, as a power cut would."""
        self._process.kill()
        self._process.wait()

    def stop(self, seconds: float = 10) -> None:
        """Ask it to end, and insist after ``seconds``. Twice is harmless."""
        if self.alive():
            self._process.terminate()
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()


class Standing:
    """A web server that stays from one test to the next, for starting one takes seconds.

    It keeps nothing between two requests but what is in the database and the cache, and both are
    emptied between tests. Whoever kills it, or wants another environment, gets one of her own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._server: SiteProcess | None = None

    def take(self, environment: dict[str, str]) -> SiteProcess | None:
        """Return the server if it runs in this environment; end it if it runs in another."""
        server = self._server
        if server and server.alive() and server.environment == environment:
            server.listen_anew()
            return server
        self.stop()
        return None

    def keep(self, server: SiteProcess) -> None:
        """Have the next test find this one."""
        self._server = server

    def keeps(self, process: SiteProcess) -> bool:
        """Tell whether this is the one that stays."""
        return process is self._server

    def stop(self) -> None:
        """End it. Twice is harmless."""
        if self._server:
            self._server.stop()
        self._server = None


class Site:
    """All processes of one test: start what the test needs, as often as it needs it.

    ``environment`` may be changed before a process is started: ``TICK_SECONDS`` is short here,
    ``TABLEE_CLOCK`` moves the clock of whatever is started afterwards. With ``standing``, the
    web server is the one that stands there if it suits, and stands there afterwards.
    """

    def __init__(
        self,
        folder: Path,
        environment: dict[str, str] | None = None,
        standing: Standing | None = None,
    ) -> None:
        self.folder = folder
        self.standing = standing
        self.port = standing.port if standing else free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: list[SiteProcess] = []
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != _OF_THE_TEST},
            "SITE_URL": self.url,
            "TICK_SECONDS": "0.5",
            "LOG_LEVEL": "INFO",
            **(environment or {}),
        }

    def web(self) -> SiteProcess:
        """Start the web server (always on the same port) and return when it answers."""
        if self.standing:
            if (standing := self.standing.take(self.environment)) is not None:
                self.processes.append(standing)
                return standing
            process = self._start("web", self.standing.folder)
            self.standing.keep(process)
        else:
            process = self._start("web")

        def ready() -> bool:
            assert process.alive(), f"the web server ended:\n{process.said}"
            return answers(self.port)

        wait_until(ready, "the web server")
        return process

    def worker(self) -> SiteProcess:
        """Start a Celery worker and return when it takes tasks."""
        process = self._start("worker")
        process.wait_until_it_says("ready.")
        return process

    def beat(self) -> SiteProcess:
        """Start beat, which ticks every ``TICK_SECONDS``."""
        return self._start("beat")

    def stop(self) -> None:
        """Stop everything, the last started first."""
        for process in reversed(self.processes):
            process.stop()

    def leave(self) -> None:
        """Stop everything but the web server that stays."""
        for process in reversed(self.processes):
            if not (self.standing and self.standing.keeps(process)):
                process.stop()

    def log(self) -> str:
        """Return what all of them said."""
        return "\n".join(f"--- {process.name}\n{process.said}" for process in self.processes)

    def _start(self, name: str, folder: Path | None = None) -> SiteProcess:
        folder = folder or self.folder
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / f"{len(self.processes)}-{name}.log"
        command = commands(self.port, log_level="info")[name]
        process = SiteProcess(name, command, self.environment, log)
        self.processes.append(process)
        return process
