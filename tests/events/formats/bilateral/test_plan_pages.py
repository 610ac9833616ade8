"""The plan of meetings on its own page, on paper and in a spreadsheet; what phones say of it."""

from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.agenda.formats import FORMATS
from events.agenda.log import Refused
from events.formats.bilateral import paper
from events.formats.bilateral.exchanges import Exchanges
from events.guests.models import Registration
from networking.accounts.models import User
from tests.events.formats.in_rounds import Room, rooms
from tests.factories import RegistrationFactory, WishFactory


@pytest.fixture
def room(db: None) -> Iterator[Room]:
    yield from rooms("bilateral", way="planned", bell_minutes=5)


def planned(room: Room, number: int) -> list[Registration]:
    guests = room.enter(number)
    for one, other in pairwise([*guests, guests[0]]):
        WishFactory.create(registration=one, wanted=other, state="accepted")
    room.tap("start")
    room.tap("plan")
    return guests


def exchanges(room: Room) -> Exchanges:
    state: Exchanges = room.part.state
    return state


def url(room: Room, name: str, **more: str) -> str:
    event = room.event
    return reverse(
        name, kwargs={"association": event.association.slug, "event": event.slug, **more}
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_before_the_event_the_page_says_when_meetings_are_planned(room: Room) -> None:
    page = signed_in(room.by).get(url(room, "formats:bilateral_plan"))
    assert page.status_code == 200
    assert "Nothing is planned yet" in page.content.decode()


def test_a_meeting_is_moved_by_the_form_and_a_stale_one_is_told(room: Room) -> None:
    planned(room, 4)
    moving = exchanges(room).meetings[0]
    free = next(
        (slot, table)
        for slot in range(4)
        for table in range(2)
        if not {moving.one, moving.two}
        & {name for each in exchanges(room).at(slot) for name in (each.one, each.two)}
        and all(each.table != table for each in exchanges(room).at(slot))
    )
    sent = {
        "moved": f"{moving.slot}-{moving.table}",
        "to": f"{free[0]}-{free[1]}",
        "rev": room.reading.rev,
    }
    client = signed_in(room.by)
    assert client.post(url(room, "formats:bilateral_move"), sent).status_code == 302
    assert free in {(each.slot, each.table) for each in exchanges(room).fixed()}
    assert client.post(url(room, "formats:bilateral_move"), sent).status_code == 409


@pytest.mark.parametrize("sent", [{}, {"moved": "a-b", "to": "1-1", "rev": 1}, {"moved": "0"}])
def test_what_means_no_table_is_refused_and_the_plan_is_still_shown(
    room: Room, sent: dict[str, str]
) -> None:
    planned(room, 4)
    page = signed_in(room.by).post(url(room, "formats:bilateral_move"), sent)
    assert page.status_code == 422
    assert "matrix__meeting" in page.content.decode()


def test_on_paper_and_in_a_spreadsheet_each_meeting_stands_once(room: Room) -> None:
    planned(room, 6)
    assert paper.is_planned(room.event)
    rows = paper.lines_of(room.event).rows
    assert len(rows) == len(exchanges(room).meetings) == 6
    said = text_of(paper.printed(room.event))
    for _hour, _table, one, other in rows:
        assert str(one) in said
        assert str(other) in said


def test_each_card_on_paper_says_what_the_phone_says(room: Room) -> None:
    guests = planned(room, 6)
    cards = paper.lines(room.scene())
    for guest in guests:
        mine = exchanges(room).of(guest.public_id)
        page = signed_in(guest.user).get(url(room, "agenda:phone")).content.decode()
        assert len(cards[guest.public_id]) == len(mine)
        for line, meeting in zip(cards[guest.public_id], mine, strict=True):
            other = meeting.two if meeting.one == guest.public_id else meeting.one
            name = Registration.objects.get(public_id=other).full_name
            assert name in line
            assert f"{meeting.table + 1}" in line
            assert name in page


def test_we_met_asks_both_to_be_here(room: Room) -> None:
    (here,) = room.enter(1)
    elsewhere = RegistrationFactory.create(event=room.event)
    WishFactory.create(registration=elsewhere, wanted=here, state="accepted")
    address = url(room, "formats:bilateral_met", guest=elsewhere.public_id)
    answer = signed_in(here.user).post(address, {"on": "1"}, follow=True)
    assert "Check in at the welcome desk first" in answer.content.decode()
    assert room.met == set()


def test_whoever_is_wished_for_and_not_here_yet_is_said_to_be_on_her_way(room: Room) -> None:
    (here,) = room.enter(1)
    WishFactory.create(
        registration=here,
        wanted=RegistrationFactory.create(event=room.event),
        state="accepted",
    )
    room.tap("start")
    page = signed_in(here.user).get(url(room, "agenda:phone")).content.decode()
    assert "Not here yet" in page
    assert "We met" not in page


def test_somebody_without_a_meeting_is_shown_where_there_is_room(room: Room) -> None:
    planned(room, 4)
    (alone,) = room.enter(1)
    page = signed_in(alone.user).get(url(room, "agenda:phone")).content.decode()
    assert "You are free just now" in page


@pytest.mark.parametrize("name", ["agenda:phone", "agenda:console", "formats:bilateral_plan"])
def test_pages_ask_no_more_often_for_many_than_for_few(db: None, name: str) -> None:
    asked = []
    for number in (4, 16):
        for room in rooms("bilateral", way="planned"):
            guests = planned(room, number)
            readers = [guest.user for guest in guests] if name == "agenda:phone" else [room.by]
            asked.append(max(queries_of(signed_in(each), url(room, name)) for each in readers))
    assert asked[0] == asked[1]


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_device_without_network_cannot_have_planned(room: Room) -> None:
    room.tap("start")
    with pytest.raises(Refused):
        FORMATS["bilateral"].accept(scene=room.scene(), verb="plan", payload={})
