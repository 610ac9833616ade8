"""The way of a revision through Redis, from the process that made it to all that have viewers.

Redis only makes it quick. The database keeps the truth, and each process compares with it every
few seconds, so a message lost here costs a moment and nothing else.
"""

import json
import logging
from functools import cache
from typing import Final

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.commands.core import Script
from redis.retry import Retry

from networking.push.snapshots import Snapshot

log = logging.getLogger("tablee.push")

# Keeps the highest revision and tells of nothing older: two processes may well commit in one
# order and arrive here in the other.
KEEP: Final = """
local kept = redis.call('HGET', KEYS[1], 'rev')
if kept and tonumber(kept) >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'rev', ARGV[1], 'body', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('PUBLISH', KEYS[2], ARGV[4])
return 1
"""
KEPT_SECONDS: Final = 7 * 24 * 3600
PATIENCE_SECONDS: Final = 1.0


def kept_key(channel: str) -> str:
    """Return where Redis keeps the newest snapshot of `channel`."""
    return f"tablee:live:{channel}"


def topic(database: int) -> str:
    """Return the topic of all changes; topics know no databases, so it carries the number."""
    return f"tablee:live:changes:{database}"


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


def send(revision: Snapshot) -> None:
    """Tell all processes of a revision. Without Redis they look at the database's file instead."""
    if not settings.REDIS_URL:
        return
    try:
        keep, database = _connect(settings.REDIS_URL)[1:]
        keep(
            keys=[kept_key(revision.channel), topic(database)],
            args=[revision.rev, revision.body, KEPT_SECONDS, pack(revision)],
        )
    except redis.RedisError as error:
        # What was committed stays committed: those who listen will find it in the database.
        log.warning("revision %s could not be sent: %s", revision.rev, type(error).__name__)


def send_revocation(grant: str, at: int) -> None:
    """Tell all processes that a grant was taken back."""
    if not settings.REDIS_URL:
        return
    try:
        client, _, database = _connect(settings.REDIS_URL)
        client.publish(topic(database), pack_revocation(grant, at))
    except redis.RedisError as error:
        log.warning("a revocation could not be sent: %s", type(error).__name__)


@cache
def _connect(url: str) -> tuple[redis.Redis, Script, int]:
    # A request waits for this, so it is tried once, and not for long.
    client = redis.Redis.from_url(
        url,
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    database = int(client.connection_pool.connection_kwargs.get("db") or 0)
    return client, client.register_script(KEEP), database
