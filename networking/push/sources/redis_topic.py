"""With Redis: one subscription per process, and the database as the truth behind it.

Whatever Redis loses, by stopping or on the way, is found in the database: when a
subscription begins, every few seconds while it lasts, and as often while there is none. That is
one query per process, however many viewers it has.
"""

import asyncio
import time
from typing import Any, Final

from django.db import connection
from redis import RedisError
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from networking.push import relay, tokens
from networking.push.hub import Hub
from networking.push.models import Channel, Revocation
from networking.push.snapshots import Snapshot

COMPARE_SECONDS: Final = 5.0
PATIENCE_SECONDS: Final = 2.0
LOOK_SECONDS: Final = 1.0
# Pings go with every comparison; without an answer to two of them the line is dead.
SILENCE_SECONDS: Final = 2.5 * COMPARE_SECONDS


class RedisTopic:
    """The source of a site of any number of processes."""

    def __init__(self, url: str) -> None:
        # No retries inside the client: a subscription it mends by itself has lost messages, and
        # nobody would know. It fails, and begins again with a look at what was missed.
        self._redis = Redis.from_url(
            url,
            socket_connect_timeout=PATIENCE_SECONDS,
            socket_timeout=PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        options = self._redis.connection_pool.connection_kwargs
        self._topic = relay.topic(int(options.get("db") or 0))

    async def run(self, hub: Hub) -> None:
        """Feed the hub for as long as Redis answers; what was missed before comes first."""
        try:
            async with self._redis.pubsub() as subscription:
                await subscription.subscribe(self._topic)
                await self._listen(subscription, hub)
        except (RedisError, OSError):
            await self._compare(hub)
            raise

    async def load(self, channel: str) -> Snapshot | None:
        """Return the newest revision of a channel: one query for all who will look at it."""
        snapshots, _ = await asyncio.to_thread(read_database, {channel: -1})
        return next(iter(snapshots), None)

    async def close(self) -> None:
        """Let go of Redis; using the source again would take hold of it again."""
        await self._redis.aclose()

    async def _listen(self, subscription: PubSub, hub: Hub) -> None:
        # The first message confirms the subscription: what happened before is in the database.
        await subscription.get_message(timeout=PATIENCE_SECONDS)
        await self._compare(hub)
        compared = heard = time.monotonic()
        while True:
            message = await subscription.get_message(timeout=LOOK_SECONDS)
            now = time.monotonic()
            if message is not None:
                heard = now
                self._take(message, hub)
            elif now - heard > SILENCE_SECONDS:
                raise RedisError("Redis fell silent")
            if now - compared >= COMPARE_SECONDS:
                compared = now
                await subscription.ping()
                await self._compare(hub)

    def _take(self, message: dict[str, Any], hub: Hub) -> None:
        if message["type"] != "message":
            return  # an answer to our subscription or our ping: it counts as a sign of life
        change = relay.unpack(message["data"])
        if isinstance(change, Snapshot):
            hub.offer(change)
        else:
            hub.revoke(*change)

    async def _compare(self, hub: Hub) -> None:
        """Take from the database what did not come by Redis."""
        known = {channel: hub.rev(channel) for channel in hub.channels}
        snapshots, revoked = await asyncio.to_thread(read_database, known)
        for snapshot in snapshots:
            hub.offer(snapshot)
        for grant, at in revoked:
            hub.revoke(grant, at)


def read_database(known: dict[str, int]) -> tuple[list[Snapshot], list[tuple[str, int]]]:
    """Return what is newer than the revisions `known`, and the grants revoked a moment ago.

    Gives its connection back at once: nothing is held between two looks.
    """
    try:
        newer = [
            name
            for name, rev in Channel.objects.filter(name__in=known).values_list("name", "rev")
            if rev > known[name]
        ]
        rows = Channel.objects.filter(name__in=newer) if newer else Channel.objects.none()
        snapshots = [Snapshot(row.name, row.rev, row.payload.encode()) for row in rows]
        since = tokens.seconds() - tokens.LIFETIME
        revoked = Revocation.objects.filter(revoked_at__gt=since).values_list("grant", "revoked_at")
        return snapshots, list(revoked)
    finally:
        connection.close()
