"""Check-ins through HTTP, 1,000 guests: one device and eight, and search as somebody types.

The site is served as in production; the devices are real connections in another process on the
same cores. The floor is a bare Django view doing one UPDATE under the same server. With
``--database`` and ``--redis`` the same on PostgreSQL. 20/s is a door in its busiest minute.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench._site import start
from bench.suggestions import event_with

PEOPLE = 1000
BUSY = 20  # a second
SEARCHES = ("le", "éne", "zoe", "dur", "atelier", "durand 5", "am", "ngo")
Request = tuple[str, str, str]


def run(arguments: list[str]) -> dict[str, Any]:
    """Print a table; return the figures of eight devices."""
    parser = argparse.ArgumentParser(prog="python -m bench door")
    parser.add_argument("--database", default="", metavar="URL", help="PostgreSQL instead")
    parser.add_argument("--redis", default="", metavar="URL", help="which PostgreSQL needs")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder), options)
        return _figures(Path(folder))


def _figures(folder: Path) -> dict[str, Any]:
    guests, headers, path = _door()

    def taps(does: str) -> list[Request]:
        # Each of its own name: a tap that was undone counts no more.
        return [("POST", f"{path}taps/", _tap(does, pk)) for pk in guests]

    kept = [("GET", f"{path}list.json", "")] * 40
    arrivals = [("GET", f"{path}arrivals.json", "")] * 100
    found = [("GET", f"{path}?q={_quoted(query)}", "") for query in SEARCHES * 25]
    print(f"{'':<22} {'a second':>9} {'50 %':>13}{'99 %':>13}{'served':>13}")
    with _server("bench._door_floor:application", folder) as port:
        updates = [("POST", f"/{pk}/", "") for pk in guests]
        _ask(port, 1, headers, updates[:50])
        floor = {many: _row(f"floor, {many}", port, many, headers, updates) for many in (1, 8)}
    ours = {}
    with _server("bench._door_site:application", folder) as port:
        _ask(port, 1, headers, taps("in")[:50] + taps("undo")[:50])
        for many in (1, 8):
            ours[many] = _row(f"check-in, {many}", port, many, headers, taps("in"))
            _here(PEOPLE)
            _ask(port, 4, headers, taps("undo"))
            _here(0)
        few = taps("in")[: BUSY * 10]
        busy = _row(f"check-in, {BUSY}/s", port, 4, headers, few, pause=4 / BUSY)
        # The page's first answer reads its templates: as with taps, that isn't what is measured.
        _ask(port, 2, headers, found[:8])
        search = _row("search, 1", port, 1, headers, found)
        both = _row("search, 2", port, 2, headers, found)
        _row("the list, 2", port, 2, headers, kept)
        _row("who is here, 2", port, 2, headers, arrivals)
    return {
        "n": PEOPLE,
        "seconds": ours[8]["seconds"],
        "rate": ours[8]["rate"],
        "floor_rate": floor[8]["rate"],
        "ratio": ours[8]["rate"] / floor[8]["rate"],
        "ratio_one_device": ours[1]["rate"] / floor[1]["rate"],
        "p99_seconds": ours[8]["p99"],
        "floor_p99_seconds": floor[8]["p99"],
        "busy_p99_seconds": busy["p99"],
        "search_p99_seconds": search["p99"],
        "search_served_p99_seconds": search["served_p99"],
        "search_by_two_p99_seconds": both["p99"],
    }


def _tap(does: str, guest: int) -> str:
    """What a device sends for one tap."""
    tap = {"id": str(uuid.uuid4()), "does": does, "ago": 0, "guest": guest, "source": "search"}
    return json.dumps({"taps": [tap]})


def _row(
    name: str,
    port: int,
    devices: int,
    headers: dict[str, str],
    requests: Sequence[Request],
    *,
    pause: float = 0.0,
) -> dict[str, float]:
    said = _ask(port, devices, headers, requests, pause=pause)
    cuts = statistics.quantiles(said["each"], n=100)
    served = statistics.quantiles(said["served"], n=100)[98] if said["served"] else 0.0
    rate = len(requests) / said["seconds"]
    ms = "".join(f"{cut * 1000:10.1f} ms" if cut else "" for cut in (cuts[49], cuts[98], served))
    print(f"{name:<22} {rate:9.0f} {ms}")
    return {
        "seconds": said["seconds"],
        "rate": rate,
        "p50": cuts[49],
        "p99": cuts[98],
        "served_p99": served,
    }


def _ask(
    port: int,
    devices: int,
    headers: dict[str, str],
    requests: Sequence[Request],
    *,
    pause: float = 0.0,
) -> dict[str, Any]:
    """Let devices send these requests; raises if one of them is refused."""
    asked = {
        "port": port,
        "devices": devices,
        "headers": headers,
        "requests": requests,
        "pause": pause,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench._door_devices"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _door() -> tuple[list[int], dict[str, str], str]:
    """A thousand guests, a host's session as a browser sends it, and the door's address."""
    from django.conf import settings  # noqa: PLC0415  Django must be set up before
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from networking.accounts.models import User  # noqa: PLC0415
    from networking.associations.actions import give_role  # noqa: PLC0415

    event = event_with(PEOPLE, "door")
    host = User.objects.create_user("host@exemple.org", given_name="Hélène")
    give_role(association=event.association, user=host, role="host", by=None)
    client = Client(SERVER_NAME="localhost")
    client.force_login(host)
    path = reverse("door:door", args=[event.association.slug, event.slug])
    assert client.get(path).status_code == 200
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else "a" * 32
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    headers = {
        "Host": "localhost",
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
        "Accept-Language": "fr",
    }
    return list(event.registrations.values_list("pk", flat=True)), headers, path


def _here(expected: int) -> None:
    """Nobody was lost, nobody counted twice."""
    from events.door.models import CheckIn  # noqa: PLC0415

    found = CheckIn.objects.count()
    if found != expected:
        raise RuntimeError(f"{found} are here, not {expected}")


def _quoted(query: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(query)


def _set_up(folder: Path, options: argparse.Namespace) -> None:
    os.environ |= {
        "TABLEE_TESTING": "1",
        "SECRET_KEY": "only-for-benchmarks",
        "DATABASE_URL": options.database or f"sqlite:///{folder / 'bench.sqlite3'}",
        "REDIS_URL": options.redis,
        "BROKER_DIR": str(folder / "broker"),
        "CACHE_DIR": str(folder / "cache"),
        "DJANGO_SETTINGS_MODULE": "networking.settings",
    }
    start()


@contextmanager
def _server(app: str, folder: Path) -> Iterator[int]:
    """Serve an application as in production; give its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", app, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "1"]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if time.monotonic() > end:
                raise TimeoutError("the server did not start")
            time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()
