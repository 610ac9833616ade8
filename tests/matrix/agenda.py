"""The agenda, before, during and after."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core import signing

from events.agenda import actions as agenda
from events.agenda import links, room_links
from events.agenda.formats import View
from events.agenda.models import Remark
from events.rooms import actions as rooms
from tests.cast import Cast
from tests.factories import RegistrationFactory
from tests.matrix.rows import (
    ATTENDING,
    FACILITATORS,
    HOSTS,
    ORGANISERS,
    Row,
    event_page,
    forged,
    nothing,
    public,
)


def a_segment(cast: Cast) -> Mapping[str, Any]:
    return {"segment": agenda.add_segment(event=cast.event, format="break", by=None).pk}


def a_template(cast: Cast) -> Mapping[str, Any]:
    agenda.add_segment(event=cast.event, format="break", by=None)
    return {"template": agenda.save_template(event=cast.event, name="Kept", by=None).pk}


def a_word(_cast: Cast) -> Mapping[str, Any]:
    return {"rev": 1}


def a_question(cast: Cast) -> Mapping[str, Any]:
    """One that the guest sent, of a talk that is over."""
    Remark.objects.create(
        id=uuid.uuid4(),
        event=cast.event,
        number=1,
        segment=1,
        author=cast.registration,
        text="Combien ?",
    )
    return {"number": 1}


def the_speakers_link(cast: Cast) -> Mapping[str, Any]:
    return {"token": links.make(cast.event, View.SPEAKER)}


def a_way_into_a_room(cast: Cast) -> Mapping[str, Any]:
    """A guest's link into the main room of an event that is online and on."""
    rooms.set_server(
        association=cast.association,
        kind="jitsi",
        address="https://meet.example.org",
        app_id="",
        secret="",
        hashing="sha256",
        by=None,
    )
    rooms.choose(event=cast.event, where="online", by=None)
    type(cast.event).objects.filter(pk=cast.event.pk).update(status="live")
    said = [cast.event.pk, "guest", cast.registration.public_id, "main"]
    return {"token": signing.dumps(said, salt=room_links.SALT)}


def somebody_else(cast: Cast) -> Mapping[str, Any]:
    return {"guest": RegistrationFactory.create(event=cast.event).public_id}


