"""What viewers of a channel receive: a revision of it, encoded once for all of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

# A snapshot holds public anchors and opaque ids; whatever is longer belongs into a page.
LIMIT: Final = 4096

# A comment keeps proxies awake; the event beside it is what a browser's script gets to see.
BEAT: Final = b": beat\nevent: beat\ndata:\n\n"


class SnapshotTooLarge(ValueError):
    """A snapshot is longer than `LIMIT` bytes."""


@dataclass(frozen=True)
class Snapshot:
    """One revision of a channel; `body` is its compact JSON, in UTF-8."""

    channel: str
    rev: int
    body: bytes

    @cached_property
    def frame(self) -> bytes:
        """The revision as a server-sent event: the same bytes for every viewer."""
        return b"id: %d\ndata: %s\n\n" % (self.rev, self.body)

    @cached_property
    def etag(self) -> bytes:
        """The revision as an entity tag."""
        return b'"%d"' % self.rev


def encode(snapshot: Mapping[str, Any]) -> bytes:
    """Return `snapshot` as compact JSON.

    Raises `SnapshotTooLarge` above `LIMIT` bytes, `TypeError` or `ValueError` for what JSON
    can't say (an instant, a lazy text, not a number): convert it where its meaning is known.
    """
    body = json.dumps(snapshot, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    if len(body) > LIMIT:
        raise SnapshotTooLarge(
            f"A live snapshot may take {LIMIT} bytes, this one takes {len(body)}:"
            " send ids and instants, and let pages fetch the rest."
        )
    return body


def farewell(reason: str) -> bytes:
    """Return the last event of a stream: "expired", "revoked" or "restart"."""
    return b"event: end\ndata: %s\n\n" % reason.encode()
