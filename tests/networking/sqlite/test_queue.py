"""Writers of several processes queue for SQLite, and none of them is lost or left waiting."""

import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from networking.sqlite.queue import WriteQueue

ROOT = Path(__file__).resolve().parents[3]
OURS = "networking.sqlite"
PLAIN = "django.db.backends.sqlite3"
WRITERS = 8
TIMES = 50


@pytest.fixture(autouse=True)
def _connections_of_our_own(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "counter.sqlite3"
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE counter (number INTEGER)")
        connection.execute("INSERT INTO counter VALUES (0)")
    connection.close()
    return path


def connect(database: Path | str, timeout: float = 20) -> BaseDatabaseWrapper:
    options = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
    settings = {"ENGINE": OURS, "NAME": str(database), "OPTIONS": options}
    return ConnectionHandler({"default": settings})["default"]


@pytest.fixture
def connection(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseDatabaseWrapper]:
    connection = connect(database, timeout=0.3)
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: connection)
    yield connection
    connection.close()


def start(engine: str, database: Path, count: str, seconds: str = "0") -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "tests.networking.sqlite.writer"]
    return subprocess.Popen(
        [*program, engine, str(database), count, seconds],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def number(database: Path) -> int:
    connection = sqlite3.connect(database)
    (value,) = connection.execute("SELECT number FROM counter").fetchone()
    connection.close()
    return int(value)


def free(database: Path, within: float = 0) -> bool:
    """Tell whether somebody else could write now, or soon: who gave up may still pass by."""
    queue = WriteQueue(Path(f"{database}.lock"), timeout=within)
    got = queue.acquire()
    queue.close()
    return got


@pytest.mark.slow
@pytest.mark.parametrize("engine", [OURS, PLAIN])
def test_eight_processes_add_fifty_each_and_none_is_lost(engine: str, database: Path) -> None:
    writers = [start(engine, database, str(TIMES), "0.001") for _ in range(WRITERS)]
    taken = []
    for writer in writers:
        (output, _) = writer.communicate(timeout=120)
        assert writer.returncode == 0
        taken += json.loads(output)[1:]  # the first one opens the connection
    assert number(database) == WRITERS * TIMES
    taken.sort()
    p99 = taken[int(len(taken) * 0.99)]
    print(f"{engine}: p99 {p99 * 1000:.0f} ms, worst {taken[-1] * 1000:.0f} ms")


def test_a_transaction_holds_the_queue_until_it_commits(
    connection: BaseDatabaseWrapper, database: Path
) -> None:
    with transaction.atomic():
        assert not free(database)
        with transaction.atomic():  # a savepoint neither takes nor gives anything
            pass
        assert not free(database)
    assert free(database, within=5)


def test_a_transaction_rolled_back_lets_the_next_one_in(
    connection: BaseDatabaseWrapper, database: Path
) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert not free(database)
        _ = 1 / 0
    assert free(database, within=5)
    assert number(database) == 0


def test_a_connection_closed_in_a_transaction_lets_the_next_one_in(
    connection: BaseDatabaseWrapper, database: Path
) -> None:
    with transaction.atomic():
        connection.close()
        assert free(database, within=5)
    with transaction.atomic():
        assert not free(database)


def test_a_transaction_that_cannot_begin_lets_the_next_one_in(
    connection: BaseDatabaseWrapper, database: Path
) -> None:
    intruder = sqlite3.connect(database, isolation_level=None)
    intruder.execute("BEGIN IMMEDIATE")  # without queueing
    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass
    assert free(database, within=5)
    intruder.execute("ROLLBACK")
    intruder.close()


def test_who_waits_too_long_is_told_that_the_database_is_locked(
    connection: BaseDatabaseWrapper, database: Path
) -> None:
    holder = start(OURS, database, "-")
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    begun = time.monotonic()
    with pytest.raises(OperationalError, match="database is locked"), transaction.atomic():
        pass
    assert time.monotonic() - begun >= 0.3
    holder.communicate()
    with transaction.atomic():  # it can try again, and the place it gave up is not in its way
        assert not free(database)
    assert free(database, within=5)


def test_a_killed_process_lets_the_next_one_in(
    connection: BaseDatabaseWrapper, database: Path
) -> None:
    holder = start(OURS, database, "-")
    assert holder.stdout
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    with transaction.atomic():
        assert not free(database)


@pytest.mark.parametrize("queueing", [True, False], ids=["queueing", "control"])
def test_threads_of_one_process_queue_like_processes(queueing: bool, tmp_path: Path) -> None:
    """They add to a number in a file; without the queue they overwrite each other's."""
    shared = tmp_path / "number"
    shared.write_text("0")

    def add() -> None:
        queue = WriteQueue(tmp_path / "lock", timeout=20)
        for _ in range(20):
            if queueing:
                assert queue.acquire()
            number = int(shared.read_text() or 0)
            time.sleep(0.0005)
            shared.write_text(str(number + 1))
            queue.release()
        queue.close()

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (int(shared.read_text()) == 120) is queueing


def test_a_single_write_outside_a_transaction_needs_no_turn(
    connection: BaseDatabaseWrapper, database: Path
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE counter SET number = 7")
    assert number(database) == 7
    assert not Path(f"{database}.lock").exists()


@pytest.mark.parametrize("name", [":memory:", "file:shared?mode=memory&cache=shared"])
def test_a_database_in_memory_has_no_queue(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = connect(name)
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: connection)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counter (number INTEGER)")
    assert not list(Path.cwd().glob("*.lock"))
    connection.connection.close()


def test_taking_and_giving_back_twice_changes_nothing(tmp_path: Path) -> None:
    queue = WriteQueue(tmp_path / "lock", timeout=0.1)
    assert queue.acquire()
    assert queue.acquire()
    queue.release()
    queue.release()
    queue.close()
    queue.close()
    assert WriteQueue(tmp_path / "lock", timeout=0).acquire()


def test_whose_turn_comes_as_patience_ends_gets_it(tmp_path: Path) -> None:
    """The waiting thread and the impatient one settle it between them; neither keeps the lock."""
    path = tmp_path / "lock"
    for patience in (0.0, 0.001, 0.002, 0.004):
        (first, second) = (WriteQueue(path, 1), WriteQueue(path, patience))
        assert first.acquire()
        threading.Timer(0.002, first.release).start()
        if second.acquire():
            second.release()
        second.close()
        time.sleep(0.02)
        third = WriteQueue(path, 1)
        assert third.acquire()
        third.close()
        first.close()
