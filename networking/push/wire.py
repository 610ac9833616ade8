"""The few words of ASGI that the live endpoints speak."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def start(status: int, headers: Iterable[tuple[bytes, bytes]]) -> Message:
    """Return the message that begins an answer."""
    return {
        "type": "http.response.start",
        "status": status,
        "headers": [*headers, (b"x-content-type-options", b"nosniff")],
    }


def body(data: bytes, *, more: bool = False) -> Message:
    """Return a part of an answer, the last one unless there is `more`."""
    return {"type": "http.response.body", "body": data, "more_body": more}


async def answer(
    send: Send, status: int, data: bytes, kind: bytes, headers: Iterable[tuple[bytes, bytes]] = ()
) -> None:
    """Send a whole, uncached answer of the media type `kind`."""
    length = [] if status in (204, 304) else [(b"content-length", b"%d" % len(data))]
    first = [(b"content-type", kind), (b"cache-control", b"no-store"), *length, *headers]
    await send(start(status, first))
    await send(body(b"" if status in (204, 304) else data))


def header(scope: Scope, name: bytes) -> str:
    """Return the value of a request's header, empty if it has none."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")
