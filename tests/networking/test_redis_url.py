"""The cache has a Redis database to itself."""

import pytest
from redis.connection import parse_url

from networking.redis_url import beside


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("redis://127.0.0.1:6379", 1),
        ("redis://redis/0", 1),
        ("rediss://:a%20word@redis.example.org:6380/4?ssl_cert_reqs=none", 5),
        ("redis://redis/0?db=7", 8),
        ("unix:///run/redis/redis.sock", 1),
        ("unix://:word@/run/redis/redis.sock?db=2", 3),
    ],
)
def test_the_next_database_of_the_same_server(url: str, number: int) -> None:
    # The database's number is all that is another.
    assert parse_url(beside(url)) == {**parse_url(url), "db": number}


def test_a_database_without_a_number_is_said_at_once() -> None:
    with pytest.raises(ValueError, match="zero"):
        beside("redis://redis/zero")
