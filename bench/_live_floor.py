"""The least a stream can cost: a bare endpoint under the same server, told by a POST.

No tokens, no signs of life, no care for slow viewers or for those who left.
"""

import asyncio

from networking.push import wire

# What a viewer is told as soon as it has come.
FIRST = b"id: 0\ndata: {}\n\n"

viewers: set[asyncio.Queue[bytes]] = set()


async def application(scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
    """Stream on any GET; on a POST send its body to all."""
    if scope["type"] != "http":
        return
    if scope["method"] == "POST":
        frame = (await receive())["body"]
        for viewer in viewers:
            viewer.put_nowait(frame)
        await wire.answer(send, 204, b"", b"text/plain")
        return
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    viewers.add(queue)
    await send(wire.start(200, [(b"content-type", b"text/event-stream")]))
    await send(wire.body(FIRST, more=True))
    while True:
        await send(wire.body(await queue.get(), more=True))
