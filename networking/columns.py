"""Columns that behave alike in every database."""

from collections.abc import Callable
from typing import Any, Final

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_AT_ONCE: Final = 1000


class Folded(models.CharField[str, str]):
    """A text from `networking.text.fold`: sorted by code point, cut where it is longer.

    PostgreSQL would otherwise sort by the language it was set up with, which skips spaces, and
    refuse what is too long: a folded text can be longer than what it was made of.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, str | None]:
        """Sort on PostgreSQL as SQLite and Python do."""
        by_code_point = {"collation": "C"} if connection.vendor == "postgresql" else {}
        return {**super().db_parameters(connection), **by_code_point}

    def get_prep_value(self, value: Any) -> Any:
        """Cut what is written and what is looked for."""
        text = super().get_prep_value(value)
        return text[: self.max_length] if isinstance(text, str) else text


def write_anew(rows: "models.QuerySet[Any]", column: str, of: Callable[[Any], object]) -> None:
    """Write a column of all these rows anew, each by what `of` makes of it; for migrations."""
    changed = []
    for row in rows.iterator(chunk_size=_AT_ONCE):
        setattr(row, column, of(row))
        changed.append(row)
    rows.model._default_manager.bulk_update(changed, [column], batch_size=_AT_ONCE)
