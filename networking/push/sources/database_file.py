"""Without Redis: look whether anybody wrote to SQLite's file, ten times a second.

A push inside the process can't hear the worker. `PRAGMA data_version` takes microseconds on a
connection of its own, blocks nobody under WAL, and says exactly that: somebody else committed.
"""

import asyncio
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from networking.push import tokens
from networking.push.hub import Hub
from networking.push.snapshots import Snapshot

TICK_SECONDS: Final = 0.1
# A connection is not kept for longer: the file may have been replaced by another.
REOPEN_SECONDS: Final = 5.0
NEWEST: Final = (
    "SELECT name, rev, payload FROM push_channel WHERE name IN (SELECT value FROM json_each(?))"
)
REVOKED: Final = "SELECT grant, revoked_at FROM push_revocation WHERE revoked_at > ?"


class DatabaseFile:
    """The source of a site that lives on one machine."""

    def __init__(self, path: str) -> None:
        self.path = path

    async def run(self, hub: Hub) -> None:
        """Feed the hub from every commit of the next few seconds, then return to be run again."""
        stop = time.monotonic() + REOPEN_SECONDS
        with closing(self._open()) as database:
            seen = None
            while time.monotonic() < stop:
                # Asked before reading: what is committed in between shows at the next look.
                (version,) = database.execute("PRAGMA data_version").fetchone()
                if version != seen:
                    self._catch_up(database, hub)
                    seen = version
                await asyncio.sleep(TICK_SECONDS)

    async def load(self, channel: str) -> Snapshot | None:
        """Return the newest revision of a channel; under a millisecond, so it takes no thread."""
        with closing(self._open()) as database:
            return next(iter(self._read(database, [channel])), None)

    async def close(self) -> None:
        """Nothing is held between two looks."""

    def _open(self) -> sqlite3.Connection:
        # "rw" never makes a file; a reader waits for no writer under WAL, only for a recovery.
        uri = f"{Path(self.path).absolute().as_uri()}?mode=rw"
        database = sqlite3.connect(uri, uri=True, timeout=0.05, isolation_level=None)
        database.execute("PRAGMA query_only=ON")
        return database

    def _catch_up(self, database: sqlite3.Connection, hub: Hub) -> None:
        for snapshot in self._read(database, hub.channels):
            hub.offer(snapshot)
        for grant, at in database.execute(REVOKED, [tokens.seconds() - tokens.LIFETIME]):
            hub.revoke(grant, at)

    def _read(self, database: sqlite3.Connection, channels: list[str]) -> list[Snapshot]:
        rows = database.execute(NEWEST, [json.dumps(channels)])
        return [Snapshot(name, rev, payload.encode()) for name, rev, payload in rows]
