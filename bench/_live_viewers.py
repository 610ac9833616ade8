"""Many viewers in one process: ``python -m bench._live_viewers PORT PATH HOW_MANY``.

Prints one JSON line when all of them have a revision: when each had it, by the machine's
steady clock, which is the same in every process. Ends with its input.
"""

import asyncio
import json
import re
import resource
import sys
import time
from collections import defaultdict
from contextlib import suppress

ID = re.compile(rb"id: (\d+)\n")
# Connections opened at a time, below what the kernel queues for a server.
AT_A_TIME = 200

arrivals: dict[int, list[float]] = defaultdict(list)


class Viewer(asyncio.Protocol):
    """One connection that only listens."""

    __slots__ = ("expected", "request")

    def __init__(self, request: bytes, expected: int) -> None:
        self.request = request
        self.expected = expected

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        for rev in ID.findall(data):
            times = arrivals[int(rev)]
            times.append(now)
            if len(times) == self.expected:
                print(json.dumps({"rev": int(rev), "times": times}), flush=True)


async def main(port: int, path: str, how_many: int) -> None:
    """Open all streams and listen until the input ends."""
    loop = asyncio.get_running_loop()
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".encode()
    )
    for begin in range(0, how_many, AT_A_TIME):
        await asyncio.gather(
            *(
                loop.create_connection(lambda: Viewer(request, how_many), "127.0.0.1", port)
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
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
