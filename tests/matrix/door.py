"""At the door, and the evening before."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.factories import BadgeFactory, OwnLabelFactory
from tests.matrix.rows import (
    HOSTS,
    ORGANISERS,
    Row,
    event_page,
    nothing,
    signed_in,
    the_registration,
)


def a_numbered_badge(cast: Cast) -> Mapping[str, Any]:
    return {"number": BadgeFactory.create(registration=cast.registration).number}


def a_label(cast: Cast) -> Mapping[str, Any]:
    return {"label": OwnLabelFactory.create(association=cast.association).pk}


TABLE: dict[str, Row] = {
    # At the door, and the evening before
    "door:door": event_page(HOSTS),
    "door:book": event_page(HOSTS),
    "door:arrivals": event_page(HOSTS),
    "door:token": event_page(HOSTS),
    "door:taps": event_page(HOSTS, 400, post=nothing),
    "door:photographed": event_page(HOSTS, 400, post=nothing),
    "door:attendance": event_page(HOSTS),
    "door:self_check_in": event_page(HOSTS),
    # By the code at the entrance, which says nothing of an event to who has another one.
    "door:here": signed_in(404, needs=lambda _cast: {"code": "another"}),
    "door:walk_in": event_page(HOSTS),
    "door:check_in": event_page(HOSTS, 302, needs=the_registration, post=nothing),
    "door:undo": event_page(HOSTS, 302, needs=the_registration, post=nothing),
    "door:paper": event_page(HOSTS),
    "door:badges": event_page(HOSTS, post=nothing),
    "door:preview": event_page(HOSTS),
    "door:reprint": event_page(HOSTS, needs=the_registration, post=nothing),
    "door:tables": event_page(ORGANISERS, 302, post=lambda _cast: {"size": 8}),
    "door:labels": event_page(ORGANISERS),
    "door:forget_label": event_page(ORGANISERS, 302, needs=a_label, post=nothing),
    "door:replace": event_page(HOSTS, 302, needs=a_numbered_badge, post=nothing),
    "door:print": event_page(HOSTS, needs=lambda cast: {"name": "door-list"}),
}
