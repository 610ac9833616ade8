"""Publishing: revisions only go up, and what is rolled back is never told."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from networking.push import relay, tokens
from networking.push.actions import publish, revoke
from networking.push.models import Channel, Revocation
from networking.push.snapshots import LIMIT, Snapshot, SnapshotTooLarge
from tests.services.servers import free_port


@pytest.mark.django_db
def test_a_revision_is_kept_as_it_will_be_sent() -> None:
    assert publish(channel="event:1", rev=1, snapshot={"segment": "Café"})

    row = Channel.objects.get()
    assert (row.name, row.rev, row.payload) == ("event:1", 1, '{"segment":"Café"}')
    assert str(row) == "event:1 at 1"


@pytest.mark.django_db
def test_the_same_revision_twice_changes_nothing() -> None:
    publish(channel="event:1", rev=1, snapshot={"a": 1})

    assert not publish(channel="event:1", rev=1, snapshot={"a": 2})
    assert Channel.objects.get().payload == '{"a":1}'


@pytest.mark.django_db
def test_an_older_revision_never_takes_the_place_of_a_newer_one() -> None:
    publish(channel="event:1", rev=5, snapshot={"a": 5})

    assert not publish(channel="event:1", rev=4, snapshot={"a": 4})
    assert publish(channel="event:1", rev=6, snapshot={"a": 6})
    assert Channel.objects.get().rev == 6


@pytest.mark.django_db
def test_a_usual_publish_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    publish(channel="event:1", rev=1, snapshot={})

    with django_assert_num_queries(1):
        publish(channel="event:1", rev=2, snapshot={})


@pytest.mark.django_db
def test_a_snapshot_above_four_kilobytes_is_refused_before_anything_is_written() -> None:
    with pytest.raises(SnapshotTooLarge):
        publish(channel="event:1", rev=1, snapshot={"a": "é" * (LIMIT // 2)})

    assert not Channel.objects.exists()


@pytest.mark.django_db
def test_viewers_are_told_on_commit_and_not_of_what_was_rolled_back(
    django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bytes] = []
    monkeypatch.setattr("networking.push.relay.send", told.append)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        publish(channel="event:1", rev=1, snapshot={"a": 1})
        assert not told
        with pytest.raises(ValueError, match="no"), transaction.atomic():
            publish(channel="event:1", rev=2, snapshot={"a": 2})
            raise ValueError("no")

    assert [relay.unpack(message) for message in told] == [Snapshot("event:1", 1, b'{"a":1}')]


@pytest.mark.django_db(transaction=True)
def test_revisions_made_at_the_same_time_leave_the_highest() -> None:
    together = threading.Barrier(8)

    def make(rev: int) -> None:
        together.wait()
        try:
            publish(channel="event:1", rev=rev, snapshot={"rev": rev})
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(make, range(1, 9)))

    assert (Channel.objects.get().rev, Channel.objects.get().payload) == (8, '{"rev":8}')


@pytest.mark.django_db
def test_a_grant_revoked_twice_is_one_row_with_the_later_instant() -> None:
    with time_machine.travel("2026-12-01T07:00:00Z", tick=False) as clock:
        revoke(grant="link:7")
        clock.shift(60)
        revoke(grant="link:7")

        assert Revocation.objects.get().revoked_at == tokens.seconds()
        assert str(Revocation.objects.get()).startswith("link:7")


@pytest.mark.django_db
def test_revocations_are_forgotten_when_no_token_can_be_older() -> None:
    with time_machine.travel("2026-12-01T07:00:00Z", tick=False) as clock:
        revoke(grant="link:7")
        clock.shift(31 * 60)
        revoke(grant="link:8")

    assert list(Revocation.objects.values_list("grant", flat=True)) == ["link:8"]


def test_a_revocation_travels_as_its_grant_and_instant() -> None:
    assert relay.unpack(relay.pack_revocation("lien:é\n", 12)) == ("lien:é\n", 12)


@pytest.mark.django_db(transaction=True)
def test_what_redis_does_not_take_is_committed_all_the_same(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/2"

    assert publish(channel="event:1", rev=1, snapshot={"name": "Inès"})
    revoke(grant="link:1")

    assert Channel.objects.get().rev == 1
    assert Revocation.objects.exists()
    assert caplog.text.count("could not be sent: ConnectionError") == 2
    assert "Inès" not in caplog.text
