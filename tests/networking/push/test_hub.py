"""The hub of a process: every viewer gets the newest, and a slow one holds up nobody."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from networking.push import hub as hubs
from networking.push.hub import Hub, Viewer
from networking.push.snapshots import Snapshot
from networking.push.tokens import LIFETIME, Pass, TokenRevoked
from tests.networking.push.listening import Line, tell, until

Story = Callable[[], Coroutine[Any, Any, None]]


def told(story: Story) -> Callable[[], None]:
    """Run an asynchronous test in a loop of its own."""

    def test() -> None:
        tell(story())

    test.__name__ = story.__name__
    return test


def rev(number: int, channel: str = "event:1") -> Snapshot:
    return Snapshot(channel, number, b"%d" % number)


def a_pass(grant: str = "link:7", issued: int | None = None) -> Pass:
    issued = int(time.time()) if issued is None else issued
    return Pass("event:1", grant, issued, issued + LIFETIME)


class Kept:
    """Where the hub loads from; counts how often it was asked."""

    def __init__(self, snapshot: Snapshot | None = None) -> None:
        self.snapshot = snapshot
        self.asked = 0

    async def load(self, channel: str) -> Snapshot | None:
        self.asked += 1
        await asyncio.sleep(0.01)
        return self.snapshot


async def joined(hub: Hub, granted: Pass | None = None) -> tuple[Viewer, Line]:
    line = Line()
    viewer = Viewer(granted or a_pass(), line.send)
    await hub.newest("event:1")
    hub.join(viewer, "event:1")
    return viewer, line


@told
async def test_whoever_joins_sees_the_newest_and_then_every_new_revision() -> None:
    hub = Hub(Kept(rev(3)).load)
    _, line = await joined(hub)
    await until(lambda: "id: 3" in line.text)

    assert hub.offer(rev(4))
    await until(lambda: "id: 4" in line.text)

    assert line.text == "id: 3\ndata: 3\n\nid: 4\ndata: 4\n\n"


@told
async def test_a_channel_is_loaded_once_for_all_who_come_at_the_same_time() -> None:
    kept = Kept(rev(3))
    hub = Hub(kept.load)

    newest = await asyncio.gather(*(hub.newest("event:1") for _ in range(50)))

    assert kept.asked == 1
    assert {snapshot.rev for snapshot in newest if snapshot} == {3}


@told
async def test_an_old_or_repeated_revision_is_no_news() -> None:
    hub = Hub(Kept(rev(3)).load)
    _, line = await joined(hub)
    await until(lambda: line.sent)

    assert not hub.offer(rev(3))
    assert not hub.offer(rev(2))
    await asyncio.sleep(0.02)

    assert line.text == "id: 3\ndata: 3\n\n"


@told
async def test_a_channel_without_viewers_takes_no_place() -> None:
    hub = Hub(Kept().load)

    assert not hub.offer(rev(1, "event:2"))
    assert hub.channels == []
    assert hub.rev("event:2") == -1


@told
async def test_a_channel_that_has_nothing_yet_begins_with_a_sign_of_life() -> None:
    hub = Hub(Kept().load)
    _, line = await joined(hub)
    await until(lambda: line.sent)

    assert line.text.startswith(": beat\n")
    hub.offer(rev(1))
    await until(lambda: "id: 1" in line.text)


@told
async def test_a_source_that_fails_leaves_the_stream_open_for_what_comes_later() -> None:
    async def broken(channel: str) -> Snapshot | None:
        raise OSError("no database")

    hub = Hub(broken)
    _, line = await joined(hub)
    hub.offer(rev(5))

    await until(lambda: "id: 5" in line.text)


@told
async def test_a_slow_viewer_skips_to_the_newest_and_holds_up_nobody() -> None:
    hub = Hub(Kept(rev(1)).load)
    _, slow = await joined(hub)
    _, quick = await joined(hub)
    await until(lambda: slow.sent and quick.sent)
    slow.free.clear()

    for number in range(2, 31):
        hub.offer(rev(number))
        await until(lambda number=number: f"id: {number}\n" in quick.text)  # type: ignore[misc]
    slow.free.set()
    await until(lambda: "id: 30" in slow.text)

    # The first after the pause was under way already; all in between are gone.
    assert slow.text.split("\n\n")[:-1] == ["id: 1\ndata: 1", "id: 2\ndata: 2", "id: 30\ndata: 30"]


@told
async def test_revisions_quicker_than_the_room_still_reach_the_last_viewer() -> None:
    hub = Hub(Kept(rev(0)).load)
    lines = [(await joined(hub))[1] for _ in range(hubs.SLICE * 3)]

    for number in range(1, 40):
        hub.offer(rev(number))
        await asyncio.sleep(0)

    await until(lambda: all("id: 39\n" in line.text for line in lines))
    for line in lines:
        ids = [int(part[4:]) for part in line.text.split("\n") if part.startswith("id: ")]
        assert ids == sorted(set(ids))


@told
async def test_a_viewer_who_left_is_sent_nothing() -> None:
    hub = Hub(Kept(rev(1)).load)
    viewer, line = await joined(hub)
    await until(lambda: line.sent)
    hub.leave(viewer, "event:1")

    hub.offer(rev(2))
    await asyncio.sleep(0.02)

    assert "id: 2" not in line.text
    assert hub.size == 0


@told
async def test_a_line_that_breaks_ends_its_viewer_and_no_other() -> None:
    async def broken(message: object) -> None:
        raise BrokenPipeError

    hub = Hub(Kept(rev(1)).load)
    viewer = Viewer(a_pass(), broken)
    await hub.newest("event:1")
    hub.join(viewer, "event:1")
    _, line = await joined(hub)
    hub.offer(rev(2))

    await until(lambda: "id: 2" in line.text)
    assert viewer.ended


@told
async def test_a_revoked_grant_closes_its_streams_and_opens_no_other() -> None:
    hub = Hub(Kept(rev(1)).load)
    _, theirs = await joined(hub, a_pass("link:7", issued=100))
    _, others = await joined(hub, a_pass("link:8", issued=100))
    hub.revoke("link:7", 100)
    await until(theirs.gone.is_set)

    assert theirs.text.endswith("event: end\ndata: revoked\n\n")
    assert not others.gone.is_set()
    with pytest.raises(TokenRevoked):
        hub.admit(a_pass("link:7", issued=100))
    hub.admit(a_pass("link:7", issued=101))  # given back afterwards
    hub.revoke("link:7", 90)  # news of an older revocation changes nothing
    hub.admit(a_pass("link:7", issued=101))


@told
async def test_a_stream_ends_with_its_token() -> None:
    hub = Hub(Kept(rev(1)).load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hubs, "PULSE_SECONDS", 0.01)
        pulse = asyncio.create_task(hub.pulse())
        _, expired = await joined(hub, a_pass(issued=int(time.time()) - LIFETIME - 1))
        _, good = await joined(hub)
        await until(expired.gone.is_set)
        pulse.cancel()

    assert expired.text.endswith("event: end\ndata: expired\n\n")
    assert not good.gone.is_set()


@told
async def test_a_quiet_line_gets_a_sign_of_life() -> None:
    hub = Hub(Kept(rev(1)).load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hubs, "PULSE_SECONDS", 0.01)
        patch.setattr(hubs, "BEAT_SECONDS", 0.05)
        pulse = asyncio.create_task(hub.pulse())
        lines = [(await joined(hub))[1] for _ in range(hubs.SLICE + 1)]
        await until(lambda: all(line.text.count("event: beat") >= 2 for line in lines))
        pulse.cancel()


@told
async def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    hub = Hub(Kept(rev(1)).load)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hubs, "PULSE_SECONDS", 0.01)
        pulse = asyncio.create_task(hub.pulse())
        viewer, _ = await joined(hub)
        patch.setattr(hubs, "MEMORY_SECONDS", 0.0)
        hub.revoke("link:9", int(time.time()) - LIFETIME - 5)
        await asyncio.sleep(0.05)
        assert hub.channels == ["event:1"]

        hub.leave(viewer, "event:1")
        await until(lambda: hub.channels == [])
        pulse.cancel()
    hub.admit(a_pass("link:9", issued=0))


@told
async def test_closing_ends_every_stream_and_says_that_another_process_will_take_over() -> None:
    hub = Hub(Kept(rev(1)).load)
    _, line = await joined(hub)
    hub.close()
    hub.close()
    await until(line.gone.is_set)

    assert line.text.endswith("event: end\ndata: restart\n\n")
    assert line.text.count("event: end") == 1
