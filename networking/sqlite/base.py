"""Django's SQLite backend, with a queue in front of every transaction.

The lock lies beside the database (``<database>.lock``), is taken before ``BEGIN IMMEDIATE`` and
given back when the transaction ends, however it ends. Savepoints live inside a transaction and
need nothing; a single write outside ``atomic`` relies on SQLite's own waiting, as before.
"""

from pathlib import Path

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from networking.sqlite.queue import WriteQueue

DEFAULT_TIMEOUT = 20.0


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that queues before it begins a transaction."""

    _queue: WriteQueue | None = None

    def _start_transaction_under_autocommit(self) -> None:
        queue = self._write_queue()
        if queue is not None and not queue.acquire():
            raise OperationalError("database is locked")
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave_queue()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._leave_queue()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._leave_queue()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._queue is not None:
                self._queue.close()
                self._queue = None

    def _leave_queue(self) -> None:
        if self._queue is not None:
            self._queue.release()

    def _write_queue(self) -> WriteQueue | None:
        """Return this connection's place in the queue; a database in memory has none."""
        if self._queue is None:
            path = self._file()
            if path:
                timeout = self.settings_dict["OPTIONS"].get("timeout", DEFAULT_TIMEOUT)
                self._queue = WriteQueue(Path(f"{path}.lock"), timeout)
        return self._queue

    def _file(self) -> str:
        """Return the path of the database as SQLite knows it, empty for one in memory."""
        (_, _, path) = self.connection.execute("PRAGMA database_list").fetchone()
        return str(path)
