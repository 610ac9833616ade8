"""What is written together goes to the database together.

For what happens so often that each way there and back counts: `prepared.PreparedInsert` and
`PreparedUpdate` wait inside a block, and leave it as one statement.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model

from networking.cursors import at_hand


@contextmanager
def written_together() -> Iterator[None]:
    """Write all that a block writes, or nothing: new rows, and at last the change that follows.

    PostgreSQL takes them as one statement, which is a transaction by itself: three ways there and
    back instead of fifteen where a hall waits. Elsewhere they are written one by one in one. Inside
    another transaction it is a part of that, which can fail alone. New rows have their numbers
    after the change, or after the block. Nothing inside may read what the block writes, nor come
    after the change: by then it is done.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        with transaction.atomic():
            yield
        return
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        waiting = Block()
        before = block.set(waiting)
        try:
            yield
        finally:
            block.reset(before)
        waiting.write()


class Block:
    """New rows that wait for what follows them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._told: list[Any] = []
        self._rows: list[Model] = []

    def add(self, sql: str, told: Sequence[Any], row: Model) -> None:
        """Let an INSERT that returns a row's number wait."""
        self._parts.append(sql)
        self._told += told
        self._rows.append(row)

    def change(self, sql: str, told: Sequence[Any]) -> int:
        """Write all that waits, and then make this UPDATE; how many rows it found."""
        self._parts.append(f"{sql} RETURNING 1")
        self._told += told
        return int(self._asked("count(*)") or 0)

    def write(self) -> None:
        """Write what still waits, if anything does."""
        if self._parts:
            self._asked(None)

    def _asked(self, last: str | None) -> Any:
        """Send one statement. Its parts happen in the order in which it asks for their answers."""
        rows, told, parts = self._rows, self._told, self._parts
        asked = [_column(row) for row in rows] + ([last] if last else [])
        given = ", ".join(f"w{at} AS ({part})" for at, part in enumerate(parts))
        answers = ", ".join(
            f"(SELECT {each} FROM w{at})"  # noqa: S608  made of our own
            for at, each in enumerate(asked)
        )
        self._parts, self._told, self._rows = [], [], []
        cursor = at_hand(connections[DEFAULT_DB_ALIAS])
        cursor.execute(f"WITH {given} SELECT {answers}", told)
        (numbers,) = cursor.fetchall()
        for row, number in zip(rows, numbers, strict=False):
            numbered(row, number)
        return numbers[-1]


# The innermost block on this thread or task.
block: ContextVar[Block | None] = ContextVar("block", default=None)


def _column(row: Model) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(str(row._meta.pk.column))


def numbered(row: Model, number: Any) -> None:
    """Let a row know that it was written, under which number."""
    row.pk = number
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
