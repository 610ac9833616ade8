"""Django's pages on a few threads that stay, each with its database connection.

Django's own ASGI handler gives every request a thread of its own, with a database connection of its
own, and goes from one to the other for each of its middlewares. Here the whole of a request runs
on one of a few threads, which are there before it and after it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from asgiref.sync import SyncToAsync, ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase

from networking.push import wire

# As many idle threads are kept; more are made while more requests are at work.
KEPT: Final = 8


class Worker(ThreadPoolExecutor):
    """One thread that outlives the requests it serves, though each of them shuts it down."""

    def __init__(self) -> None:
        super().__init__(max_workers=1, thread_name_prefix="pages")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing: asgiref ends a request's thread with the request, and this one goes on."""

    def end(self) -> None:
        """End it for good, once what it does is done."""
        super().shutdown(wait=False)


class Pages(ASGIHandler):
    """Django as an ASGI application, a request's middlewares and view all on one thread."""

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self.idle: list[Worker] = []

    async def __call__(self, scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        """Answer a request on a thread that is idle, or on a new one."""
        worker = self.idle.pop() if self.idle else Worker()
        try:
            async with ThreadSensitiveContext() as context:
                SyncToAsync.context_to_thread_executor[context] = worker
                await self.handle(scope, receive, send)
        finally:
            # What was cancelled may still be at work there; the next one waits for it.
            if len(self.idle) < KEPT:
                self.idle.append(worker)
            else:
                worker.end()

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as under WSGI, on the request's thread."""
        respond: Callable[[HttpRequest], HttpResponseBase] = self.get_response
        return await sync_to_async(respond, thread_sensitive=True)(request)
