"""Work that keeps a processor busy, on every processor there is: in processes beside this one.

Threads of one process share one interpreter, which does one thing at a time.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

import django_stubs_ext

from networking.lifeline import tie_to


@contextmanager
def processes() -> Iterator[ProcessPoolExecutor]:
    """Give out pure functions of modules that need no Django to be set up, and their arguments.

    Half a second goes before the first answer, as each process begins anew: a copy of a server,
    with its threads and connections, may hang. Leaving by an error lets undone what isn't begun;
    the processes end with the thread that started them, however it ends. Raises `BrokenExecutor`
    where one of them dies at its work.
    """
    pool = ProcessPoolExecutor(
        os.cpu_count() or 1,
        multiprocessing.get_context("spawn"),
        _begin,
        (os.getpid(),),
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(parent: int) -> None:
    tie_to(parent, signal.SIGKILL)
    # What the settings do first: modules name types as the checker reads them.
    django_stubs_ext.monkeypatch()
