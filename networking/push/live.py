"""The live endpoints, as bare ASGI in front of Django: no thread and no database per viewer.

`GET /live?token=` is a stream of server-sent events, `GET /live/snapshot?token=` the same
snapshot for those who poll, and `GET /t` the server's time.
"""

import asyncio
import json
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import parse_qs

from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from networking.push import tokens, wire
from networking.push.clock import tell
from networking.push.hub import Hub, Source, Viewer

log = logging.getLogger("tablee.push")

STREAM: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
]
TEXT: Final = b"text/plain; charset=utf-8"
JSON: Final = b"application/json"
LONGEST_PAUSE_SECONDS: Final = 2.0


class Live:
    """One hub, its source, and the endpoints that show them."""

    def __init__(self, make_source: Callable[[], Source]) -> None:
        """Prepare everything; the source is made when the first loop needs it."""
        self._make_source = make_source
        self._tasks: list[asyncio.Task[None]] = []
        self._hub: Hub | None = None
        self._source: Source | None = None
        self.capacity = 100_000

    @property
    def hub(self) -> Hub:
        """The hub, begun with the first use. Calling again changes nothing."""
        if self._hub is None:
            self._source = source = self._make_source()
            self._hub = hub = Hub(source.load)
            self._tasks = [
                asyncio.create_task(supervise(lambda: source.run(hub))),
                asyncio.create_task(supervise(hub.pulse)),
            ]
        return self._hub

    async def stop(self) -> None:
        """End all streams and tasks; the next use begins anew."""
        if self._hub is not None:
            self._hub.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._source is not None:
            await self._source.close()
        self._tasks, self._hub, self._source = [], None, None

    async def stream(self, scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        """Answer `GET /live`: every revision of the token's channel until the token ends."""
        granted = await self._admitted(scope, send)
        if granted is None:
            return
        hub = self.hub
        if hub.size >= self.capacity:
            await wire.answer(send, 503, b"", TEXT, [(b"retry-after", b"5")])
            return
        await hub.newest(granted.channel)
        await send(wire.start(200, STREAM))
        viewer = Viewer(granted, send)
        hub.join(viewer, granted.channel)
        try:
            # All that a client says is that it left; and so does the server after our last word.
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            # The server stops, and was patient enough: leave without a word of complaint.
            viewer.end("restart")
            await viewer.written()
        finally:
            hub.leave(viewer, granted.channel)

    async def snapshot(self, scope: wire.Scope, _receive: wire.Receive, send: wire.Send) -> None:
        """Answer `GET /live/snapshot`: the newest revision, 304 if known, 204 if there is none."""
        granted = await self._admitted(scope, send)
        if granted is None:
            return
        newest = await self.hub.newest(granted.channel)
        if newest is None:
            await wire.answer(send, 204, b"", JSON)
            return
        known = wire.header(scope, b"if-none-match").encode("latin-1")
        status = 304 if newest.etag in known.replace(b"W/", b"").split(b", ") else 200
        await wire.answer(send, status, newest.body, JSON, [(b"etag", newest.etag)])

    async def time(self, _scope: wire.Scope, _receive: wire.Receive, send: wire.Send) -> None:
        """Answer `GET /t`: the server's instant in ms, and how fast its clock runs."""
        await wire.answer(send, 200, json.dumps(tell(), separators=(",", ":")).encode(), JSON)

    async def _admitted(self, scope: wire.Scope, send: wire.Send) -> tokens.Pass | None:
        """Return what the request's token opens; if nothing, say why and return None."""
        if scope["method"] != "GET":
            await wire.answer(send, 405, b"", TEXT, [(b"allow", b"GET")])
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            granted = tokens.read(query.get("token", [""])[0])
            self.hub.admit(granted)
        except tokens.TokenRefused as refused:
            with translation.override(language(scope)):
                text = str(refused.text)
            await wire.answer(send, refused.status, text.encode(), TEXT)
            return None
        return granted


def language(scope: wire.Scope) -> str:
    """Return the reader's language, as far as the site speaks it."""
    accepted = wire.header(scope, b"accept-language")
    for code, _ in parse_accept_lang_header(accepted):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return translation.get_language() or "en"


async def supervise(run: Callable[[], Awaitable[None]]) -> None:
    """Run `run` for ever: again at once when it returns, after a growing pause when it fails."""
    pause = 0.1
    while True:
        began = time.monotonic()
        try:
            await run()
        except Exception as error:  # noqa: BLE001  whatever it was, viewers wait for the next attempt
            if pause < LONGEST_PAUSE_SECONDS:  # then it is known, and would fill the log
                log.warning("live source interrupted: %s", type(error).__name__)
            if time.monotonic() - began > LONGEST_PAUSE_SECONDS:
                pause = 0.1
            await asyncio.sleep(pause * random.uniform(0.7, 1.3))  # noqa: S311  it only spreads attempts
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
