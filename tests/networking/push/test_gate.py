"""A few requests at a time in Django, and slow phones wait outside."""

import asyncio
import gc
import resource
import signal
from collections import deque
from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from networking.asgi import PARTS_WAITING, Gate, Site, Static, call_on_signals, raise_file_limit
from networking.push import wire
from networking.push.hub import Hub
from networking.push.live import Live
from networking.push.snapshots import Snapshot
from tests.networking.push.listening import Line, request, tell, until


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """A server that starts takes all objects there are for its own; here they are the tests'."""
    yield
    gc.unfreeze()


class Django:
    """Reads a request, works until it may finish, and answers."""

    def __init__(self, parts: int = 1) -> None:
        self.at_work = self.most = self.finished = 0
        self.parts = parts
        self.finish = asyncio.Event()

    async def __call__(self, scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        while (await receive()).get("more_body"):
            pass
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        await self.finish.wait()
        self.at_work -= 1
        await send(wire.start(200, []))
        for part in range(self.parts):
            await send(wire.body(b"x", more=part < self.parts - 1))
        self.finished += 1


class Phone(Line):
    """Sends a request in as many parts as it was given, each when it is `ready`."""

    def __init__(self, *parts: bool) -> None:
        super().__init__()
        self.parts = deque(parts or (False,))
        self.ready = asyncio.Event()
        self.ready.set()

    async def receive(self) -> wire.Message:
        await self.ready.wait()
        return {"type": "http.request", "body": b"", "more_body": self.parts.popleft()}


def test_no_more_than_so_many_work_at_a_time_and_all_are_answered() -> None:
    async def story() -> None:
        django = Django()
        gate = Gate(django, 8)
        phones = [Phone() for _ in range(200)]
        asked = [asyncio.create_task(gate(request("/"), p.receive, p.send)) for p in phones]
        await until(lambda: django.at_work == 8)
        await asyncio.sleep(0.02)
        django.finish.set()
        await asyncio.gather(*asked)

        assert django.most == 8
        assert [phone.status for phone in phones] == [200] * 200

    tell(story())


def test_a_request_that_arrives_slowly_takes_nobodys_place() -> None:
    async def story() -> None:
        django = Django()
        django.finish.set()
        gate = Gate(django, 1)
        slow, quick = Phone(True, True, False), Phone()
        slow.ready.clear()
        waiting = asyncio.create_task(gate(request("/"), slow.receive, slow.send))
        await asyncio.sleep(0.01)
        await asyncio.wait_for(gate(request("/"), quick.receive, quick.send), 2)
        slow.ready.set()
        await asyncio.wait_for(waiting, 2)

        assert (quick.status, slow.status) == (200, 200)

    tell(story())


def test_an_answer_that_is_read_slowly_takes_nobodys_place() -> None:
    async def story() -> None:
        django = Django(parts=40)
        django.finish.set()
        gate = Gate(django, 1)
        slow, quick = Phone(), Phone()
        slow.free.clear()
        waiting = asyncio.create_task(gate(request("/"), slow.receive, slow.send))
        await until(lambda: django.finished == 1)
        await asyncio.wait_for(gate(request("/"), quick.receive, quick.send), 2)
        assert not slow.sent
        slow.free.set()
        await asyncio.wait_for(waiting, 2)

        assert len(slow.sent) == 41

    tell(story())


def test_a_failure_gives_its_place_back() -> None:
    async def fail(scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        await receive()
        raise RuntimeError("broken")

    async def story() -> None:
        gate = Gate(fail, 1)
        for _ in range(3):
            with pytest.raises(RuntimeError, match="broken"):
                phone = Phone()
                await asyncio.wait_for(gate(request("/"), phone.receive, phone.send), 2)

    tell(story())


def test_an_answer_that_nobody_takes_any_more_lets_django_finish() -> None:
    class Gone(Phone):
        async def send(self, message: wire.Message) -> None:
            raise BrokenPipeError

    async def story() -> None:
        django = Django(parts=2 * PARTS_WAITING)
        django.finish.set()
        gone = Gone()
        with pytest.raises(BrokenPipeError):
            await asyncio.wait_for(Gate(django, 1)(request("/"), gone.receive, gone.send), 2)

        assert django.finished == 1

    tell(story())


@pytest.mark.parametrize("looking_each_time", [True, False])
def test_a_file_is_served_by_its_name_and_anything_else_is_a_page(
    looking_each_time: bool, settings: LazySettings
) -> None:
    settings.SERVESTATIC_AUTOREFRESH = looking_each_time

    async def page(scope: wire.Scope, receive: wire.Receive, send: wire.Send) -> None:
        await wire.answer(send, 200, b"a page", b"text/plain")

    async def story() -> tuple[Line, Line]:
        static, file, other = Static(page), Line(), Line()
        await static(request("/static/push/clock.js"), file.receive, file.send)
        await static(request("/static/push/../settings.py"), other.receive, other.send)
        return file, other

    file, other = tell(story())
    assert "serverNow" in file.text
    assert file.headers["content-type"].startswith("text/javascript")
    assert other.text == "a page"


def test_files_are_asked_for_within_reason() -> None:
    asked: list[tuple[int, int]] = []

    def limits(soft: int, hard: int) -> int:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(resource, "getrlimit", lambda kind: (soft, hard))
            patch.setattr(resource, "setrlimit", lambda kind, limits: asked.append(limits))
            return raise_file_limit()

    assert limits(1024, 4096) == 4096
    assert limits(1024, 1_048_576) == 65_536
    assert limits(1024, resource.RLIM_INFINITY) == 65_536
    assert asked == [(4096, 4096), (65_536, 1_048_576), (65_536, resource.RLIM_INFINITY)]
    assert limits(100_000, 1_048_576) == 100_000
    assert len(asked) == 3


class Nothing:
    async def run(self, hub: Hub) -> None:
        await asyncio.Event().wait()

    async def load(self, channel: str) -> Snapshot | None:
        return None

    async def close(self) -> None:
        pass


def test_the_site_lives_and_dies_with_its_server_and_refuses_web_sockets() -> None:
    async def story() -> None:
        line = Line()
        line.gone.set()
        live = Live(Nothing)
        site = Site(Django(), live)
        await site({"type": "lifespan"}, line.receive, line.send)
        await site({"type": "websocket", "path": "/live"}, line.receive, line.send)

        assert [message["type"] for message in line.sent] == [
            "lifespan.startup.complete",
            "lifespan.shutdown.complete",
            "websocket.close",
        ]
        assert 0 < live.capacity < raise_file_limit()

    tell(story())


def test_what_a_server_starts_with_is_not_looked_through_while_people_wait() -> None:
    async def start() -> None:
        line = Line()
        line.gone.set()
        await Site(Django(), Live(Nothing))({"type": "lifespan"}, line.receive, line.send)

    assert len(gc.get_objects()) > 10_000
    tell(start())
    assert len(gc.get_objects()) < 10_000


def test_a_signal_ends_the_streams_and_then_does_what_the_server_wanted() -> None:
    done: list[str] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    loop = asyncio.new_event_loop()
    try:
        signal.signal(signal.SIGTERM, lambda number, frame: done.append("server"))
        call_on_signals(loop, lambda: done.append("streams"))
        signal.raise_signal(signal.SIGTERM)
        tell(asyncio.to_thread(lambda: (loop.call_soon(loop.stop), loop.run_forever())))
    finally:
        loop.close()
        for number, handler in before.items():
            signal.signal(number, handler)

    assert sorted(done) == ["server", "streams"]
