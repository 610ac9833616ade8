"""Somebody who listens to a stream, and somebody to send to."""

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from networking.push import tokens, wire
from networking.push.hub import Hub

Result = TypeVar("Result")


@dataclass(frozen=True)
class Heard:
    """One event of a stream, and when it came (``time.monotonic``)."""

    event: str
    data: str
    id: str
    at: float


@dataclass
class Listener:
    """Reads a stream in a thread until it ends."""

    site: str
    token: str
    heard: list[Heard] = field(default_factory=list)
    comments: int = 0
    status: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self._opened.wait(10), "the stream did not open"

    def wait_for(self, wanted: Callable[[Heard], bool], seconds: float = 10) -> Heard:
        """Return the first event that is `wanted`, as soon as it has come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := next(filter(wanted, list(self.heard)), None):
                return found
            time.sleep(0.005)
        raise AssertionError(f"not heard within {seconds} s, only {self.heard}")

    def wait_for_rev(self, rev: int, seconds: float = 10) -> Heard:
        return self.wait_for(lambda heard: heard.id == str(rev), seconds)

    @property
    def revs(self) -> list[int]:
        return [int(heard.id) for heard in self.heard if heard.event == "message"]

    def leave(self) -> None:
        """Hang up. Twice is harmless."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)

    def _listen(self) -> None:
        parts = urlsplit(self.site)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
        connection.connect()
        self._socket = connection.sock
        connection.request("GET", f"/live?token={quote(self.token)}")
        with closing(connection), connection.getresponse() as response:
            self.status = response.status
            self._opened.set()
            with suppress(OSError, http.client.HTTPException):
                self._read(response)
        self.ended.set()

    def _read(self, response: http.client.HTTPResponse) -> None:
        fields: dict[str, str] = {}
        while line := response.readline().decode():
            name, _, value = line.rstrip("\n").partition(":")
            if line.startswith(":"):
                self.comments += 1
            elif name:
                fields[name] = value.strip()
            elif fields:
                event, data, at = (
                    fields.get("event", "message"),
                    fields.get("data", ""),
                    time.monotonic(),
                )
                self.heard.append(Heard(event, data, fields.get("id", ""), at))
                fields = {}


class Line:
    """The way to one client, as an ASGI server offers it; `free` cleared, the client is slow."""

    def __init__(self) -> None:
        self.sent: list[wire.Message] = []
        self.free = asyncio.Event()
        self.free.set()
        self.gone = asyncio.Event()

    async def send(self, message: wire.Message) -> None:
        await self.free.wait()
        self.sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.gone.set()

    async def receive(self) -> wire.Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.sent).decode()

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {key.decode(): value.decode() for key, value in self.sent[0]["headers"]}


def request(path: str, method: str = "GET", **headers: str) -> wire.Scope:
    """Return the scope of a request, as an ASGI server gives it."""
    path, _, query = path.partition("?")
    named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": named,
    }


def tell(story: Coroutine[Any, Any, Result]) -> Result:
    """Run a story in a loop and a thread of its own: Playwright keeps a loop running in ours."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(copy_context().run, asyncio.run, story).result()


async def until(ready: Callable[[], Any], seconds: float = 5) -> None:
    """Let the loop go on until ``ready()``; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it did not come"
        await asyncio.sleep(0.005)


def refuses(hub: Hub, granted: tokens.Pass) -> bool:
    """Tell whether the hub knows that this token was revoked."""
    try:
        hub.admit(granted)
    except tokens.TokenRevoked:
        return True
    return False
