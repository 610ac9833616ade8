"""The site as one ASGI application: live endpoints, static files, and Django behind a gate."""

import asyncio
import gc
import os
import resource
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings")
django.setup()

from django.conf import settings  # noqa: E402  the registry must be full first
from django.urls import get_resolver  # noqa: E402
from servestatic.asgi import FileServerASGI  # type: ignore[import-untyped]  # noqa: E402
from servestatic.middleware import (  # type: ignore[import-untyped]  # noqa: E402
    ServeStaticMiddleware,
)

from networking.loopback import LoopbackOnly  # noqa: E402
from networking.push import sources, wire  # noqa: E402
from networking.push.live import Live  # noqa: E402
from networking.threads import Pages  # noqa: E402

# Requests at work in Django at a time. Each has a thread and a database connection: 200 requests at
# once made 205 threads, and were no quicker for it; on two cores four serve more than eight.
AT_WORK: Final = 4
# Parts of one answer (64 KB each) that may wait for a slow reader before Django waits too.
PARTS_WAITING: Final = 256
# Open files that a process may well want: one per viewer, and some for itself.
FILES_WANTED: Final = 65_536
FILES_SPARED: Final = 256


class Gate:
    """Lets a few requests into Django at a time, none for as long as a slow phone takes.

    A place is taken when a request has arrived whole, and given back when its answer is made; it
    is sent from outside. So eight phones on a bad network can't keep everybody else waiting.
    """

    def __init__(self, app: wire.App, at_work: int = AT_WORK) -> None:
        self.app = app
        self.places = asyncio.Semaphore(at_work)

    async def __call__(self, scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        """Pass a request on when its turn has come."""
        inside = False

        async def enter() -> wire.Message:
            nonlocal inside
            message = await receive()
            if not inside and message["type"] == "http.request" and not message.get("more_body"):
                await self.places.acquire()
                inside = True
            return message

        parts: asyncio.Queue[wire.Message | None] = asyncio.Queue(PARTS_WAITING)
        messenger = asyncio.create_task(self._deliver(parts, send))
        try:
            await self.app(scope, enter, parts.put)
        finally:
            if inside:
                self.places.release()
            await parts.put(None)
            await messenger

    async def _deliver(self, parts: asyncio.Queue[wire.Message | None], send: wire.Send) -> None:
        try:
            while (message := await parts.get()) is not None:
                await send(message)
        except BaseException:
            while await parts.get() is not None:
                pass  # nobody takes the rest, but Django must not wait for that
            raise


class Static:
    """Serves the files that ServeStatic knows by the settings, before the gate."""

    def __init__(self, app: wire.App) -> None:
        self.app = app
        # Its middleware knows finders and hashed names; its ASGI server sends without Django.
        self.known = ServeStaticMiddleware(self._nothing_else)

    async def __call__(self, scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        """Serve a file, or pass the request on."""
        path = scope["path"]
        if self.known.autorefresh:
            file = await asyncio.to_thread(self.known.find_file, path)
        else:
            file = self.known.files.get(path)
        server: Any = self.app if file is None else FileServerASGI(file)
        await server(scope, receive, send)

    async def _nothing_else(self, request: Any) -> Any:
        raise NotImplementedError


class Site:
    """Everything that this server answers."""

    def __init__(self, pages: wire.App, live: Live) -> None:
        self.live = live
        self.pages = pages
        self.endpoints: dict[str, wire.App] = {
            "/live": live.stream,
            "/live/snapshot": live.snapshot,
            "/t": live.time,
        }

    async def __call__(self, scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        """Answer a request, or follow the server's own life."""
        match scope["type"]:
            case "http":
                await self.endpoints.get(scope["path"], self.pages)(scope, receive, send)
            case "lifespan":
                await self._live_and_die(receive, send)
            case _:
                await send({"type": "websocket.close"})

    async def _live_and_die(self, receive: wire.Receive, send: wire.Send) -> None:
        await receive()
        self.live.capacity = raise_file_limit() - FILES_SPARED
        hub = self.live.hub
        if threading.current_thread() is threading.main_thread():
            call_on_signals(asyncio.get_running_loop(), hub.close)
        settle()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.live.stop()
        await send({"type": "lifespan.shutdown.complete"})


def settle() -> None:
    """Load every page's code before the first one asks, and have the collector leave it alone.

    Once in a thousand taps Python looks through all there is for what nobody holds any more, and
    answers nobody for 80 ms. What a server starts with stays to its end; without that it takes 4.
    """
    _ = get_resolver().reverse_dict
    gc.collect()
    gc.freeze()


def raise_file_limit() -> int:
    """Ask for as many open files as this process may have, within reason, and return the limit.

    Systems start processes with 1,024, which is not even a large breakfast.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, FILES_WANTED)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)


def call_on_signals(loop: asyncio.AbstractEventLoop, close: Callable[[], None]) -> None:
    """Have `close` called when the server is told to stop, before it waits for open streams."""
    for number in (signal.SIGINT, signal.SIGTERM):
        servers = signal.getsignal(number)

        def handle(number: int, frame: FrameType | None, servers: Any = servers) -> None:
            loop.call_soon_threadsafe(close)
            if callable(servers):
                servers(number, frame)

        signal.signal(number, handle)


application: wire.App = Site(Static(Gate(Pages())), Live(sources.configured))
if settings.DEMO:
    application = LoopbackOnly(application)
