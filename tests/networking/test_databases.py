"""The site stands on a file, or on PostgreSQL with Redis beside it."""

import environ
import pytest
from django.db import connection

from networking.databases import configured

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
