"""A breakfast whose agenda is speed tables."""

from collections.abc import Iterator

import pytest

from tests.events.formats.in_rounds import Room, rooms


@pytest.fixture
def tables(db: None) -> Iterator[Room]:
    yield from rooms("speed_tables", size=4, rounds=3, turn=60, together=2)


@pytest.fixture
def hosted(db: None) -> Iterator[Room]:
    yield from rooms("speed_tables", size=4, rounds=3, turn=60, together=2, hosts="chosen")
