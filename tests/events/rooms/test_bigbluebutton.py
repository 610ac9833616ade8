"""BigBlueButton's API, against a server that checks what it is sent."""

import datetime as dt
import urllib.request
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from events.rooms.video import Room, RoomsError, Visitor
from events.rooms.video.bigbluebutton import HASHES
from events.rooms.video.bigbluebutton import BigBlueButton as Service
from tests.services.bigbluebutton import BigBlueButton

AT = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)
ROOM = Room(
    key="3f0c9a7e5d",
    number=4,
    event="petit-dejeuner",
    title="Table 4 · l’été & <co> + 100 %",
    back_url="http://127.0.0.1/back/",
    ended_url="http://127.0.0.1/ended/?x=1&y=é",
)
ZOE = Visitor(id="abc", name="Zoë N’Diaye & fils + 1")


@pytest.mark.parametrize("hashing", HASHES)
def test_a_room_is_made_joined_asked_for_and_ended_whatever_signs_the_calls(
    bbb: BigBlueButton, service: Service, hashing: str
) -> None:
    service = replace(service, hashing=hashing)
    assert service.is_running(ROOM) is False
    service.make(ROOM)
    assert service.is_running(ROOM) is False
    with urllib.request.urlopen(service.address(ROOM, ZOE, AT), timeout=5) as answer:
        assert urlsplit(answer.url).path == "/html5client/join"
    assert bbb.meetings[ROOM.key].people == [(ZOE.name, "VIEWER")]
    assert service.is_running(ROOM) is True
    service.close(ROOM)
    assert not bbb.meetings
    service.close(ROOM)


def test_sha1_is_not_offered() -> None:
    assert "sha1" not in HASHES


def test_whoever_leads_is_a_moderator(bbb: BigBlueButton, service: Service) -> None:
    service.make(ROOM)
    address = service.address(ROOM, replace(ZOE, leads=True), AT)
    with urllib.request.urlopen(address, timeout=5):
        assert bbb.meetings[ROOM.key].people == [(ZOE.name, "MODERATOR")]


def test_a_room_made_twice_is_one_and_knows_what_it_should(
    bbb: BigBlueButton, service: Service
) -> None:
    service.make(ROOM)
    service.make(ROOM)
    assert len(bbb.meetings) == 1
    first, second = bbb.asked("create")
    assert first == second
    assert first["name"] == ROOM.title
    assert first["meta_endCallbackUrl"] == ROOM.ended_url
    assert first["logoutURL"] == ROOM.back_url
    assert first["record"] == "false"


def test_a_room_that_is_there_under_our_name_is_ours_whatever_its_passwords(
    bbb: BigBlueButton, service: Service
) -> None:
    service.make(ROOM)
    bbb.meetings[ROOM.key].attendee = "made by the server"
    service.make(ROOM)


def test_a_joining_address_carries_no_secret(service: Service) -> None:
    address = service.address(ROOM, ZOE, AT)
    assert service.secret not in address
    said = parse_qs(urlsplit(address).query)
    assert set(said) == {"fullName", "meetingID", "role", "userID", "redirect", "checksum"}


def test_a_wrong_secret_is_told_from_a_silent_server(service: Service) -> None:
    assert service.try_it() is True
    with pytest.raises(RoomsError) as caught:
        replace(service, secret="wrong").try_it()
    assert caught.value.reason == "refused"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (500, "unreachable"),
        (502, "unreachable"),
        (404, "missing"),
        ("slow", "unreachable"),
        ("drip", "unreachable"),
        ("garbage", "strange"),
        ("bomb", "strange"),
        ("nothing", "strange"),
        ("redirect", "missing"),
    ],
)
def test_a_server_that_misbehaves_is_an_error_and_not_for_long(
    bbb: BigBlueButton, service: Service, fault: int | str, reason: str
) -> None:
    bbb.faults = [fault]
    with pytest.raises(RoomsError) as caught:
        service.is_running(ROOM)
    assert caught.value.reason == reason
    assert len(bbb.calls) == 1


def test_a_server_that_is_not_there_is_unreachable(service: Service) -> None:
    with pytest.raises(RoomsError, match="unreachable"):
        replace(service, server="http://127.0.0.1:9/bigbluebutton").try_it()


def test_the_stand_in_is_strict(bbb: BigBlueButton) -> None:
    """Else the other tests would say nothing."""

    def ask(path: str) -> str:
        with urllib.request.urlopen(f"{bbb.url}/api/{path}", timeout=5) as answer:
            return str(answer.read().decode())

    assert "checksumError" in ask("create?name=x&meetingID=abc")
    assert "checksumError" in ask("create?name=x&meetingID=abc&checksum=0123456789")
    assert not bbb.meetings


def test_what_the_server_will_not_do_is_an_error(bbb: BigBlueButton, service: Service) -> None:
    bbb.refuses = {ROOM.title}
    with pytest.raises(RoomsError, match="strange"):
        service.make(ROOM)
    unnamed = replace(ROOM, key="x")
    for ask in (service.make, service.is_running, service.close):
        with pytest.raises(RoomsError, match="strange"):
            ask(unnamed)
