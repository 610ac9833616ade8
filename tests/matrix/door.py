"""At the door, and the evening before."""

from collections.abc import Mapping
from typing import Any

from events.door.models import PrintJob
from events.door.packs import actions as packs
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


def the_door_list(_cast: Cast) -> Mapping[str, Any]:
    return {"name": "door-list"}


def a_pack(cast: Cast) -> Mapping[str, Any]:
    """One in which there is nothing but what every host may print."""
    job = packs.ask(event=cast.event, names=["door-list"], kind="pdf", by=cast.organiser)
    return {"job": job.pk}


def a_finished_pack(cast: Cast) -> Mapping[str, Any]:
    arguments = a_pack(cast)
    packs.build(job=PrintJob.objects.get(pk=arguments["job"]))
    return arguments


TABLE: dict[str, Row] = {
    # At the door, and the evening before
    "door:door": event_page(HOSTS).but(by_pass=200),
    "door:book": event_page(HOSTS).but(by_pass=200),
    "door:arrivals": event_page(HOSTS).but(by_pass=200),
    "door:token": event_page(HOSTS).but(by_pass=200),
    "door:taps": event_page(HOSTS, 400, post=nothing).but(by_pass=400),
    "door:photographed": event_page(HOSTS, 400, post=nothing).but(by_pass=400),
    "door:attendance": event_page(HOSTS),
    "door:self_check_in": event_page(HOSTS),
    # By the code at the entrance, which says nothing of an event to who has another one.
    "door:here": signed_in(404, needs=lambda _cast: {"code": "another"}),
    "door:walk_in": event_page(HOSTS).but(by_pass=200),
    "door:check_in": event_page(HOSTS, 302, needs=the_registration, post=nothing).but(by_pass=302),
    "door:undo": event_page(HOSTS, 302, needs=the_registration, post=nothing).but(by_pass=302),
    "door:paper": event_page(HOSTS),
    "door:badges": event_page(HOSTS, post=nothing),
    "door:preview": event_page(HOSTS),
    "door:reprint": event_page(HOSTS, needs=the_registration, post=nothing).but(by_pass=200),
    "door:tables": event_page(ORGANISERS, 302, post=lambda _cast: {"size": 8}),
    "door:labels": event_page(ORGANISERS),
    "door:forget_label": event_page(ORGANISERS, 302, needs=a_label, post=nothing),
    "door:replace": event_page(HOSTS, 302, needs=a_numbered_badge, post=nothing),
    "door:pack": event_page(HOSTS),
    "door:pack_job": event_page(HOSTS, needs=a_pack),
    "door:pack_progress": event_page(HOSTS, needs=a_pack),
    "door:pack_stop": event_page(HOSTS, 302, needs=a_pack, post=nothing),
    "door:pack_file": event_page(HOSTS, needs=a_finished_pack),
    "door:print": event_page(HOSTS, needs=the_door_list),
    "door:print_csv": event_page(HOSTS, needs=the_door_list),
    "door:print_xlsx": event_page(HOSTS, needs=the_door_list),
}
