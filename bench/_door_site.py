"""The site, which says of each answer how long the server took over it (`Server-Timing`).

From when a request's first part is there until the answer begins to leave; what goes over the wire
in several parts is left out, and a page of the door does not.
"""

import time

from networking.asgi import application as site
from networking.push import wire


async def application(scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
    """Answer as the site does, and say how long it took, in milliseconds."""
    began = time.perf_counter()

    async def timed(message: wire.Message) -> None:
        if message["type"] == "http.response.start":
            took = (time.perf_counter() - began) * 1000
            said = (b"server-timing", b"all;dur=%.3f" % took)
            message = {**message, "headers": [*message["headers"], said]}
        await send(message)

    await site(scope, receive, timed if scope["type"] == "http" else send)
