"""One running site for all tests that don't stop it, and listeners that leave afterwards."""

import secrets
from collections.abc import Callable, Iterator

import pytest

from networking.push import tokens
from tests.networking.push.listening import Listener
from tests.services import plugin
from tests.services.site import Site

Listen = Callable[..., Listener]


@pytest.fixture(scope="session")
def running_site(django_db_setup: None) -> Iterator[Site]:
    site = Site(plugin.folder() / "logs" / "push")
    site.web()
    yield site
    site.stop()


@pytest.fixture
def open_site(running_site: Site, transactional_db: None) -> Site:
    """A site that other tests use too; what it remembers of them is not of this `channel`."""
    return running_site


@pytest.fixture
def channel() -> str:
    """A channel that only this test knows."""
    return f"event:{secrets.token_hex(4)}"


@pytest.fixture
def listen(channel: str) -> Iterator[Listen]:
    """Return a function that opens a stream of `channel`: ``listen(site)``, or by ``token=…``."""
    listeners: list[Listener] = []

    def open_stream(site: Site, grant: str = "", token: str = "") -> Listener:
        listeners.append(Listener(site.url, token or tokens.issue(channel, grant or channel)))
        return listeners[-1]

    yield open_stream
    for listener in listeners:
        listener.leave()
