"""An organiser chooses a service, tries it, and says where an event takes place."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from events.calendar.models import Event
from events.rooms import actions
from events.rooms.models import MadeRoom, RoomState, VideoServer, Where
from events.rooms.online import online
from networking.associations.models import Role
from tests.events.rooms.conftest import use
from tests.factories import EventFactory, MembershipFactory
from tests.services.bigbluebutton import SECRET, BigBlueButton

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory.create(live=True)


@pytest.fixture
def organiser(event: Event) -> Client:
    user = MembershipFactory.create(
        association=event.association, role=Role.ORGANISER, user__language="en"
    ).user
    client = Client()
    client.force_login(user)
    return client


def save(client: Client, event: Event, **said: str) -> tuple[int, str]:
    url = reverse("rooms:server", args=[event.association.slug])
    asked = {"kind": "jitsi", "address": "", "app_id": "", "hashing": "sha256", "secret": ""}
    answer = client.post(url, {**asked, **said}, follow=True)
    return answer.status_code, answer.content.decode()


def tried(client: Client, event: Event) -> str:
    url = reverse("rooms:try_it", args=[event.association.slug])
    return client.post(url, follow=True).content.decode()


def test_a_service_is_kept_and_its_secret_never_shown_again(
    organiser: Client, event: Event
) -> None:
    status, page = save(
        organiser,
        event,
        kind="bigbluebutton",
        address=" https://bbb.example.org/bigbluebutton/api/ ",
        secret=SECRET,
    )
    assert status == 200
    assert "A secret is kept." in page
    assert SECRET not in page
    server = VideoServer.objects.get()
    assert (server.address, server.secret) == ("https://bbb.example.org/bigbluebutton", SECRET)
    save(organiser, event, kind="bigbluebutton", address=server.address, hashing="sha512")
    server.refresh_from_db()
    assert (server.secret, server.hashing) == (SECRET, "sha512")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"address": ""}, "Type the server’s address."),
        ({"address": "meet"}, "Type an address such as"),
        ({"address": "http://meet.example.org"}, "must begin with https://"),
        ({"address": "javascript:alert(1)"}, "Type an address such as"),
        ({"address": "https://user:pw@meet.example.org"}, "Type an address such as"),
        ({"address": "https://meet.example.org/?x=1"}, "without ? or #"),
        ({"address": "https://meet.example.org:99999"}, "Type an address such as"),
        ({"address": "https://127.0.0.1"}, "not on the internet"),
        ({"address": "https://localhost"}, "not on the internet"),
        ({"address": "https://[::ffff:10.0.0.1]"}, "not on the internet"),
        ({"address": "https://169.254.169.254"}, "not on the internet"),
        ({"address": "https://printer.local"}, "not on the internet"),
        ({"kind": "pattern", "address": "https://meet.example/{event}"}, "Put {key}"),
        ({"kind": "pattern", "address": "https://meet.example/{x}-{key}"}, "In braces"),
        ({"kind": "bigbluebutton", "address": "https://bbb.example"}, "signs with a secret"),
        ({"kind": "jitsi_jwt", "address": "https://m.example", "secret": "x"}, "in its tokens"),
        ({"kind": "carrier pigeon", "address": "https://m.example"}, "carrier pigeon"),
    ],
)
def test_what_cannot_be_is_said_and_the_rest_kept(
    organiser: Client, event: Event, said: dict[str, str], words: str
) -> None:
    status, page = save(organiser, event, **said)
    assert status == 422
    assert words.replace("’", "&#x27;") in page or words in page
    assert not VideoServer.objects.exists()
    assert said.get("secret", "no such") not in re.findall(r'value="([^"]*)"', page)


def test_a_network_of_ones_own_can_be_allowed(
    organiser: Client, event: Event, settings: LazySettings
) -> None:
    settings.VIDEO_PRIVATE_ADDRESSES = True
    assert save(organiser, event, address="https://192.168.1.5")[0] == 200
    assert VideoServer.objects.get().address == "https://192.168.1.5"


def test_a_server_whose_address_changes_asks_for_its_secret_again(
    organiser: Client, event: Event
) -> None:
    use(event.association, "bigbluebutton", "https://bbb.example", SECRET)
    status, page = save(organiser, event, kind="bigbluebutton", address="https://elsewhere.example")
    assert status == 422
    assert "signs with a secret" in page
    assert VideoServer.objects.get().address == "https://bbb.example"


def test_trying_says_plainly_what_the_server_answered(
    organiser: Client, event: Event, bbb: BigBlueButton, settings: LazySettings
) -> None:
    assert "choose one first" in tried(organiser, event)
    settings.VIDEO_PRIVATE_ADDRESSES = True
    use(event.association, "bigbluebutton", bbb.url, SECRET)
    assert "takes our signature" in tried(organiser, event)
    use(event.association, "bigbluebutton", bbb.url, "wrong")
    assert "does not take our signature" in tried(organiser, event)
    bbb.answers_with = 500
    assert "did not answer" in tried(organiser, event)
    bbb.answers_with = None
    use(event.association, "jitsi", bbb.url.removesuffix("/bigbluebutton"))
    assert "no such service at this address" in tried(organiser, event)
    use(event.association, "pattern", f"{bbb.url}/{{key}}")
    assert "Whether rooms open as they should" in tried(organiser, event)


def test_a_private_server_is_not_asked_whatever_its_name_says(
    organiser: Client, event: Event, bbb: BigBlueButton
) -> None:
    use(event.association, "bigbluebutton", bbb.url, SECRET)
    assert "is not on the internet" in tried(organiser, event)
    assert not bbb.calls


def test_an_event_is_online_where_its_organiser_says_so(organiser: Client, event: Event) -> None:
    url = reverse("rooms:event", args=[event.association.slug, event.slug])
    page = organiser.get(url).content.decode()
    assert re.search(r'value="room"[^>]*checked', page)
    page = organiser.post(url, {"where": "online"}, follow=True).content.decode()
    assert "say first which service" in page
    use(event.association, "jitsi", "https://meet.example.org")
    assert "The main room" in organiser.get(url).content.decode()
    assert online(Event.objects.get(pk=event.pk)).where == Where.ONLINE
    assert organiser.post(url, {"where": "the moon"}).status_code == 422


def test_the_page_of_an_event_shows_its_rooms(organiser: Client, event: Event) -> None:
    use(event.association, "bigbluebutton", "https://bbb.example", SECRET)
    actions.choose(event=event, where=Where.ONLINE, by=None)
    MadeRoom.objects.create(event=event, number=0, state=RoomState.READY)
    MadeRoom.objects.create(event=event, number=1, state=RoomState.FAILED)
    url = reverse("rooms:event", args=[event.association.slug, event.slug])
    page = organiser.get(url).content.decode()
    assert "Main room" in page
    assert "Could not be opened" in page


def test_a_server_that_says_a_room_ended_is_believed_only_with_our_word(event: Event) -> None:
    use(event.association, "bigbluebutton", "https://bbb.example", SECRET)
    actions.choose(event=event, where=Where.ONLINE, by=None)
    event = Event.objects.select_related("association").get(pk=event.pk)
    room = MadeRoom.objects.create(event=event, number=4, state=RoomState.READY)
    client = Client()
    path = online(event).room(4).ended_url
    path = path[path.index("/a/") :]
    assert client.get(path[:-2] + "x/").status_code == 404
    other = EventFactory.create(association=event.association)
    assert client.get(path.replace(event.slug, other.slug)).status_code == 404
    room.refresh_from_db()
    assert room.state == RoomState.READY
    for _ in range(2):
        answer = client.get(f"{path}?meetingID=x&recordingmarks=false")
        assert answer.status_code == 204
    room.refresh_from_db()
    assert room.state == RoomState.GONE
