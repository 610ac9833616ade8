"""Columns that behave alike in every database."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


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
