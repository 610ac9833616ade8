"""Pages are served on a few threads that stay, one for each request at work."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import LazySettings
from django.core import signals
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from networking import threads
from networking.threads import Pages

pytestmark = pytest.mark.usefixtures("bare")


def where(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{threading.get_ident()}")


def parts(_request: HttpRequest) -> StreamingHttpResponse:
    async def said() -> AsyncIterator[str]:
        for number in range(3):
            yield f"{number} "

    return StreamingHttpResponse(said())


class Whence:
    """A middleware that says on which thread it ran."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)  # type: ignore[operator]
        response["X-Thread"] = f"{threading.get_ident()}"
        return response  # type: ignore[no-any-return]


urlpatterns = [path("where", where), path("parts", parts)]


@pytest.fixture
def bare(settings: LazySettings) -> None:
    """A site of one page and one middleware, without a database."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [f"{__name__}.Whence"]
    settings.ALLOWED_HOSTS = ["localhost"]


def client(pages: Pages, path: str = "/where") -> ApplicationCommunicator:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    return ApplicationCommunicator(pages, scope)


async def ask(pages: Pages) -> tuple[str, str]:
    """The threads of the view and of the middleware."""
    phone = client(pages)
    await phone.send_input({"type": "http.request", "body": b""})
    start = await phone.receive_output(5)
    body = await phone.receive_output(5)
    await phone.wait(5)
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


@pytest.fixture
def told() -> Iterator[list[tuple[str, int]]]:
    """What Django tells of a request's begin and end, and on which thread."""
    heard: list[tuple[str, int]] = []

    def started(**_said: object) -> None:
        heard.append(("started", threading.get_ident()))

    def finished(**_said: object) -> None:
        heard.append(("finished", threading.get_ident()))

    signals.request_started.connect(started)
    signals.request_finished.connect(finished)
    yield heard
    signals.request_started.disconnect(started)
    signals.request_finished.disconnect(finished)


def test_a_request_begins_and_ends_once_on_its_thread(told: list[tuple[str, int]]) -> None:
    thread, _middleware = asyncio.run(ask(Pages()))
    assert told == [("started", int(thread)), ("finished", int(thread))]


def test_what_comes_in_parts_ends_when_all_of_it_is_sent(told: list[tuple[str, int]]) -> None:
    async def story() -> list[bytes]:
        phone = client(Pages(), "/parts")
        await phone.send_input({"type": "http.request", "body": b""})
        await phone.receive_output(5)
        sent = [(await phone.receive_output(5))["body"] for _ in range(3)]
        assert [what for what, _thread in told] == ["started"]
        assert not (await phone.receive_output(5)).get("more_body")
        await phone.wait(5)
        return sent

    assert asyncio.run(story()) == [b"0 ", b"1 ", b"2 "]
    assert [what for what, _thread in told] == ["started", "finished"]
    assert len({thread for _what, thread in told}) == 1


def test_who_hangs_up_before_all_is_said_reaches_no_page(told: list[tuple[str, int]]) -> None:
    async def story() -> bool:
        pages = Pages()
        phone = client(pages)
        await phone.send_input({"type": "http.request", "body": b"half", "more_body": True})
        await phone.send_input({"type": "http.disconnect"})
        await phone.wait(5)
        assert len(pages.idle) == 1
        return await phone.receive_nothing()

    assert asyncio.run(story())
    assert told == []


def test_a_path_that_is_no_text_is_refused(told: list[tuple[str, int]]) -> None:
    async def story() -> int:
        pages = Pages()
        pages.request_class = Garbled
        phone = client(pages)
        await phone.send_input({"type": "http.request", "body": b""})
        start = await phone.receive_output(5)
        await phone.receive_output(5)
        await phone.wait(5)
        return int(start["status"])

    assert asyncio.run(story()) == 400
    assert [what for what, _thread in told] == ["started", "finished"]


class Garbled:
    def __init__(self, *_said: object) -> None:
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no letter")
