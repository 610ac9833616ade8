"""The supervisor keeps its parts alive, and leaves none behind, whatever happens to it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from networking import supervisor
from tests.services.servers import wait_until
from tests.services.site import ROOT, gone

pytestmark = pytest.mark.slow

# Two parts that say their process numbers and then do nothing, one of them deaf to SIGTERM.
PROGRAM = """
import sys
from networking.supervisor import Part, Supervisor, say
part = "import os, time; os.write(1, b'{} %d' % os.getpid() + bytes([10])); time.sleep(600)"
deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
parts = [
    Part("quiet", [sys.executable, "-c", part.format("quiet")]),
    Part("deaf", [sys.executable, "-c", deaf + part.format("deaf")]),
]
Supervisor(parts, patience=1).run(lambda: True, lambda: say("ready"))
say("done")
"""


class Running:
    """A supervisor in a process of its own, and what it has said."""

    def __init__(self, program: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        self.parts: dict[str, int] = {}

    def read_until(self, pattern: str, times: int = 1) -> None:
        assert self.process.stdout
        while len(re.findall(pattern, self.said)) < times:
            line = self.process.stdout.readline()
            assert line, f"it ended, saying:\n{self.said}"
            self.said += line
        started = re.findall(r"^(quiet|deaf) (\d+)$", self.said, re.MULTILINE)
        self.parts = {name: int(number) for name, number in started}

    def all_gone(self) -> bool:
        return all(gone(part) for part in self.parts.values())


@pytest.fixture
def running() -> Iterator[Running]:
    running = Running(PROGRAM)
    running.read_until(r"(quiet|deaf) \d+", times=2)
    yield running
    running.process.kill()
    for part in running.parts.values():
        if not gone(part):
            os.kill(part, signal.SIGKILL)
    running.process.communicate()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_all_its_parts_when_asked_to_stop(running: Running, how: signal.Signals) -> None:
    running.process.send_signal(how)
    running.read_until("done")
    assert running.process.wait(10) == 0
    assert running.all_gone()


def test_it_starts_a_part_again_that_was_killed(running: Running) -> None:
    os.kill(running.parts["quiet"], signal.SIGKILL)
    running.read_until(r"quiet \d+", times=2)
    assert "The quiet process ended (code -9); starting it again." in running.said
    assert not gone(running.parts["quiet"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_its_parts_end_even_when_it_is_killed_itself(running: Running) -> None:
    running.process.kill()
    wait_until(lambda: gone(running.parts["quiet"]), "the end of the part")


def test_it_gives_up_on_a_part_that_keeps_ending() -> None:
    program = """
import sys
from networking.supervisor import Part, Supervisor, Refusal, say
parts = [Part("web", [sys.executable, "-c", "1 / 0"])]
try:
    Supervisor(parts).run(lambda: False, lambda: None)
except Refusal as refusal:
    say(str(refusal))
"""
    running = Running(program)
    running.read_until("The web process keeps ending; see what it says above.")
    assert "ZeroDivisionError" in running.said
    running.process.communicate()


def test_a_second_one_in_the_same_folder_is_told_where_the_first_is(tmp_path: Path) -> None:
    with (
        supervisor.alone("http://127.0.0.1:8000", tmp_path),
        pytest.raises(supervisor.Refusal, match=r"already running: http://127\.0\.0\.1:8000"),
        supervisor.alone("http://127.0.0.1:8001", tmp_path),
    ):
        pass
    with supervisor.alone("http://127.0.0.1:8001", tmp_path):  # once it is gone, the next may
        pass


def test_a_taken_port_is_said_to_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(supervisor.Refusal, match=f"Port {port} is taken by another program"):
            supervisor.chosen_port()
    assert supervisor.chosen_port() == port


@pytest.mark.parametrize("text", ["eight thousand", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(supervisor.Refusal, match="is no port"):
        supervisor.chosen_port()