TABLE: dict[str, Row] = {
    # The agenda, before, during and after
    "agenda:agenda": event_page(ORGANISERS),
    "agenda:lay_out": event_page(ORGANISERS, 302, post=lambda cast: {"template": "classic"}),
    "agenda:add": event_page(ORGANISERS, 302, post=lambda cast: {"format": "break"}),
    "agenda:segment": event_page(ORGANISERS, needs=a_segment),
    "agenda:move": event_page(
        ORGANISERS, 302, needs=lambda cast: {**a_segment(cast), "step": 1}, post=nothing
    ),
    "agenda:templates": event_page(ORGANISERS),
    "agenda:save_template": event_page(ORGANISERS, 302, post=lambda cast: {"name": "Ours"}),
    "agenda:rename_template": event_page(
        ORGANISERS, 302, needs=a_template, post=lambda cast: {"name": "Ours"}
    ),
    "agenda:delete_template": event_page(ORGANISERS, 302, needs=a_template, post=nothing),
    "agenda:place": event_page(ORGANISERS, 302, post=a_segment),
    "agenda:minutes": event_page(
        ORGANISERS, 302, needs=a_segment, post=lambda cast: {"minutes": 20}
    ),
    "agenda:duplicate": event_page(ORGANISERS, 302, needs=a_segment, post=nothing),
    "agenda:remove": event_page(ORGANISERS, 302, needs=a_segment, post=nothing),
    "agenda:report": event_page(FACILITATORS),
    "agenda:console": event_page(FACILITATORS).but(by_pass=200),
    "agenda:console_part": event_page(FACILITATORS).but(by_pass=200),
    "agenda:console_token": event_page(FACILITATORS).but(by_pass=200),
    "agenda:command": event_page(FACILITATORS, 400, post=nothing).but(by_pass=400),
    "agenda:go_on": event_page(FACILITATORS, 204, post=nothing).but(by_pass=204),
    "agenda:console_kept": event_page(FACILITATORS).but(by_pass=200),
    "agenda:catch_up": event_page(FACILITATORS, 400, post=nothing).but(by_pass=400),
    "agenda:ready": event_page(FACILITATORS),
    "agenda:screen": event_page(FACILITATORS).but(by_pass=200),
    "agenda:screen_part": event_page(FACILITATORS).but(by_pass=200),
    "agenda:screen_token": event_page(FACILITATORS).but(by_pass=200),
    "agenda:phone": event_page(ATTENDING),
    "agenda:phone_part": event_page(ATTENDING),
    "agenda:phone_token": event_page(ATTENDING),
    "agenda:host": event_page(HOSTS).but(by_pass=200),
    "agenda:host_part": event_page(HOSTS).but(by_pass=200),
    "agenda:host_token": event_page(HOSTS).but(by_pass=200),
    "agenda:snapshot": event_page(ATTENDING),
    # There is nothing to be sent before the event begins, nor to be listed.
    "agenda:phone_remarks": event_page(ATTENDING, 204),
    "agenda:send_remark": event_page(ATTENDING, 422, post=nothing),
    "agenda:vote": event_page(ATTENDING, 422, needs=a_question, post=nothing),
    "agenda:withdraw_remark": event_page(ATTENDING, 422, needs=a_question, post=nothing).but(
        guest=302
    ),
    "agenda:console_remarks": event_page(FACILITATORS, 204).but(by_pass=204),
    "agenda:note_remark": event_page(FACILITATORS, 422, post=nothing).but(by_pass=422),
    "agenda:remarks": event_page(ORGANISERS),
    "agenda:remarks_csv": event_page(ORGANISERS),
    "agenda:remarks_xlsx": event_page(ORGANISERS),
    "agenda:speaker": event_page(FACILITATORS | {"speaker"}),
    "agenda:speaker_part": event_page(FACILITATORS | {"speaker"}),
    "agenda:speaker_token": event_page(FACILITATORS | {"speaker"}),
    "agenda:seen": event_page(FACILITATORS | {"speaker"}, 204, needs=a_word, post=nothing),
    "agenda:room": public(404, needs=forged, link=a_way_into_a_room).but(by_link=302),
    "agenda:room_lost": public(404, needs=forged, link=a_way_into_a_room, post=nothing).but(
        by_link=302
    ),
    "agenda:links": event_page(FACILITATORS),
    "agenda:revoke_links": event_page(FACILITATORS, 302, post=nothing),
    "agenda:make_passes": event_page(FACILITATORS, 302, post=nothing),
    "agenda:revoke_passes": event_page(FACILITATORS, 302, post=nothing),
    "agenda:linked": public(404, needs=forged, link=the_speakers_link).but(by_link=200),
    "agenda:linked_part": public(404, needs=forged, link=the_speakers_link).but(by_link=200),
    "agenda:linked_token": public(404, needs=forged, link=the_speakers_link).but(by_link=200),
    "agenda:linked_go_on": public(404, needs=forged, link=the_speakers_link, post=nothing).but(
        by_link=204
    ),
    "agenda:linked_seen": public(
        404,
        needs=lambda cast: {**forged(cast), **a_word(cast)},
        link=lambda cast: {**the_speakers_link(cast), **a_word(cast)},
        post=nothing,
    ).but(by_link=204),
    # The rounds, from one's own phone
    "rounds:leave": event_page({"guest"}, 302, post=nothing),
    # Bilateral exchanges: what guests say of them, and the plan for who leads
    "formats:bilateral_held": event_page({"guest"}, 302, needs=somebody_else, post=nothing),
    "formats:bilateral_met": event_page({"guest"}, 302, needs=somebody_else, post=nothing),
    "formats:bilateral_plan": event_page(FACILITATORS),
    "formats:bilateral_move": event_page(FACILITATORS, 422, post=nothing),
}
