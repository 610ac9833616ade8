"""On PostgreSQL and Redis a run repeats what stands on them, and nothing else."""

import pytest

from tests.services import plugin


def test_this_test_asks_for_no_database(request: pytest.FixtureRequest) -> None:
    assert not plugin._stands_on_something(request.node)


def test_this_one_does(db: None, request: pytest.FixtureRequest) -> None:
    assert plugin._stands_on_something(request.node)


@pytest.mark.django_db
def test_and_so_does_this_one(request: pytest.FixtureRequest) -> None:
    assert plugin._stands_on_something(request.node)


def test_whoever_asks_for_the_site_asks_for_its_database(
    site: object, request: pytest.FixtureRequest
) -> None:
    assert plugin._stands_on_something(request.node)
