"""The hub of one process: who looks at which channel, and the newest revision of each.

No database, no thread and no waiting task per viewer. A viewer is a slot that holds what is to
be sent next; while the last send is still under way a newer revision takes the place of an older
one, so that a slow viewer skips to the newest and never holds up anybody else.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from networking.push import wire
from networking.push.snapshots import BEAT, Snapshot, farewell
from networking.push.tokens import LIFETIME, Pass, TokenRevoked

log = logging.getLogger("tablee.push")

BEAT_SECONDS: Final = 15.0
PULSE_SECONDS: Final = 1.0
# How long a channel stays known after the last one asked for it: those who poll come back.
MEMORY_SECONDS: Final = 60.0
# Viewers served in one go, before others in this process get their turn.
SLICE: Final = 200


class Source(Protocol):
    """Where revisions come from."""

    async def run(self, hub: "Hub") -> None:
        """Feed the hub until something breaks, or for a while."""

    async def load(self, channel: str) -> Snapshot | None:
        """Return the newest revision of a channel, None if it has none yet."""

    async def close(self) -> None:
        """Let go of everything."""


class Viewer:
    """One open stream."""

    __slots__ = ("_next", "_send", "_writer", "ended", "granted", "heard", "rev")

    def __init__(self, granted: Pass, send: wire.Send) -> None:
        self.granted = granted
        self.heard = time.monotonic()
        self.rev = -1
        self.ended = False
        self._send = send
        self._next: bytes | None = None
        self._writer: asyncio.Task[None] | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Send a revision, unless it was sent already."""
        if snapshot.rev != self.rev:
            self.rev = snapshot.rev
            self._put(snapshot.frame)

    def beat(self) -> None:
        """Show that the line is alive, unless something waits for it anyway."""
        if self._next is None:
            self._put(BEAT)

    def end(self, reason: str) -> None:
        """Say why, and finish the stream. A second time changes nothing."""
        self._put(farewell(reason))
        self.ended = True

    async def written(self) -> None:
        """Wait until what was to be sent is on its way."""
        if self._writer is not None:
            await self._writer

    def _put(self, data: bytes) -> None:
        # Takes the place of what still waits: only the newest matters.
        if self.ended:
            return
        self._next = data
        self.heard = time.monotonic()
        if self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        # A client that left is told to the endpoint; a failing send only says so once more.
        try:
            while (data := self._next) is not None:
                self._next = None
                await self._send(wire.body(data, more=True))
            if self.ended:
                await self._send(wire.body(b""))
        except OSError:
            self.ended = True
        finally:
            self._writer = None


class Watched:
    """A channel that somebody in this process looks at."""

    __slots__ = ("asked", "loading", "snapshot", "spreading", "viewers")

    def __init__(self) -> None:
        self.snapshot: Snapshot | None = None
        self.viewers: set[Viewer] = set()
        self.asked = time.monotonic()
        self.loading: asyncio.Task[None] | None = None
        self.spreading: asyncio.Task[None] | None = None

    @property
    def rev(self) -> int:
        """The newest revision known, -1 if there is none."""
        return -1 if self.snapshot is None else self.snapshot.rev


