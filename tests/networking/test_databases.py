"""The site stands on a file, or on PostgreSQL with Redis beside it."""

from datetime import UTC, datetime

import environ
import pytest
from django.db import connection
from django.db.backends.postgresql import base
from psycopg import DataError
from psycopg.pq import Format

from networking.databases import configured
from networking.postgresql.base import Instants

POSTGRESQL = environ.Env.db_url_config("postgres://tablee@db.example/tablee")
FILE = environ.Env.db_url_config("sqlite:////srv/tablee.sqlite3")


def test_a_file_needs_nothing_beside_it() -> None:
    told = configured(FILE, redis="", prepare=True)
    assert told["ENGINE"] == "networking.sqlite"
    assert told["NAME"] == "/srv/tablee.sqlite3"
    assert told["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_without_redis_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="set REDIS_URL as well"):
        configured(POSTGRESQL, redis="", prepare=True)


@pytest.mark.parametrize(("prepare", "threshold"), [(True, 3), (False, None)])
def test_statements_are_planned_once_unless_an_operator_says_no(
    prepare: bool, threshold: int | None
) -> None:
    told = configured(POSTGRESQL, redis="redis://cache.example", prepare=prepare)
    assert told["ENGINE"] == "networking.postgresql"
    assert told["HOST"] == "db.example"
    assert told["OPTIONS"]["prepare_threshold"] == threshold


@pytest.mark.services
@pytest.mark.django_db
def test_a_statement_that_comes_back_is_planned_once() -> None:
    with connection.cursor() as cursor:
        for number in range(5):
            cursor.execute("SELECT %s + 1 AS planned_once", [number])
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
            ["%planned_once%"],
        )
        assert cursor.fetchone() == (1,)


EIGHT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "instant"),
    [
        ("2026-11-30 08:00:00+00", EIGHT),
        ("2026-11-30 08:00:00.12+00", EIGHT.replace(microsecond=120_000)),
        ("2026-11-30 08:00:00.000007+00", EIGHT.replace(microsecond=7)),
        ("2026-11-30 13:30:00+05:30", EIGHT),
        ("2026-11-30 00:00:00-08", EIGHT),
        ("0099-03-15 12:00:00+00", datetime(99, 3, 15, 12, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_as_the_database_writes_it(said: str, instant: datetime) -> None:
    for data in (said.encode(), memoryview(said.encode())):
        read = Instants(0).load(data)
        assert read == instant
        assert read.tzinfo is UTC


@pytest.mark.parametrize(
    "said", ["infinity", "0044-03-15 12:00:00+00 BC", "12026-11-30 08:00:00+00"]
)
def test_an_instant_beyond_the_calendar_is_an_error(said: str) -> None:
    with pytest.raises(DataError):
        Instants(0).load(said.encode())


@pytest.mark.services
@pytest.mark.django_db
def test_every_connection_reads_instants_so() -> None:
    with connection.cursor() as cursor:
        loader = cursor.connection.adapters.get_loader(base.TIMESTAMPTZ_OID, Format.TEXT)
        assert loader is Instants
        cursor.execute("SELECT %s::timestamptz, NULL::timestamptz", [EIGHT])
        assert cursor.fetchone() == (EIGHT, None)
