"""Telling open pages that something changed."""

import time
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import BigIntegerField, CharField, DateTimeField, TextField

from networking.prepared import Gap, PreparedUpdate
from networking.push import relay, tokens
from networking.push.models import Channel, Revocation
from networking.push.snapshots import Snapshot, encode
from networking.time import now


def publish(*, channel: str, rev: int, snapshot: Mapping[str, Any]) -> bool:
    """Make `snapshot` the newest revision of `channel`, and tell its viewers on commit.

    Call it in the transaction that changed things, or last in a block written together. A channel's
    `rev` only goes up: the same or an older one changes nothing and tells nobody, and the answer is
    False. Raises `SnapshotTooLarge` above 4 KB.
    """
    revision = Snapshot(channel, rev, encode(snapshot))
    news = _keep(revision)
    if news:
        transaction.on_commit(partial(relay.send, relay.pack(revision)))
    return news


def stir(*, channel: str) -> int:
    """Tell the viewers of `channel`, on commit, that something changed; return the revision.

    For channels whose snapshot says nothing, and whose pages ask what is new. Revisions are
    instants in microseconds, or one more than the last where a clock stands behind. Call it last in
    the transaction that changed things: the channel is held until its end. Twice is two revisions.
    """
    rev = time.time_ns() // 1000
    while not publish(channel=channel, rev=rev, snapshot={}):
        rev = 1 + Channel.objects.values_list("rev", flat=True).get(name=channel)
    return rev


def _keep(revision: Snapshot) -> bool:
    fields = {"rev": revision.rev, "payload": revision.body.decode(), "updated_at": now()}
    if _REPLACE_OLDER(name=revision.channel, **fields):
        return True
    _, made = Channel.objects.get_or_create(name=revision.channel, defaults=fields)
    # Somebody else may have made the row between the two, with an older revision.
    return made or bool(_REPLACE_OLDER(name=revision.channel, **fields))


# Every tap in a full hall asks this.
_REPLACE_OLDER: Final = PreparedUpdate(
    lambda: Channel.objects.filter(
        name=Gap("name", CharField()), rev__lt=Gap("rev", BigIntegerField())
    ),
    rev=Gap("rev", BigIntegerField()),
    payload=Gap("payload", TextField()),
    updated_at=Gap("updated_at", DateTimeField()),
)


@transaction.atomic(savepoint=False)
def revoke(*, grant: str) -> None:
    """Close every stream opened by `grant`, and refuse its tokens.

    What is issued afterwards is good again, from the next second on. Doing it twice closes what
    was issued in between.
    """
    at = tokens.seconds()
    Revocation.objects.filter(revoked_at__lt=at - 2 * tokens.LIFETIME).delete()
    Revocation.objects.update_or_create(grant=grant, defaults={"revoked_at": at})
    transaction.on_commit(partial(relay.send, relay.pack_revocation(grant, at)))
