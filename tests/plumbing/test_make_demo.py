"""`make demo`, as somebody runs it who has just cloned the project."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.servers import free_port, wait_until
from tests.services.site import ROOT, gone

STAMP = Path(sys.prefix) / "made-from.json"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not STAMP.exists(), reason="`make env` did not make this environment"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]


class Clone:
    """A copy of the project in a folder of its own, with this environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {**kept, "PORT": str(self.port)}
        self.running: list[subprocess.Popen[bytes]] = []

    def copy(self) -> None:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        for name in listed.stdout.decode().rstrip("\0").split("\0"):
            if (ROOT / name).is_file():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.folder / name)
        (self.folder / ".venv").symlink_to(sys.prefix)

    def make(self, *words: str) -> tuple[int, str]:
        """Run make to its end."""
        done = subprocess.run(
            ["make", *words],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        return done.returncode, done.stdout

    def demo(self) -> subprocess.Popen[bytes]:
        """Start `make demo` and return when it says that it is ready."""
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                ["make", "demo"],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append(process)

        def ready() -> bool:
            assert process.poll() is None, self.said()
            return f"Tablée is ready: {self.url}" in self.said()

        wait_until(ready, "the demo", 150)
        return process

    def said(self) -> str:
        return self.log.read_text()

    def processes(self) -> list[int]:
        """Everything that runs in this folder."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                at_home = (entry / "cwd").readlink() == self.folder
            except OSError:
                continue
            if at_home and not gone(int(entry.name)):
                found.append(int(entry.name))
        return found

    def wait_for_silence(self) -> None:
        wait_until(lambda: not self.processes(), "the end of everything")


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    clone = Clone(tmp_path)
    clone.copy()
    yield clone
    for pid in clone.processes():
        os.kill(pid, signal.SIGKILL)
    for process in clone.running:
        process.wait()


def get(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return int(answer.status)


def read(url: str) -> str:
    asked = urllib.request.Request(url, headers={"Accept-Language": "fr"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return str(answer.read().decode())


def test_the_demo_is_served_kept_and_leaves_nothing_running(clone: Clone) -> None:
    process = clone.demo()
    assert get(clone.url) == 200
    assert "Filling the demo" in clone.said()
    assert len(clone.processes()) == 5  # make, supervisor, web, worker, beat

    # What was written while it was filled is French too, though nothing was compiled before.
    page = read(f"{clone.url}/a/le-cercle/")
    for path in set(re.findall(r"/a/le-cercle/e/[^/\"]+/", page)):
        assert "Tour de table" in read(clone.url + path)
        assert "Round table" not in read(clone.url + path)

    # A second one, or a reset, is refused and says where the first is.
    for words in (["demo", f"PORT={free_port()}"], ["demo-reset"]):
        (code, said) = clone.make(*words)
        assert code != 0
        assert f"Tablée is already running: {clone.url}" in said
    assert get(clone.url) == 200

    # Ctrl-C reaches make and everything in its group.
    os.killpg(process.pid, signal.SIGINT)
    process.wait(30)
    clone.wait_for_silence()
    assert "what was entered is kept" in clone.said()
    assert "Traceback" not in clone.said()

    # It keeps its data; and when make is killed by force, all the others end by themselves.
    process = clone.demo()
    assert "Filling the demo" not in clone.said()
    process.kill()
    clone.wait_for_silence()

    (code, _) = clone.make("demo-reset")
    assert code == 0
    assert not list((clone.folder / "var").glob("*.sqlite3*"))
    assert (clone.folder / "var" / "env").exists()
