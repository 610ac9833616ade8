"""At the door, and the evening before."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.factories import BadgeFactory
from tests.matrix.rows import HOSTS, Row, event_page, nothing, the_registration


def a_numbered_badge(cast: Cast) -> Mapping[str, Any]:
    return {"number": BadgeFactory.create(registration=cast.registration).number}


def the_door_list(_cast: Cast) -> Mapping[str, Any]:
    return {"name": "door-list"}


TABLE: dict[str, Row] = {
    # At the door, and the evening before
    "door:door": event_page(HOSTS).but(by_pass=200),
    "door:count": event_page(HOSTS).but(by_pass=200),
    "door:walk_in": event_page(HOSTS).but(by_pass=200),
    "door:check_in": event_page(HOSTS, 302, needs=the_registration, post=nothing).but(by_pass=302),
    "door:undo": event_page(HOSTS, 302, needs=the_registration, post=nothing).but(by_pass=302),
    "door:paper": event_page(HOSTS),
    "door:badges": event_page(HOSTS),
    "door:replace": event_page(HOSTS, 302, needs=a_numbered_badge, post=nothing),
    "door:print": event_page(HOSTS, needs=the_door_list),
    "door:print_csv": event_page(HOSTS, needs=the_door_list),
    "door:print_xlsx": event_page(HOSTS, needs=the_door_list),
}
