"""An association with a BigBlueButton stand-in, and the service that talks to it."""

from collections.abc import Iterator

import pytest

from events.rooms import actions
from events.rooms.video.bigbluebutton import BigBlueButton as Service
from events.rooms.video.fetching import Fetcher
from networking.associations.models import Association
from tests.services.bigbluebutton import SECRET, BigBlueButton


@pytest.fixture
def bbb() -> Iterator[BigBlueButton]:
    server = BigBlueButton()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def service(bbb: BigBlueButton) -> Service:
    """Impatient, so that a slow server is one soon."""
    return Service(bbb.url, SECRET, Fetcher(private=True, step=0.5, whole=0.8))


def use(association: Association, kind: str, address: str, secret: str = "", **more: str) -> None:
    """Let an association's rounds meet there."""
    said = {"app_id": "", "hashing": "sha256", **more}
    actions.set_server(
        association=association, kind=kind, address=address, secret=secret, by=None, **said
    )
