"""The way of a revision through Redis, from the process that made it to all that have viewers.

Redis only makes it quick, and keeps nothing. The database has the truth, and each process
compares with it every few seconds, so a message lost here costs a moment and nothing else; and
what Redis would have kept from before a database was reset can't stand in anybody's way.
"""

import json
import logging
from functools import cache
from typing import Final

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from networking.push.snapshots import Snapshot

log = logging.getLogger("tablee.push")

PATIENCE_SECONDS: Final = 1.0


def topic(database: int) -> str:
    """Return the topic of all changes; topics know no databases, so it carries the number."""
    return f"tablee:live:{database}"


def pack(revision: Snapshot) -> bytes:
    """Return a revision as one message."""
    head = json.dumps({"channel": revision.channel, "rev": revision.rev})
    return head.encode() + b"\n" + revision.body


def pack_revocation(grant: str, at: int) -> bytes:
    """Return a revocation as one message."""
    return json.dumps({"revoked": grant, "at": at}).encode() + b"\n"


def unpack(message: bytes) -> Snapshot | tuple[str, int]:
    """Return the revision, or the grant and the instant of its revocation, in a message."""
    head, _, body = message.partition(b"\n")
    fields = json.loads(head)
    if "revoked" in fields:
        return str(fields["revoked"]), int(fields["at"])
    return Snapshot(str(fields["channel"]), int(fields["rev"]), body)


def send(message: bytes) -> None:
    """Tell all processes. Without Redis they look at the database's file instead."""
    if not settings.REDIS_URL:
        return
    try:
        client = _client(settings.REDIS_URL)
        client.publish(topic(_database(client)), message)
    except redis.RedisError as error:
        # What was committed stays committed: those who listen will find it in the database.
        log.warning("a change could not be sent: %s", type(error).__name__)


def _database(client: redis.Redis) -> int:
    return int(client.connection_pool.connection_kwargs.get("db") or 0)


@cache
def _client(url: str) -> redis.Redis:
    # A request waits for this, so it is tried once, and not for long.
    return redis.Redis.from_url(
        url,
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
