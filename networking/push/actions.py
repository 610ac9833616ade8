"""Telling open pages that something changed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from networking.push import relay, tokens
from networking.push.models import Channel, Revocation
from networking.push.snapshots import Snapshot, encode
from networking.time import now


@transaction.atomic(savepoint=False)
def publish(*, channel: str, rev: int, snapshot: Mapping[str, Any]) -> bool:
    """Make `snapshot` the newest revision of `channel`, and tell its viewers on commit.

    Call it inside the transaction that changed things. A channel's `rev` only goes up: the same
    or an older one changes nothing and tells nobody, and the answer is False. Raises
    `SnapshotTooLarge` above 4 KB.
    """
    revision = Snapshot(channel, rev, encode(snapshot))
    fields = {"rev": rev, "payload": revision.body.decode(), "updated_at": now()}
    older = Channel.objects.filter(name=channel, rev__lt=rev)
    news = bool(older.update(**fields))
    if not news:
        _, news = Channel.objects.get_or_create(name=channel, defaults=fields)
        # Somebody else may have made the row between the two, with an older revision.
        news = news or bool(older.update(**fields))
    if news:
        transaction.on_commit(partial(relay.send, revision))
    return news


@transaction.atomic(savepoint=False)
def revoke(*, grant: str) -> None:
    """Close every stream opened by `grant`, and refuse its tokens.

    What is issued afterwards is good again, from the next second on. Doing it twice closes what
    was issued in between.
    """
    at = tokens.seconds()
    Revocation.objects.filter(revoked_at__lt=at - 2 * tokens.LIFETIME).delete()
    Revocation.objects.update_or_create(grant=grant, defaults={"revoked_at": at})
    transaction.on_commit(partial(relay.send_revocation, grant, at))
