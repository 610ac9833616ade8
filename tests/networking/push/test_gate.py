"""A few requests at a time in Django, and slow phones wait outside."""

import asyncio
from collections import deque

import pytest

from networking.asgi import Gate, Site, raise_file_limit
from networking.push import wire
from networking.push.hub import Hub
from networking.push.live import Live
from networking.push.snapshots import Snapshot
from tests.networking.push.listening import Line, request, until


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

    asyncio.run(story())


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

    asyncio.run(story())


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

    asyncio.run(story())


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

    asyncio.run(story())


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

    asyncio.run(story())
