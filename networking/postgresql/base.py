"""Django's PostgreSQL backend, which reads instants the quick way.

psycopg takes an instant apart with a pattern, in eight microseconds; Python reads the same letters
in one. A tap at the door reads a dozen, a list of guests some hundreds.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import BaseTzLoader


class Instants(BaseTzLoader):  # type: ignore[misc]  # the stubs know it as whatever
    """What PostgreSQL says of an instant, read by Python; what it can't read, by psycopg."""

    timezone = UTC

    def load(self, data: Any) -> datetime:
        """Return an instant in UTC; raises psycopg's `DataError` for what no `datetime` holds."""
        try:
            return datetime.fromisoformat(str(data, "ascii")).astimezone(UTC)
        except ValueError:
            read: datetime = super().load(data)
            return read


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that reads instants so, as long as its time zone is UTC."""

    def get_connection_params(self) -> dict[str, Any]:
        """As Django has them. Kept for all connections: registered twice, it is the same."""
        params: dict[str, Any] = super().get_connection_params()
        params["context"].adapters.register_loader("timestamptz", Instants)
        return params
