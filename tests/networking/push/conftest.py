"""Listeners that leave when their test is over."""

from collections.abc import Callable, Iterator

import pytest

from networking.push import tokens
from tests.networking.push.listening import Listener
from tests.services.site import Site

Listen = Callable[..., Listener]


@pytest.fixture
def listen() -> Iterator[Listen]:
    """Return a function that opens a stream: ``listen(site, channel, grant)`` or ``token=…``."""
    listeners: list[Listener] = []

    def open_stream(
        site: Site, channel: str = "event:1", grant: str = "link:1", token: str = ""
    ) -> Listener:
        listeners.append(Listener(site.url, token or tokens.issue(channel, grant)))
        return listeners[-1]

    yield open_stream
    for listener in listeners:
        listener.leave()
