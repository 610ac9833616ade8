"""Online rooms: a service, an event’s choice of it, and a server that says a room ended."""

from collections.abc import Mapping
from typing import Any

from django.core import signing

from events.rooms.online import ENDED_SALT
from tests.cast import Cast
from tests.matrix.rows import (
    ORGANISERS,
    Row,
    association_page,
    event_page,
    forged,
    nothing,
    public,
)


def our_own_word(cast: Cast) -> Mapping[str, Any]:
    return {"token": signing.dumps([cast.event.pk, 1], salt=ENDED_SALT)}


TABLE: dict[str, Row] = {
    "rooms:server": association_page(ORGANISERS),
    "rooms:try_it": association_page(ORGANISERS, 302, post=nothing),
    "rooms:event": event_page(ORGANISERS),
    "rooms:ended": public(404, needs=forged, link=our_own_word).but(by_link=204),
}
