"""The live endpoints, as an ASGI server calls them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import quote

import pytest
import time_machine
from django.test import override_settings

from networking import moved_clock
from networking.push import live as lives
from networking.push import tokens, wire
from networking.push.hub import Hub
from networking.push.live import Live, supervise
from networking.push.snapshots import Snapshot
from tests.networking.push.listening import Line, request, tell, until

Result = TypeVar("Result")
TOKEN = quote(tokens.issue("event:1", "link:7"))


class Quiet:
    """A source with one snapshot, or none, and no news."""

    def __init__(self, snapshot: Snapshot | None) -> None:
        self.snapshot = snapshot

    async def run(self, hub: Hub) -> None:
        await asyncio.Event().wait()

    async def load(self, channel: str) -> Snapshot | None:
        return self.snapshot

    async def close(self) -> None:
        pass


SNAPSHOT = Snapshot("event:1", 3, b'{"a":1}')


def answered(endpoint: str, scope: wire.Scope, snapshot: Snapshot | None = SNAPSHOT) -> Line:
    """Return what one request was answered, whole."""

    async def story() -> Line:
        live, line = Live(lambda: Quiet(snapshot)), Line()
        await getattr(live, endpoint)(scope, line.receive, line.send)
        await live.stop()
        return line

    return tell(story())


def streaming(
    story: Callable[[Live], Awaitable[Result]], snapshot: Snapshot | None = SNAPSHOT
) -> Result:
    async def told() -> Result:
        live = Live(lambda: Quiet(snapshot))
        try:
            return await story(live)
        finally:
            await live.stop()

    return tell(told())


def test_a_stream_begins_with_the_newest_snapshot_and_is_not_to_be_held_back_by_proxies() -> None:
    async def story(live: Live) -> Line:
        line = Line()
        stream = asyncio.create_task(
            live.stream(request(f"/live?token={TOKEN}"), line.receive, line.send)
        )
        await until(lambda: "id: 3" in line.text)
        line.gone.set()
        await stream
        assert live.hub.size == 0
        return line

    line = streaming(story)

    assert line.status == 200
    assert line.headers["content-type"].startswith("text/event-stream")
    assert line.headers["x-accel-buffering"] == "no"
    assert "no-store" in line.headers["cache-control"]


def test_a_server_that_stops_ends_its_streams_without_complaint() -> None:
    async def story(live: Live) -> Line:
        line = Line()
        stream = asyncio.create_task(
            live.stream(request(f"/live?token={TOKEN}"), line.receive, line.send)
        )
        await until(lambda: "id: 3" in line.text)
        stream.cancel()
        await stream
        return line

    line = streaming(story)

    assert line.text.endswith("event: end\ndata: restart\n\n")
    assert not line.sent[-1]["more_body"]


def test_more_viewers_than_files_are_asked_to_come_back() -> None:
    async def story(live: Live) -> Line:
        live.capacity = 0
        line = Line()
        await live.stream(request(f"/live?token={TOKEN}"), line.receive, line.send)
        return line

    line = streaming(story)

    assert line.status == 503
    assert line.headers["retry-after"] == "5"


@pytest.mark.parametrize("endpoint", ["stream", "snapshot"])
def test_a_forged_token_is_refused_in_the_readers_language(endpoint: str) -> None:
    line = answered(endpoint, request("/live?token=forged", accept_language="en;q=0.9,xx"))

    assert line.status == 403
    assert line.text == "This live link is not valid. Open the page again from its event."


@pytest.mark.parametrize("endpoint", ["stream", "snapshot"])
def test_an_expired_token_asks_for_the_next_one(endpoint: str) -> None:
    with time_machine.travel("2020-12-01T07:00:00Z", tick=False):
        old = quote(tokens.issue("event:1", "link:7"))

    line = answered(endpoint, request(f"/live?token={old}", accept_language="en"))

    assert line.status == 401
    assert "expired" in line.text


@pytest.mark.parametrize("endpoint", ["stream", "snapshot"])
def test_a_revoked_grant_is_refused(endpoint: str) -> None:
    async def story(live: Live) -> Line:
        live.hub.revoke("link:7", tokens.seconds())
        line = Line()
        scope = request(f"/live?token={TOKEN}", accept_language="en")
        await getattr(live, endpoint)(scope, line.receive, line.send)
        return line

    line = streaming(story)

    assert line.status == 403
    assert "withdrawn" in line.text


def test_a_stream_is_only_to_be_read() -> None:
    for method in ("POST", "HEAD"):
        assert answered("stream", request(f"/live?token={TOKEN}", method)).status == 405


def test_the_snapshot_has_its_revision_as_a_tag_and_is_not_sent_twice() -> None:
    first = answered("snapshot", request(f"/live/snapshot?token={TOKEN}"))
    again = answered("snapshot", request(f"/live/snapshot?token={TOKEN}", if_none_match='W/"3"'))
    newer = answered("snapshot", request(f"/live/snapshot?token={TOKEN}", if_none_match='"2"'))

    assert (first.status, first.text, first.headers["etag"]) == (200, '{"a":1}', '"3"')
    assert (again.status, again.text, again.headers["etag"]) == (304, "", '"3"')
    assert newer.status == 200


def test_a_channel_without_a_snapshot_answers_with_nothing() -> None:
    assert answered("snapshot", request(f"/live/snapshot?token={TOKEN}"), None).status == 204


def test_the_time_is_the_sites_own_and_never_kept() -> None:
    with time_machine.travel("2026-12-01T07:00:00Z", tick=False):
        line = answered("time", request("/t"))

    assert json.loads(line.text) == {"ms": 1796108400000, "rate": 1}
    assert line.headers["cache-control"] == "no-store"


def test_a_moved_clock_is_told_with_its_pace() -> None:
    moved = moved_clock.parse("2026-12-01T07:45:00+00:00,30,2026-11-20T12:00:00+00:00")
    with (
        override_settings(CLOCK=moved),
        time_machine.travel("2026-11-20T12:00:10Z", tick=False),
    ):
        line = answered("time", request("/t"))

    assert json.loads(line.text) == {"ms": 1796111400000, "rate": 30.0}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr-CA,fr;q=0.9", "fr"), ("en-GB", "en"), ("xx,en;q=0.3", "en"), ("xx", None), ("", None)],
)
def test_the_readers_language_is_taken_as_far_as_the_site_speaks_it(
    accepted: str, language: str | None
) -> None:
    from django.utils import translation

    with translation.override("fr"):
        assert lives.language(request("/live", accept_language=accepted)) == (language or "fr")


def test_a_source_that_fails_is_run_again_for_ever_and_at_once_after_it_returned() -> None:
    runs: list[None] = []

    async def run() -> None:
        runs.append(None)
        if len(runs) <= 2:
            raise OSError("gone")
        await asyncio.sleep(0)

    async def story() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(lives, "LONGEST_PAUSE_SECONDS", 0.1)
            task = asyncio.create_task(supervise(run))
            await until(lambda: len(runs) > 20)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert task.cancelled()

    tell(story())
