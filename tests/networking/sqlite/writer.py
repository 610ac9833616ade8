"""A writer of its own process: reads a number, thinks, writes it back one higher, so many times.

``python writer.py ENGINE DATABASE COUNT [SECONDS]`` prints how long each time took, as JSON.
``SECONDS`` is what it thinks between reading and writing; with ``-`` for ``COUNT`` it takes the
transaction and keeps it until its input ends.
"""

import json
import sys
import time

import django
from django.conf import settings


def configure(engine: str, database: str, timeout: float = 20) -> None:
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": timeout,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
    settings.configure(
        DATABASES={"default": {"ENGINE": engine, "NAME": database, "OPTIONS": options}}
    )
    django.setup()


def increment(seconds: float) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT number FROM counter")
        (number,) = cursor.fetchone()
        time.sleep(seconds)
        cursor.execute("UPDATE counter SET number = %s", [number + 1])


def hold() -> None:
    from django.db import transaction

    with transaction.atomic():
        sys.stdout.write("held\n")
        sys.stdout.flush()
        sys.stdin.read()


def main(engine: str, database: str, count: str, seconds: str = "0") -> None:
    configure(engine, database)
    if count == "-":
        hold()
        return
    taken = []
    for _ in range(int(count)):
        begun = time.perf_counter()
        increment(float(seconds))
        taken.append(time.perf_counter() - begun)
        time.sleep(0.004)
    sys.stdout.write(json.dumps(taken))


if __name__ == "__main__":
    main(*sys.argv[1:])
