"""With Redis: quick while it is there, slower while it isn't, and nothing is ever lost."""

import asyncio
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.conf import LazySettings
from redis.asyncio.client import PubSub

from networking.push import relay, tokens
from networking.push.actions import publish, revoke
from networking.push.hub import Hub
from networking.push.models import Channel
from networking.push.sources import redis_topic
from networking.push.sources.redis_topic import RedisTopic
from tests.networking.push.conftest import Listen
from tests.networking.push.listening import refuses, tell, until
from tests.services import machine
from tests.services.servers import Redis
from tests.services.site import Site

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def own_redis(tmp_path: Path, settings: LazySettings) -> Iterator[Redis]:
    """A Redis of this test's own, to be killed at will; this process publishes through it."""
    program = machine.redis()
    assert program is not None
    server = Redis(program, tmp_path / "redis")
    server.start()
    settings.REDIS_URL = f"{server.url}/3"
    relay._client.cache_clear()
    yield server
    server.stop()
    relay._client.cache_clear()


@pytest.fixture
def redis_site(own_redis: Redis, site: Site, settings: LazySettings) -> Site:
    site.environment["REDIS_URL"] = settings.REDIS_URL
    site.web()
    return site


def test_a_revision_travels_through_redis_in_no_time(
    redis_site: Site, listen: Listen, channel: str
) -> None:
    publish(channel=channel, rev=1, snapshot={"a": 1})
    listener = listen(redis_site)
    listener.wait_for_rev(1)

    published = time.monotonic()
    publish(channel=channel, rev=2, snapshot={"a": "é"})

    heard = listener.wait_for_rev(2)
    assert heard.at - published < 1
    assert heard.data == '{"a":"é"}'


def test_two_processes_have_the_same_viewers_news(
    redis_site: Site, site: Site, listen: Listen, channel: str
) -> None:
    other = Site(site.folder / "other", {"REDIS_URL": site.environment["REDIS_URL"]})
    try:
        other.web()
        listeners = [listen(redis_site), listen(other)]
        publish(channel=channel, rev=1, snapshot={})
        for listener in listeners:
            listener.wait_for_rev(1)
    finally:
        other.stop()


def test_a_revocation_travels_too(redis_site: Site, listen: Listen) -> None:
    listener = listen(redis_site, grant="link:1")
    revoke(grant="link:1")

    assert listener.wait_for(lambda heard: heard.event == "end").data == "revoked"


@pytest.mark.faults
def test_everybody_catches_up_when_redis_was_killed_and_started_again(
    redis_site: Site, own_redis: Redis, listen: Listen, channel: str
) -> None:
    publish(channel=channel, rev=1, snapshot={})
    listeners = [listen(redis_site, grant=f"link:{n}") for n in range(5)]
    for listener in listeners:
        listener.wait_for_rev(1)

    own_redis.stop(signal.SIGKILL)
    published = time.monotonic()
    publish(channel=channel, rev=2, snapshot={"while": "Redis is away"})
    assert time.monotonic() - published < 3  # and it is committed
    for listener in listeners:
        listener.wait_for_rev(2, seconds=10)

    time.sleep(4)
    publish(channel=channel, rev=3, snapshot={"still": "away"})
    own_redis.start()
    for listener in listeners:
        listener.wait_for_rev(3, seconds=10)

    time.sleep(3)  # the subscription stands again: news is quick again
    published = time.monotonic()
    publish(channel=channel, rev=4, snapshot={})
    for listener in listeners:
        assert listener.wait_for_rev(4).at - published < 1
        assert listener.revs == [1, 2, 3, 4]
        assert not listener.ended.is_set()


@pytest.mark.faults
def test_a_message_lost_on_the_way_costs_seconds(
    redis_site: Site, listen: Listen, channel: str
) -> None:
    publish(channel=channel, rev=1, snapshot={})
    listener = listen(redis_site)
    listener.wait_for_rev(1)

    Channel.objects.update(rev=2, payload='{"told":"nobody"}')

    assert listener.wait_for_rev(2, seconds=10).data == '{"told":"nobody"}'


def test_a_subscription_that_falls_silent_is_given_up(
    own_redis: Redis, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_topic, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(redis_topic, "COMPARE_SECONDS", 0.2)
    monkeypatch.setattr(redis_topic, "SILENCE_SECONDS", 0.5)

    async def nothing(subscription: PubSub) -> None:
        """A ping that never arrives, as over a line that was cut without a word."""

    monkeypatch.setattr(PubSub, "ping", nothing)

    async def run() -> None:
        source = RedisTopic(settings.REDIS_URL)
        try:
            await asyncio.wait_for(source.run(Hub(source.load)), 10)
        finally:
            await source.close()

    with pytest.raises(redis.RedisError, match="silent"):
        tell(run())


def test_a_subscription_goes_on_for_as_long_as_redis_answers(
    own_redis: Redis, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_topic, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(redis_topic, "COMPARE_SECONDS", 0.1)
    monkeypatch.setattr(redis_topic, "SILENCE_SECONDS", 0.3)
    token = tokens.read(tokens.issue("event:1", "link:1"))

    async def story() -> None:
        source = RedisTopic(settings.REDIS_URL)
        hub = Hub(source.load)
        task = asyncio.create_task(source.run(hub))
        await hub.newest("event:1")
        await asyncio.sleep(1)
        assert not task.done()
        await asyncio.to_thread(in_a_thread, token.grant)
        await until(lambda: hub.rev("event:1") == 1)
        await until(lambda: refuses(hub, token))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await source.close()

    def in_a_thread(grant: str) -> None:
        from django.db import connection

        publish(channel="event:1", rev=1, snapshot={})
        revoke(grant=grant)
        connection.close()

    tell(story())
