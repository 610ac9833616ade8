"""Who is coming."""

from collections.abc import Mapping
from typing import Any

from events.directory import actions
from tests.cast import Cast
from tests.factories import RegistrationFactory
from tests.matrix.rows import (
    ATTENDING,
    ORGANISERS,
    Row,
    association_page,
    event_page,
    nothing,
    signed_in,
)


def the_guest(cast: Cast) -> Mapping[str, Any]:
    return {"public_id": cast.registration.public_id}


def an_introduction(cast: Cast) -> Mapping[str, Any]:
    asked = actions.ask_introduction(
        registration=cast.registration,
        wanted=RegistrationFactory.create(event=cast.event),
        note="",
        by=cast.guest,
    )
    return {"introduction": asked.pk}


TABLE: dict[str, Row] = {
    # Guests. Who lends a hand without being a guest has nobody to be introduced by, nor to prepare.
    "directory:people": event_page(ATTENDING),
    "directory:person": event_page(ATTENDING, needs=the_guest),
    "directory:star": event_page(ATTENDING, 302, needs=the_guest, post=nothing),
    "directory:apart": event_page(ATTENDING, 302, needs=the_guest, post=nothing),
    "directory:introduction": event_page({"guest"}, 302, needs=the_guest, post=nothing),
    "directory:on_paper": event_page({"guest"}, 302, post=nothing),
    "directory:prepare": event_page({"guest"}),
    "directory:kept_apart": signed_in(),
    "directory:take_back": signed_in(404, needs=lambda cast: {"block": 0}, post=nothing),
    # Organisers
    "directory:preparations": event_page(ORGANISERS),
    "directory:nudge": event_page(ORGANISERS, 302, post=nothing),
    "directory:settle": event_page(ORGANISERS, 302, needs=an_introduction, post=nothing),
    "directory:synonyms": association_page(ORGANISERS),
}
