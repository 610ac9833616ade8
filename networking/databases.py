"""The database the site stands on: a file with nothing installed, or PostgreSQL."""

from typing import Any, Final

_FILE: Final[dict[str, Any]] = {
    # Our backend takes a file lock before BEGIN IMMEDIATE, so that writers queue, not starve.
    "ENGINE": "networking.sqlite",
    "CONN_MAX_AGE": 60,  # the threads that serve pages stay
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    },
}
# Asked so often on one connection, a statement is planned once and for all there.
_OFTEN: Final = 3


def configured(named: dict[str, Any], *, redis: str, prepare: bool) -> dict[str, Any]:
    """Return what Django is told of the database `named` by DATABASE_URL.

    With `prepare`, PostgreSQL plans a statement that comes back once a connection: planning takes
    it longer than answering. ValueError for a server without Redis beside it.
    """
    if str(named["ENGINE"]).endswith("sqlite3"):
        return named | _FILE
    if not redis:
        raise ValueError("PostgreSQL needs Redis: set REDIS_URL as well.")
    return named | {
        "ENGINE": "networking.postgresql",
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 12},
            "server_side_binding": True,
            "prepare_threshold": _OFTEN if prepare else None,
        },
    }
