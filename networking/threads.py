"""Django's pages on a few threads that stay, each with its database connection.

Django's own ASGI handler gives every request a thread of its own, with a database connection of its
own, and goes from one to the other for each of its middlewares, and before and after them. Here the
whole of a request runs on one of a few threads, which are there before it and after it.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import IO, Final

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.http import FileResponse, HttpResponseBase
from django.urls import set_script_prefix

from networking.push import wire

# As many idle threads are kept; more are made while more requests are at work.
KEPT: Final = 8


class Pages(ASGIHandler):
    """Django as an ASGI application, all of a request on one thread, in one visit there."""

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self._answer = sync_to_async(self._answered, thread_sensitive=True)
        self.idle: list[ThreadPoolExecutor] = []

    async def __call__(self, scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        """Answer a request on a thread that is idle, or on a new one."""
        worker = self.idle.pop() if self.idle else ThreadPoolExecutor(1, "pages")
        try:
            async with ThreadSensitiveContext(executor=worker):
                await self.handle(scope, receive, send)
        finally:
            # What was cancelled may still be at work there; the next one waits for it.
            if len(self.idle) < KEPT:
                self.idle.append(worker)
            else:
                worker.shutdown(wait=False)

    async def handle(self, scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        """Answer a request. Who hangs up meanwhile is answered all the same: threads don't stop."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            set_script_prefix(get_script_prefix(scope))
            response = await self._answer(scope, body)
            await self.send_response(response, send)
            if response.streaming:
                await sync_to_async(response.close)()

    def _answered(self, scope: wire.Scope, body: IO[bytes]) -> HttpResponseBase:
        """The answer, as under WSGI: its end is told as soon as all of it is there."""
        signals.request_started.send(sender=type(self), scope=scope)
        request, refused = self.create_request(scope, body)
        response = self.get_response(request) if request else refused
        assert response is not None
        response._handler_class = type(self)  # type: ignore[attr-defined]
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if not response.streaming:
            response.close()
        return response