class Hub:
    """All viewers of one process."""

    def __init__(self, load: Callable[[str], Awaitable[Snapshot | None]]) -> None:
        self._load = load
        self._watched: dict[str, Watched] = {}
        self._revoked: dict[str, int] = {}

    # --- What viewers ask for ---

    async def newest(self, channel: str) -> Snapshot | None:
        """Return the newest revision of `channel`: from memory, but for the first who asks."""
        watched = self._watched.get(channel)
        if watched is None:
            watched = self._watched[channel] = Watched()
            watched.loading = asyncio.create_task(self._fetch(channel))
        watched.asked = time.monotonic()
        if watched.loading is not None:
            # Shielded: the first one to ask may leave while others wait for the same answer.
            await asyncio.shield(watched.loading)
        return watched.snapshot

    def admit(self, granted: Pass) -> None:
        """Raise `TokenRevoked` if the grant was taken back after its token was issued."""
        if granted.issued <= self._revoked.get(granted.grant, -1):
            raise TokenRevoked

    def join(self, viewer: Viewer, channel: str) -> None:
        """Let a viewer see `channel`: what is known of it now, and every new revision."""
        watched = self._watched.setdefault(channel, Watched())
        watched.viewers.add(viewer)
        if watched.snapshot is None:
            viewer.beat()
        else:
            viewer.show(watched.snapshot)

    def leave(self, viewer: Viewer, channel: str) -> None:
        """Forget a viewer."""
        viewer.ended = True
        if channel in self._watched:
            self._watched[channel].viewers.discard(viewer)

    @property
    def size(self) -> int:
        """How many streams are open."""
        return sum(len(watched.viewers) for watched in self._watched.values())

    # --- What a source tells ---

    @property
    def channels(self) -> list[str]:
        """The channels that somebody looks at."""
        return list(self._watched)

    def rev(self, channel: str) -> int:
        """Return the newest revision known of `channel`, -1 if there is none."""
        watched = self._watched.get(channel)
        return -1 if watched is None else watched.rev

    def offer(self, snapshot: Snapshot) -> bool:
        """Take a revision and show it to its viewers; False if it is no news to anybody here."""
        watched = self._watched.get(snapshot.channel)
        if watched is None or snapshot.rev <= watched.rev:
            return False
        watched.snapshot = snapshot
        if watched.viewers and watched.spreading is None:
            watched.spreading = asyncio.create_task(self._spread(watched))
        return True

    def revoke(self, grant: str, at: int) -> None:
        """Refuse the tokens that a grant was given until `at`, and close their streams."""
        if at <= self._revoked.get(grant, -1):
            return
        self._revoked[grant] = at
        for viewer in self._viewers():
            if viewer.granted.grant == grant and viewer.granted.issued <= at:
                viewer.end("revoked")

    def close(self) -> None:
        """End every stream: this process is about to stop, another will take over."""
        for viewer in self._viewers():
            viewer.end("restart")

    # --- What time does ---

    async def pulse(self) -> None:
        """Keep lines alive and end those whose token has; for ever."""
        while True:
            await asyncio.sleep(PULSE_SECONDS)
            now, clock = time.monotonic(), time.time()
            for turn, viewer in enumerate(self._viewers()):
                if clock >= viewer.granted.ends:
                    viewer.end("expired")
                elif now - viewer.heard >= BEAT_SECONDS:
                    viewer.beat()
                if turn % SLICE == SLICE - 1:
                    await asyncio.sleep(0)
            self._forget(now, clock)

    def _forget(self, now: float, clock: float) -> None:
        for channel, watched in list(self._watched.items()):
            if not watched.viewers and now - watched.asked > MEMORY_SECONDS:
                del self._watched[channel]
        for grant, at in list(self._revoked.items()):
            if clock - at > LIFETIME:
                del self._revoked[grant]

    async def _fetch(self, channel: str) -> None:
        watched = self._watched[channel]
        try:
            snapshot = await self._load(channel)
        except Exception as error:  # noqa: BLE001  the source keeps trying, and those who wait see it then
            log.warning("a channel could not be read: %s", type(error).__name__)
        else:
            if snapshot is not None:
                self.offer(snapshot)
        watched.loading = None

    async def _spread(self, watched: Watched) -> None:
        # If a newer revision comes on the way, the rest of the room gets that at once, and the
        # first part in another pass: nobody waits for a pause between revisions.
        first: Snapshot | None = None
        while watched.snapshot is not None and watched.snapshot is not first:
            first = watched.snapshot
            for turn, viewer in enumerate(list(watched.viewers)):
                viewer.show(watched.snapshot)
                if turn % SLICE == SLICE - 1:
                    await asyncio.sleep(0)
        watched.spreading = None

    def _viewers(self) -> list[Viewer]:
        return [viewer for watched in self._watched.values() for viewer in watched.viewers]
