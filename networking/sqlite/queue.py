"""A queue for writers: an ``flock`` that processes and threads take in the order they came.

SQLite's own waiting is a sleep that grows with every miss, so under load the one who has waited
longest looks least often. The kernel hands an ``flock`` to whoever asked first.
"""

import fcntl
import os
import threading
from pathlib import Path


class WriteQueue:
    """One waiting place for one connection; not shared between threads at the same time."""

    def __init__(self, path: Path, timeout: float) -> None:
        """Stand before the lock file ``path``, ready to wait for ``timeout`` seconds at most."""
        self.path = path
        self.timeout = timeout
        self.held = False
        self._file: int | None = None

    def acquire(self) -> bool:
        """Take the lock; False if it was not to be had in time. A second call changes nothing."""
        if self.held:
            return True
        if self._file is None:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.held = self._wait(self._file)
        else:
            self.held = True
        return self.held

    def release(self) -> None:
        """Let the next one in. Without the lock nothing happens."""
        if self.held and self._file is not None:
            self.held = False
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let the next one in and forget the file; acquiring again opens it again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        self.held = False

    def _wait(self, file: int) -> bool:
        """Queue in the kernel, which knows no timeout: a thread waits there in our stead."""
        turn = _Turn(file)
        threading.Thread(target=turn.wait, name="write-queue", daemon=True).start()
        if turn.come.wait(self.timeout):
            return True
        if turn.abandon():
            self._file = None  # it belongs to the waiting thread now, which will close it
            return False
        return True


class _Turn:
    """Somebody's place in the queue, who may lose patience just as their turn comes."""

    def __init__(self, file: int) -> None:
        self.file = file
        self.come = threading.Event()
        self._settle = threading.Lock()
        self._abandoned = False

    def wait(self) -> None:
        fcntl.flock(self.file, fcntl.LOCK_EX)
        with self._settle:
            if self._abandoned:
                os.close(self.file)
            else:
                self.come.set()

    def abandon(self) -> bool:
        """Give up the place; False if the turn has come in the meantime."""
        with self._settle:
            self._abandoned = not self.come.is_set()
            return self._abandoned
