"""Pages are served on a few threads that stay, one for each request at work."""

import asyncio
import threading

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from networking import threads
from networking.threads import Pages

pytestmark = pytest.mark.usefixtures("bare")


def where(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{threading.get_ident()}")


class Whence:
    """A middleware that says on which thread it ran."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)  # type: ignore[operator]
        response["X-Thread"] = f"{threading.get_ident()}"
        return response  # type: ignore[no-any-return]


urlpatterns = [path("where", where)]


@pytest.fixture
def bare(settings: LazySettings) -> None:
    """A site of one page and one middleware, without a database."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [f"{__name__}.Whence"]
    settings.ALLOWED_HOSTS = ["localhost"]


async def ask(pages: Pages) -> tuple[str, str]:
    """The threads of the view and of the middleware."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/where",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    client = ApplicationCommunicator(pages, scope)
    await client.send_input({"type": "http.request", "body": b""})
    start = await client.receive_output(5)
    body = await client.receive_output(5)
    await client.wait(5)
    return body["body"].decode(), dict(start["headers"])[b"X-Thread"].decode()


def test_a_request_stays_on_one_thread_and_the_next_one_finds_it_again() -> None:
    async def story() -> set[str]:
        pages = Pages()
        return {thread for _ in range(5) for thread in await ask(pages)}

    (thread,) = asyncio.run(story())
    assert thread != f"{threading.get_ident()}"


def test_a_request_starts_no_thread_where_one_is_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[threading.Thread] = []
    start = threading.Thread.start

    def noted(thread: threading.Thread) -> None:
        started.append(thread)
        start(thread)

    async def story() -> None:
        pages = Pages()
        await ask(pages)
        monkeypatch.setattr(threading.Thread, "start", noted)
        await ask(pages)

    asyncio.run(story())
    assert started == []


def test_requests_at_the_same_time_have_a_thread_each_and_few_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threads, "KEPT", 2)

    async def story() -> tuple[int, int]:
        pages = Pages()
        found = await asyncio.gather(*(ask(pages) for _ in range(5)))
        assert all(view == middleware for view, middleware in found)
        return len({view for view, _middleware in found}), len(pages.idle)

    used, kept = asyncio.run(story())
    assert used == 5
    assert kept == 2
