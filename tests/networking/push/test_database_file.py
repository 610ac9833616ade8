"""Without Redis a process looks at the database's file."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.test import override_settings

from networking.push import sources, tokens
from networking.push.actions import publish, revoke
from networking.push.hub import Hub
from networking.push.models import Channel
from networking.push.sources import database_file
from networking.push.sources.database_file import DatabaseFile
from networking.push.sources.redis_topic import RedisTopic
from tests.networking.push.listening import refuses, tell, until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("os.environ['DATABASE_URL'].startswith('postgres')", reason="SQLite's own"),
]
apart = sync_to_async


def watching(story: Callable[[Hub, DatabaseFile], Coroutine[Any, Any, None]]) -> None:
    """Tell a story beside a running source."""

    async def told() -> None:
        source = DatabaseFile(str(connection.settings_dict["NAME"]))
        hub = Hub(source.load)
        task = asyncio.create_task(source.run(hub))
        try:
            await story(hub, source)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    tell(told())


def test_a_commit_is_seen_at_the_next_look() -> None:
    async def story(hub: Hub, source: DatabaseFile) -> None:
        assert await hub.newest("event:1") is None
        await apart(publish)(channel="event:1", rev=1, snapshot={"a": "é"})
        await until(lambda: hub.rev("event:1") == 1, seconds=2)
        newest = await hub.newest("event:1")
        assert newest is not None
        assert newest.body == '{"a":"é"}'.encode()

    watching(story)


def test_the_first_who_asks_gets_what_is_in_the_database() -> None:
    publish(channel="event:1", rev=7, snapshot={})

    async def story(hub: Hub, source: DatabaseFile) -> None:
        newest = await hub.newest("event:1")
        assert newest is not None
        assert newest.rev == 7

    watching(story)


def test_a_revocation_is_seen_too_and_one_made_before_the_process_began() -> None:
    before = tokens.read(tokens.issue("event:1", "link:6"))
    later = tokens.read(tokens.issue("event:1", "link:7"))
    revoke(grant="link:6")

    async def story(hub: Hub, source: DatabaseFile) -> None:
        await until(lambda: refuses(hub, before), seconds=2)
        assert not refuses(hub, later)
        await apart(revoke)(grant="link:7")
        await until(lambda: refuses(hub, later), seconds=2)

    watching(story)


def test_the_file_is_opened_anew_every_few_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_file, "REOPEN_SECONDS", 0.05)

    async def run() -> None:
        source = DatabaseFile(str(connection.settings_dict["NAME"]))
        await asyncio.wait_for(source.run(Hub(source.load)), 5)

    tell(run())


def test_no_file_is_made_where_there_is_none(tmp_path: Any) -> None:
    source = DatabaseFile(str(tmp_path / "none.sqlite3"))
    with pytest.raises(sqlite3.OperationalError):
        tell(source.load("event:1"))

    assert not (tmp_path / "none.sqlite3").exists()


def test_the_settings_choose_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(sources.configured(), DatabaseFile)
    with override_settings(REDIS_URL="redis://127.0.0.1:1/3"):
        assert isinstance(sources.configured(), RedisTopic)
    monkeypatch.setattr(connections["default"], "vendor", "postgresql")
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        sources.configured()


def test_a_channel_has_one_row_however_often_it_changes() -> None:
    for rev in range(1, 4):
        publish(channel="event:1", rev=rev, snapshot={})

    assert Channel.objects.count() == 1
