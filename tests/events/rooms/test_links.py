"""Jitsi and services known by a pattern: addresses, tokens, and what cannot be guessed."""

import datetime as dt
import json
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.rooms.video import Room, RoomsError, Visitor
from events.rooms.video.fetching import Fetcher, is_public
from events.rooms.video.jitsi import GOOD_FOR, Jitsi
from events.rooms.video.pattern import LinkPattern, has_key, unknown_parts
from tests.services.bigbluebutton import BigBlueButton

AT = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)
ROOM = Room(key="3f0c9a7e5d", number=4, event="petit-dejeuner", title="Table 4")
ZOE = Visitor(id="abc", name="Zoë N’Diaye #1 & fils")
SECRET = "a secret of at least thirty-two bytes"


def told(address: str) -> dict[str, object]:
    """What a Jitsi page reads from behind the #."""
    pairs = (each.split("=", 1) for each in urlsplit(address).fragment.split("&"))
    return {key: json.loads(unquote(value)) for key, value in pairs}


def test_a_plain_jitsi_room_is_a_name_that_cannot_be_guessed() -> None:
    address = Jitsi("https://meet.example.org", Fetcher()).address(ROOM, ZOE, AT)
    parts = urlsplit(address)
    assert (parts.netloc, parts.path) == ("meet.example.org", f"/petit-dejeuner-{ROOM.key}")
    assert not parts.query
    assert told(address)["userInfo.displayName"] == ZOE.name


def test_a_signed_jitsi_token_opens_this_room_for_this_person_for_an_hour() -> None:
    service = Jitsi("https://meet.example.org", Fetcher(), app_id="tablee", secret=SECRET)
    address = service.address(ROOM, Visitor("u1", "Amina", leads=True), AT)
    token = parse_qs(urlsplit(address).query)["jwt"][0]
    claims = jwt.decode(
        token,
        SECRET,
        algorithms=["HS256"],
        audience="jitsi",
        options={"verify_exp": False, "verify_nbf": False},
    )
    assert claims["iss"] == "tablee"
    assert claims["sub"] == "meet.example.org"
    assert claims["room"] == urlsplit(address).path.strip("/")
    assert claims["exp"] == (AT + GOOD_FOR).timestamp()
    assert claims["context"]["user"] == {"id": "u1", "name": "Amina", "moderator": "true"}
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, SECRET + "x", algorithms=["HS256"], audience="jitsi")
    with pytest.raises(jwt.ExpiredSignatureError):
        stale = service.address(ROOM, ZOE, AT - dt.timedelta(days=700))
        old = parse_qs(urlsplit(stale).query)["jwt"][0]
        jwt.decode(old, SECRET, algorithms=["HS256"], audience="jitsi")


def test_a_pattern_is_filled_in() -> None:
    service = LinkPattern("https://meet.example/{event}-{table}?k={key}", Fetcher())
    assert service.address(ROOM, ZOE, AT) == ("https://meet.example/petit-dejeuner-4?k=3f0c9a7e5d")


@pytest.mark.parametrize(
    ("pattern", "good"),
    [
        ("https://meet.example/{event}-{table}-{key}", True),
        ("https://meet.example/{event}-{table}", False),
        ("https://{key}.example/{table}", False),
        ("{key}", False),
    ],
)
def test_a_pattern_must_hold_what_cannot_be_guessed(pattern: str, good: bool) -> None:
    assert has_key(pattern) is good


def test_what_a_pattern_does_not_know_is_said() -> None:
    assert unknown_parts("https://meet.example/{room}/{key}") == ["room"]
    assert unknown_parts("https://meet.example/{key") == ["{"]
    assert not unknown_parts("https://meet.example/{key}")


@given(st.text(min_size=1, max_size=30))
def test_no_name_breaks_out_of_an_address(name: str) -> None:
    for service in (
        Jitsi("https://meet.example.org", Fetcher()),
        Jitsi("https://meet.example.org", Fetcher(), "tablee", SECRET),
    ):
        address = service.address(ROOM, Visitor("a", name), AT)
        assert urlsplit(address).netloc == "meet.example.org"
        assert not any(mark.isspace() for mark in address)
        assert told(address)["userInfo.displayName"] == name


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.1.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_the_internet_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_service_known_by_its_links_needs_nothing_made_and_tells_nothing() -> None:
    for service in (
        Jitsi("https://meet.example.org", Fetcher()),
        LinkPattern("https://meet.example/{key}", Fetcher()),
    ):
        service.make(ROOM)
        service.close(ROOM)
        assert service.is_running(ROOM) is None
        assert service.made_ahead is False


def test_jitsi_answers_with_its_script_and_any_other_with_anything(bbb: BigBlueButton) -> None:
    home = bbb.url.removesuffix("/bigbluebutton")
    # The stand-in has a page only there.
    assert Jitsi(f"{home}/html5client", Fetcher(private=True)).try_it() is False
    with pytest.raises(RoomsError, match="missing"):
        Jitsi(home, Fetcher(private=True)).try_it()
    assert LinkPattern(f"{home}/{{key}}", Fetcher(private=True)).try_it() is False
    bbb.down = True
    with pytest.raises(RoomsError, match="strange"):
        LinkPattern(f"{home}/{{key}}", Fetcher(private=True)).try_it()
