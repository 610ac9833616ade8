"""A room of viewers of one process, and one tap: how long until they all have it.

The viewers are real connections held by another process. A tap is `publish` with its transaction,
in a third process; without Redis it is seen at the next look at the database's file, so half of
`database_file.TICK_SECONDS` is in every figure. Beside it, each in a process like ours: the floor,
a bare endpoint told by a POST; a Channels consumer, told the same way; and viewers of our own who
poll every two seconds, as they do where a stream can't be had.
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
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import quote

from bench._site import start

SIZES = (50, 500, 2000, 8000)
SHOWN = 2000
TAPS = 5
# What a real snapshot of a breakfast takes, about.
SNAPSHOT = {"segment": "table", "anchors": [1_796_108_400_000 + n for n in range(60)]}
# How long a way may take to fill a room and to tell it a few times.
PATIENCE_SECONDS = 60.0
# How long the server is watched while nothing happens.
REST_SECONDS = 2.0

Tap = Callable[[int], object]


@dataclass(frozen=True)
class Way:
    """A way to tell a room: which server, how viewers follow, under which address."""

    name: str
    app: str
    follow: str
    path: str


@dataclass(frozen=True)
class Held:
    """What a server holds at an instant: memory in bytes, threads, databases, processor time."""

    memory: int
    threads: int
    databases: int
    seconds: float


FLOOR = Way("floor", "bench._live_floor:application", "stream", "/live")
OURS = Way("ours", "networking.asgi:application", "stream", "/live?token={}")
CHANNELS = Way("channels", "bench._live_channels:application", "websocket", "/live")
POLLING = Way("polling", "networking.asgi:application", "poll", "/live/snapshot?token={}")
WAYS = (FLOOR, OURS, CHANNELS, POLLING)


def run(arguments: list[str]) -> dict[str, Any]:
    """Print a table; return the figures of 2,000 viewers, or of the largest room asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench live")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N")
    parser.add_argument("--database", default="", metavar="URL", help="write to this PostgreSQL")
    parser.add_argument("--redis", default="", metavar="URL", help="push through this Redis")
    options = parser.parse_args(arguments)
    shown = SHOWN if SHOWN in options.sizes else max(options.sizes)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder), options.database, options.redis)
        print(
            f"{'viewers':>8} {'':<8} {'50 %':>9} {'99 %':>9} {'all':>9} {'each':>9}"
            f" {'at rest':>9}   threads, databases"
        )
        for size in options.sizes:
            for way in WAYS:
                row = _row(way, size, Path(folder))
                if size == shown:
                    prefix = "" if way is OURS else f"{way.name}_"
                    figures |= {f"{prefix}{key}": value for key, value in row.items()}
    return {"n": shown, "seconds": figures["all_seconds"]} | figures


def _row(way: Way, size: int, folder: Path) -> dict[str, float]:
    try:
        with _server(way, folder) as (port, process):
            figures = _measure(way, port, process, size)
    except StopIteration:
        print(f"{size:>8} {way.name:<8} not all were told in {PATIENCE_SECONDS:.0f} s", flush=True)
        return {}
    print(
        f"{size:>8} {way.name:<8} {figures['p50_seconds'] * 1000:6.0f} ms"
        f" {figures['p99_seconds'] * 1000:6.0f} ms {figures['all_seconds'] * 1000:6.0f} ms"
        f" {figures['bytes_per_viewer'] / 1024:6.1f} KB {figures['rest'] * 100:7.1f} %"
        f"   {figures['threads_more']:+.0f}, {figures['databases_more']:+.0f}",
        flush=True,
    )
    return figures


def _measure(way: Way, port: int, process: int, size: int) -> dict[str, float]:
    """Fill the room, tap a few times, and see what became of time, memory and processor."""
    tap, path = _ours(way) if "{}" in way.path else _theirs(way, port)
    first = int(time.time() * 1000)  # revisions only go up, also over several rooms
    tap(first)
    with _viewers(way, port, path, 1) as told:  # the server has in memory what it needs once
        next(told)
        before = _held(process)
    with _viewers(way, port, path, size) as told:
        next(told)
        latencies: list[float] = []
        for rev in range(first + 1, first + 1 + TAPS):
            time.sleep(0.3 + rev % 7 / 70)  # not in step with the looks at the file
            tapped = time.monotonic()
            tap(rev)
            latencies += [at - tapped for at in next(told)]
        after = _held(process)
        time.sleep(REST_SECONDS)
        rested = _held(process)
    cuts = statistics.quantiles(latencies, n=100)
    return {
        "p50_seconds": cuts[49],
        "p99_seconds": cuts[98],
        "all_seconds": max(latencies),
        "bytes_per_viewer": (after.memory - before.memory) / size,
        "threads_more": after.threads - before.threads,
        "databases_more": after.databases - before.databases,
        "rest": (rested.seconds - after.seconds) / REST_SECONDS,
    }


@contextmanager
def _viewers(way: Way, port: int, path: str, size: int) -> Iterator[Iterator[list[float]]]:
    """Open so many connections; what is given tells, for each revision, when each had it.

    It stops telling when our patience is over.
    """
    command = [sys.executable, "-m", "bench._live_viewers", way.follow, str(port), path, str(size)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        patience = Timer(PATIENCE_SECONDS, process.kill)
        patience.start()
        try:
            yield (json.loads(line)["times"] for line in process.stdout)
        finally:
            patience.cancel()
            process.kill()


@contextmanager
def _server(way: Way, folder: Path) -> Iterator[tuple[int, int]]:
    """Serve an application as in production; give the port and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", way.app, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "1"]
    with (folder / f"{way.name}.log").open("ab") as log:
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


def _ours(way: Way) -> tuple[Tap, str]:
    from networking.push import actions, tokens  # noqa: PLC0415  Django must be set up before

    def tap(rev: int) -> None:
        actions.publish(channel="event:1", rev=rev, snapshot=SNAPSHOT)

    return tap, way.path.format(quote(tokens.issue("event:1", "link:1")))


def _theirs(way: Way, port: int) -> tuple[Tap, str]:
    def tap(rev: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("POST", "/tap", f"id: {rev}\ndata: {json.dumps(SNAPSHOT)}\n\n")
        connection.getresponse().read()
        connection.close()

    return tap, way.path


def _held(process: int) -> Held:
    """Return what a process holds now."""
    folder = Path("/proc") / str(process)
    pages = int((folder / "statm").read_text().split()[1])
    spent = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
    return Held(
        memory=pages * os.sysconf("SC_PAGE_SIZE"),
        threads=len(list((folder / "task").iterdir())),
        databases=_databases(folder),
        seconds=sum(map(int, spent)) / os.sysconf("SC_CLK_TCK"),
    )


def _databases(folder: Path) -> int:
    """Count open database files of a process; on PostgreSQL, all connections but our own."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        files = [str(file.readlink()) for file in (folder / "fd").iterdir() if file.is_symlink()]
        return sum(file.endswith("bench.sqlite3") for file in files)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def _set_up(folder: Path, database: str, redis: str) -> None:
    """Choose a database of our own, for this process and those it starts."""
    os.environ |= {
        "TABLEE_TESTING": "1",
        "SECRET_KEY": "only-for-benchmarks",
        "DATABASE_URL": database or f"sqlite:///{folder / 'bench.sqlite3'}",
        "REDIS_URL": redis,
        "DJANGO_SETTINGS_MODULE": "networking.settings",
    }
    start()
