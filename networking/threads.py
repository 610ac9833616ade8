"""Django's pages on a few threads that stay, each with its database connection.

Django's own ASGI handler gives every request a thread of its own, with a database connection of its
own, and goes from one to the other for each of its middlewares. Here the whole of a request runs
on one of a few threads, which are there before it and after it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase

from networking.push import wire

# As many idle threads are kept; more are made while more requests are at work.
KEPT: Final = 8


class Pages(ASGIHandler):
    """Django as an ASGI application, a request's middlewares and view all on one thread."""

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        respond: Callable[[HttpRequest], HttpResponseBase] = self.get_response
        self._respond = sync_to_async(respond, thread_sensitive=True)
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

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as under WSGI, on the request's thread."""
        return await self._respond(request)
