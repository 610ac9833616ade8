"""Registering, and the guest list."""

from collections.abc import Mapping
from typing import Any

from events.guests import actions as guests
from events.guests.audience import Audience
from events.guests.invitation_links import invitation_path
from events.guests.links import cancel_path
from events.guests.models import CalendarAddress, Kind
from events.guests.reading import Row as Line
from events.guests.reading import Table
from tests.cast import Cast
from tests.factories import QuestionFactory, RegistrationFactory
from tests.matrix.rows import (
    MEMBERS,
    ORGANISERS,
    SIGN_IN,
    Row,
    event_page,
    forged,
    nothing,
    public,
    signed_in,
    the_registration,
)


def a_list(cast: Cast) -> Mapping[str, Any]:
    """A list that was read and is not confirmed yet."""
    table = Table(("Prénom", "Nom"), (Line(2, ("Inès", "Roux")),))
    batch = guests.store_batch(event=cast.event, filename="liste.csv", table=table, by=None)
    return {"batch": batch.pk}


def the_link_to_cancel(cast: Cast) -> Mapping[str, Any]:
    return {"token": cancel_path(cast.registration).rstrip("/").rsplit("/", 1)[1]}


def the_link_to_answer(cast: Cast) -> Mapping[str, Any]:
    invited = RegistrationFactory.create(event=cast.event, invited=True)
    return {"token": invitation_path(invited).rstrip("/").rsplit("/", 1)[1]}


def a_visitor(cast: Cast) -> Mapping[str, Any]:
    """Somebody whom the guest brings along."""
    visitor = RegistrationFactory.create(
        event=cast.event, inviter=cast.guest, kind=Kind.VISITOR, user__email=None
    )
    return {"visitor": visitor.public_id}


def a_question(cast: Cast) -> Mapping[str, Any]:
    """Something the organisers ask."""
    return {"question": QuestionFactory.create(event=cast.event).pk}


def a_message(cast: Cast) -> Mapping[str, Any]:
    """A message that is written and not sent yet."""
    message = guests.draft(
        event=cast.event, subject="À mardi", body="Bonjour.", audience=Audience(), by=cast.organiser
    )
    return {"message": message.pk}


def a_calendar(cast: Cast) -> Mapping[str, Any]:
    return {"secret": CalendarAddress.objects.create(user=cast.guest).secret}


TABLE: dict[str, Row] = {
    "mine:events": signed_in(),
    "mine:calendar": signed_in(),
    "mine:replace_calendar": signed_in(302, post=nothing),
    # Whoever knows the secret: a calendar program doesn't sign in.
    "mine:feed": public(needs=a_calendar),
    # Registering, and one's own registration
    "guests:register": public().but(guest=302),
    "guests:finish": public(302).but(anonymous=SIGN_IN),
    "guests:cancel": public(404, needs=forged, link=the_link_to_cancel).but(by_link=200),
    "guests:offer": public(404, needs=lambda cast: {"token": "forged"}),
    "guests:invitation": public(404, needs=forged, link=the_link_to_answer).but(by_link=200),
    "guests:mine": event_page(MEMBERS | {"guest"}, 302).but(guest=200),
    "guests:consent": event_page(MEMBERS | {"guest"}, 302, post=nothing),
    "guests:card": event_page(MEMBERS | {"guest"}, 302, post=nothing).but(guest=422),
    "guests:answer_offer": event_page(MEMBERS | {"guest"}, 302, post=nothing),
    "guests:answers": event_page(MEMBERS | {"guest"}, 302, post=nothing),
    "guests:bring": event_page(MEMBERS | {"guest"}),
    "guests:leave_out": event_page(MEMBERS, 404, needs=a_visitor, post=nothing).but(guest=302),
    "guests:send": event_page(MEMBERS | {"guest"}, 302).but(guest=200),
    "guests:calendar_entry": event_page(MEMBERS | {"guest"}, 302).but(guest=200),
    # The guest list, and importing one
    "guests:questions": event_page(ORGANISERS),
    "guests:question": event_page(ORGANISERS, needs=a_question),
    "guests:move_question": event_page(ORGANISERS, 302, needs=a_question, post=nothing),
    "guests:drop_question": event_page(ORGANISERS, needs=a_question),
    "guests:guests": event_page(ORGANISERS),
    "guests:add": event_page(ORGANISERS),
    "guests:guests_csv": event_page(ORGANISERS),
    "guests:guests_xlsx": event_page(ORGANISERS),
    "guests:guest": event_page(ORGANISERS, needs=the_registration),
    "guests:guest_badge": event_page(ORGANISERS, 422, needs=the_registration, post=nothing),
    "guests:guest_note": event_page(ORGANISERS, 302, needs=the_registration, post=nothing),
    "guests:guest_pay": event_page(ORGANISERS, 302, needs=the_registration, post=nothing),
    "guests:give_seat": event_page(ORGANISERS, 302, needs=the_registration, post=nothing),
    "guests:bulk_tag": event_page(ORGANISERS),
    "guests:bulk_pay": event_page(ORGANISERS),
    "guests:bulk_cancel": event_page(ORGANISERS),
    # What organisers write to guests
    "guests:messages": event_page(ORGANISERS),
    "guests:compose": event_page(ORGANISERS),
    "guests:message": event_page(ORGANISERS, needs=a_message),
    "guests:message_as_read": event_page(ORGANISERS, needs=a_message),
    "guests:rewrite_message": event_page(ORGANISERS, needs=a_message),
    "guests:test_message": event_page(ORGANISERS, 302, needs=a_message, post=nothing),
    "guests:send_message": event_page(ORGANISERS, 409, needs=a_message, post=nothing),
    "guests:discard_message": event_page(ORGANISERS, 302, needs=a_message, post=nothing),
    # For the restaurant
    "guests:covers": event_page(ORGANISERS),
    "guests:covers_csv": event_page(ORGANISERS),
    "guests:covers_xlsx": event_page(ORGANISERS),
    "guests:cancel_guest": event_page(ORGANISERS, needs=the_registration),
    "guests:approve": event_page(ORGANISERS, 302, needs=the_registration, post=nothing),
    "guests:decline": event_page(ORGANISERS, 302, needs=the_registration, post=nothing),
    "guests:invite": event_page(ORGANISERS),
    "guests:invite_mail": event_page(ORGANISERS),
    "guests:withdraw_invitation": event_page(ORGANISERS, 302, needs=the_registration, post=nothing),
    "guests:upload": event_page(ORGANISERS),
    "guests:preview": event_page(ORGANISERS, needs=a_list),
    "guests:columns": event_page(ORGANISERS, 302, needs=a_list, post=nothing),
    "guests:import_progress": event_page(ORGANISERS, needs=a_list),
    "guests:undo_import": event_page(ORGANISERS, needs=a_list),
    "guests:confirm_import": event_page(ORGANISERS, 302, needs=a_list, post=nothing),
}
