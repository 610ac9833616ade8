"""A list of 20,000 lines: read, shown, confirmed and written, each as the pages and the worker do.

The floor is the same people written by `bulk_create` alone, without fates, seats or a lock. The
memory is what the process has grown by since before the file was read; beside it stands the same
for a tenth of the lines. Every run is a process of its own, on a database of its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench._site import start
from bench.suggestions import event_with

LINES = 20_000


def run(arguments: list[str]) -> dict[str, Any]:
    """Take the figure once for all lines, and once for a tenth of them."""
    parser = argparse.ArgumentParser(prog="python -m bench imports")
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--database", default="", metavar="URL", help="instead of SQLite")
    parser.add_argument("--redis", default="", metavar="URL", help="which PostgreSQL needs")
    options = parser.parse_args(arguments)
    tenth = _child(options.lines // 10, options)
    whole = _child(options.lines, options)
    return {
        "n": options.lines,
        **whole,
        "tenth_seconds": tenth["seconds"],
        "tenth_memory": tenth["memory"],
        "ratio": whole["seconds"] / whole["floor_seconds"],
    }


def _child(lines: int, options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "DATABASE_URL": options.database or f"sqlite:///{folder}/db.sqlite3",
            "REDIS_URL": options.redis,
            "BROKER_DIR": f"{folder}/broker",
            "CACHE_DIR": f"{folder}/cache",
            "SECRET_KEY": "bench",
            "TABLEE_TESTING": "1",
            "DJANGO_SETTINGS_MODULE": "networking.settings",
        }
        Path(folder, "broker").mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "bench.imports", str(lines)],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | given,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _file(lines: int) -> bytes:
    """A list as a ticket office writes it."""
    heading = "Prénom;Nom;Organisation;Fonction;E-mail;Téléphone;Portable;Ville;Pays\r\n"
    return (
        heading
        + "".join(
            f"Gwenaëlle;Le Goff {n};Banque Éthique du Rhône {n % 400};Cheffe de projet;"
            f"guest.{n}@exemple.org;+33 1 25 73 67 70;06 93 58 36 22;Saint-Étienne;France\r\n"
            for n in range(lines)
        )
    ).encode("cp1252")


def _measure(lines: int) -> dict[str, Any]:
    start()  # its environment is its parent's
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from bench._machine import memory  # noqa: PLC0415
    from events.guests import actions  # noqa: PLC0415
    from events.guests.models import ImportBatch, Step  # noqa: PLC0415
    from networking.accounts.models import User  # noqa: PLC0415
    from networking.associations.actions import give_role  # noqa: PLC0415

    event = event_with(0, "imports")
    event.capacity = lines // 2
    event.save(update_fields=["capacity"])
    user = User.objects.create_user("elodie@exemple.org", given_name="Élodie")
    give_role(association=event.association, user=user, role="organiser", by=None)
    client = Client(SERVER_NAME="localhost", raise_request_exception=True)
    client.force_login(user)
    place = [event.association.slug, event.slug]
    # Templates and routes are loaded once in a server's life.
    client.get(reverse("guests:upload", args=place))
    content = _file(lines)
    before = memory()
    began, busy = time.perf_counter(), time.process_time()
    upload = SimpleUploadedFile("liste.csv", content)
    answer = client.post(reverse("guests:upload", args=place), {"file": upload})
    read = time.perf_counter()
    page = client.get(answer["Location"])
    shown = time.perf_counter()
    batch = ImportBatch.objects.get()
    client.post(reverse("guests:confirm_import", args=[*place, batch.pk]))
    batch.refresh_from_db()
    while batch.step == Step.WRITING:
        actions.write(batch=batch, seconds=20)
        batch.refresh_from_db()
    written = time.perf_counter()
    busy = time.process_time() - busy
    peak = memory()
    assert event.registrations.count() == lines
    floor = _floor(event, lines)
    event.registrations.filter(batch=None).delete()
    undo_began = time.perf_counter()
    looked = client.get(reverse("guests:undo_import", args=[*place, batch.pk]))
    undo_shown = time.perf_counter()
    actions.undo_batch(batch=batch, by=user)
    actions.take_back(batch=batch)
    undone = time.perf_counter()
    assert looked.status_code == 200
    assert not event.registrations.exists()
    return {
        "seconds": written - began,
        # Of a processor, which other programs can't lengthen by having their turn.
        "cpu_seconds": busy,
        "read_seconds": read - began,
        "preview_seconds": shown - read,
        "write_seconds": written - shown,
        "floor_seconds": floor,
        "undo_preview_seconds": undo_shown - undo_began,
        "undo_seconds": undone - undo_shown,
        "memory": peak - before,
        "file_bytes": len(content),
        "preview_bytes": len(page.content),
    }


def _floor(event: Any, lines: int) -> float:
    """Write as many users, addresses and registrations and nothing else."""
    from allauth.account.models import EmailAddress  # noqa: PLC0415

    from events.guests.models import Registration  # noqa: PLC0415
    from networking.accounts.models import User  # noqa: PLC0415

    began = time.perf_counter()
    for at in range(0, lines, 500):
        numbers = range(at, min(at + 500, lines))
        users = User.objects.bulk_create(User(email=f"f{n}@exemple.org") for n in numbers)
        EmailAddress.objects.bulk_create(EmailAddress(user=u, email=u.email) for u in users)
        Registration.objects.bulk_create(
            Registration(event=event, user=user, status="pending") for user in users
        )
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
