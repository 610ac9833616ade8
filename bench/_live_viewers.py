"""Many viewers in one process: ``python -m bench._live_viewers WAY PORT PATH HOW_MANY``.

They follow a ``stream`` or a ``websocket``, or they ``poll`` every two seconds. Prints one JSON
line when all of them have a revision: when each had it, by the machine's steady clock, which is the
same in every process. Ends with its input.
"""

import asyncio
import json
import random
import re
import resource
import sys
import time
from collections import defaultdict
from contextlib import suppress
from typing import ClassVar, cast

# Connections opened at a time, below what the kernel queues for a server.
AT_A_TIME = 200
POLLED_SECONDS = 2.0
HOST = "Host: 127.0.0.1\r\n"
UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)

arrivals: dict[int, list[float]] = defaultdict(list)


class Viewer(asyncio.Protocol):
    """One connection that only listens: what it is told stands in it word for word."""

    __slots__ = ("expected", "path", "transport")
    headers: ClassVar[str] = f"{HOST}Accept: text/event-stream\r\n"
    revision: ClassVar[re.Pattern[bytes]] = re.compile(rb"id: (\d+)\n")

    def __init__(self, path: str, expected: int) -> None:
        self.path = path
        self.expected = expected

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.ask()

    def ask(self, more: str = "") -> None:
        """Send a request."""
        self.transport.write(f"GET {self.path} HTTP/1.1\r\n{self.headers}{more}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        for rev in self.revision.findall(data):
            self.have(int(rev), now)

    def have(self, rev: int, now: float) -> None:
        """Note that a revision has come."""
        times = arrivals[rev]
        times.append(now)
        if len(times) == self.expected:
            print(json.dumps({"rev": rev, "times": times}), flush=True)


class Socket(Viewer):
    """A WebSocket's frames come unmasked, so that a revision is read in the same way."""

    __slots__ = ()
    headers = HOST + UPGRADE


class Poller(Viewer):
    """Asks every two seconds, each at an instant of its own, and says what it knows already."""

    __slots__ = ("known",)
    headers = HOST
    revision = re.compile(rb'etag: "(\d+)"')

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.known = -1
        super().connection_made(transport)

    def have(self, rev: int, now: float) -> None:
        # The first pause makes their instants different; after that each keeps its own pace.
        pause = POLLED_SECONDS * (random.random() if self.known < 0 else 1)
        asyncio.get_running_loop().call_later(pause, self.ask_again)
        if rev != self.known:
            self.known = rev
            super().have(rev, now)

    def ask_again(self) -> None:
        """Ask, unless the server is gone."""
        if not self.transport.is_closing():
            self.ask(f'If-None-Match: "{self.known}"\r\n')


WAYS = {"stream": Viewer, "websocket": Socket, "poll": Poller}


async def main(way: str, port: int, path: str, how_many: int) -> None:
    """Open all connections and listen until the input ends."""
    loop = asyncio.get_running_loop()
    for begin in range(0, how_many, AT_A_TIME):
        await asyncio.gather(
            *(
                loop.create_connection(lambda: WAYS[way](path, how_many), "127.0.0.1", port)
                for _ in range(min(AT_A_TIME, how_many - begin))
            )
        )
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with suppress(ImportError):
        import uvloop

        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
