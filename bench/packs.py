"""The print pack of a breakfast with 1,000 guests, made as a worker makes it.

Every print is taken once by itself, warm, with its queries beside those of a breakfast with ten
guests; then the whole pack, rows and files and binding included. The floor is the setting of all
its parts and nothing else.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from bench._machine import memory
from bench._site import start


def run(arguments: list[str]) -> dict[str, Any]:
    """Take the figures; `--people` says how many guests there are."""
    parser = argparse.ArgumentParser(prog="python -m bench packs")
    parser.add_argument("--people", type=int, default=1000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder))
        return _figures(options.people)


def _set_up(folder: Path) -> None:
    os.environ |= {
        "TABLEE_TESTING": "1",
        "SECRET_KEY": "only-for-benchmarks",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "REDIS_URL": "",
        "BROKER_DIR": str(folder / "broker"),
        "MEDIA_ROOT": str(folder / "media"),
        "DJANGO_SETTINGS_MODULE": "networking.settings",
    }
    start()


def _figures(people: int) -> dict[str, Any]:
    from bench.suggestions import event_with  # noqa: PLC0415
    from events.agenda import actions as agenda  # noqa: PLC0415
    from events.agenda.templates import WITH_IMPROMPTU  # noqa: PLC0415
    from events.door.packs import actions, contents  # noqa: PLC0415

    few, many = event_with(10, "few"), event_with(people, "many")
    for event in (few, many):
        agenda.lay_out(event=event, template=WITH_IMPROMPTU, by=None)
    names = [*_names(), contents.BADGES]
    job = actions.ask(event=many, names=names, kind="pdf", by=None)
    small = actions.ask(event=few, names=names, kind="pdf", by=None)
    for each in (job, small):
        for name in names:
            contents.prepare(each, name)
    found: dict[str, Any] = {"n": people, "parts": len(names)}
    floor = 0.0
    for name in names:
        contents.made(job, name)
        seconds, queries = _taken(job, name)
        floor += seconds
        found[f"{name}_seconds"] = seconds
        found[f"{name}_queries"] = queries
        assert queries == _taken(small, name)[1], f"{name} asks more often of more guests"
    began = time.perf_counter()
    actions.build(job=job)
    found["seconds"] = time.perf_counter() - began
    found["floor_seconds"] = floor
    found["bytes"] = len(actions.content(_again(job)) or b"")
    found["memory"] = memory()
    return found


def _names() -> list[str]:
    from networking.paper import prints  # noqa: PLC0415

    return sorted(prints._prints, key=lambda name: prints._prints[name].order)


def _again(job: Any) -> Any:
    job.refresh_from_db()
    return job


def _taken(job: Any, name: str) -> tuple[float, int]:
    """How long a part takes, in seconds, and how often it asks the database."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from events.door.packs import contents  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        contents.made(job, name)
        return time.perf_counter() - began, len(captured)
