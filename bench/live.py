"""A room of viewers of one process, and one tap: how long until they all have it.

The viewers are real connections held by another process. A tap is `publish` with its transaction,
in a third process; without Redis it is seen at the next look at the database's file, so half of
`database_file.TICK_SECONDS` is in every figure. The floor is a bare endpoint under the same
server, told by a POST.
"""

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

SIZES = (50, 500, 2000)
FULL = (*SIZES, 8000)
SHOWN = 2000
TAPS = 5
# What a real snapshot of a breakfast takes, about.
SNAPSHOT = {"segment": "table", "anchors": [1_796_108_400_000 + n for n in range(60)]}
PATIENCE_SECONDS = 60.0

Tap = Callable[[int], object]


def run(arguments: list[str]) -> dict[str, Any]:
    """Print a table; return the figures of 2,000 viewers."""
    parser = argparse.ArgumentParser(prog="python -m bench live")
    parser.add_argument("--full", action="store_true", help="also 8,000 viewers")
    parser.add_argument("--redis", default="", metavar="URL", help="push through this Redis")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder), options.redis)
        print(
            f"{'viewers':>8} {'':<6} {'50 %':>9} {'99 %':>9} {'all':>9} {'each':>9}"
            "   threads, databases"
        )
        figures = {}
        for size in FULL if options.full else SIZES:
            floor = _row("floor", size, Path(folder))
            ours = _row("ours", size, Path(folder))
            if size == SHOWN:
                figures = ours | {f"floor_{key}": value for key, value in floor.items()}
    return {"n": SHOWN, "seconds": figures["all_seconds"]} | figures


def _row(name: str, size: int, folder: Path) -> dict[str, float]:
    with _server(name, folder) as (port, process):
        tap, path = _ours() if name == "ours" else _floor(port)
        figures = _measure(port, process, size, tap, path)
    print(
        f"{size:>8} {name:<6} {figures['p50_seconds'] * 1000:6.0f} ms"
        f" {figures['p99_seconds'] * 1000:6.0f} ms {figures['all_seconds'] * 1000:6.0f} ms"
        f" {figures['bytes_per_viewer'] / 1024:6.1f} KB"
        f"   {figures['threads_more']:+.0f}, {figures['databases_more']:+.0f}"
    )
    return figures


def _measure(port: int, process: int, size: int, tap: Tap, path: str) -> dict[str, float]:
    """Fill the room, tap a few times, and see what became of time and memory."""
    first = int(time.time() * 1000)  # revisions only go up, also over several rooms
    tap(first)
    with _viewers(port, path, 1) as told:  # the server has everything in memory that it needs once
        next(told)
        before = _held(process)
    with _viewers(port, path, size) as told:
        next(told)
        latencies: list[float] = []
        for rev in range(first + 1, first + 1 + TAPS):
            time.sleep(0.3 + rev % 7 / 70)  # not in step with the looks at the file
            tapped = time.monotonic()
            tap(rev)
            latencies += [at - tapped for at in next(told)]
        after = _held(process)
    cuts = statistics.quantiles(latencies, n=100)
    return {
        "p50_seconds": cuts[49],
        "p99_seconds": cuts[98],
        "all_seconds": max(latencies),
        "bytes_per_viewer": (after[0] - before[0]) / size,
        "threads_more": after[1] - before[1],
        "databases_more": after[2] - before[2],
    }


@contextmanager
def _viewers(port: int, path: str, size: int) -> Iterator[Iterator[list[float]]]:
    """Open `size` streams; what is given tells, for each revision, when each had it."""
    command = [sys.executable, "-m", "bench._live_viewers", str(port), path, str(size)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield (json.loads(line)["times"] for line in process.stdout)
        process.kill()


@contextmanager
def _server(name: str, folder: Path) -> Iterator[tuple[int, int]]:
    """Serve the site, or the floor, as in production; give the port and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    app = "networking.asgi:application" if name == "ours" else "bench._live_floor:application"
    command = [sys.executable, "-m", "uvicorn", app, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "1"]
    with (folder / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not start")


def _ours() -> tuple[Tap, str]:
    from networking.push import actions, tokens  # noqa: PLC0415  Django must be set up before

    def tap(rev: int) -> None:
        actions.publish(channel="event:1", rev=rev, snapshot=SNAPSHOT)

    return tap, f"/live?token={quote(tokens.issue('event:1', 'link:1'))}"


def _floor(port: int) -> tuple[Tap, str]:
    def tap(rev: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("POST", "/tap", f"id: {rev}\ndata: {json.dumps(SNAPSHOT)}\n\n")
        connection.getresponse().read()
        connection.close()

    return tap, "/live"


def _held(process: int) -> tuple[int, int, int]:
    """Return a process's memory in bytes, its threads and its open databases."""
    folder = Path("/proc") / str(process)
    pages = int((folder / "statm").read_text().split()[1])
    files = [str(file.readlink()) for file in (folder / "fd").iterdir() if file.is_symlink()]
    threads = len(list((folder / "task").iterdir()))
    return (
        pages * os.sysconf("SC_PAGE_SIZE"),
        threads,
        sum(f.endswith("bench.sqlite3") for f in files),
    )


def _set_up(folder: Path, redis: str) -> None:
    """Choose a database of our own, for this process and those it starts."""
    os.environ |= {
        "TABLEE_TESTING": "1",
        "SECRET_KEY": "only-for-benchmarks",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "REDIS_URL": redis,
        "DJANGO_SETTINGS_MODULE": "networking.settings",
    }
    import django  # noqa: PLC0415  the environment has to be complete first
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
