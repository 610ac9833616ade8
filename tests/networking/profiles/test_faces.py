"""Pictures of people: what is taken, what is refused and how, and who sees them."""

import datetime as dt
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from events.calendar.models import Hand
from networking.accounts.models import User
from networking.profiles.models import Profile
from networking.profiles.sight import may_see
from tests.factories import (
    EventFactory,
    EventRoleFactory,
    MembershipFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WHOLE = {"given_name": "Claire", "pitch": "Je fais des tables.", "pace": "150"}


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def claire(client: Client) -> User:
    user = UserFactory.create(given_name="Claire")
    client.force_login(user)
    return user


def photograph(size: tuple[int, int] = (800, 600), format: str = "JPEG", **options: Any) -> bytes:
    """Red on the left, blue in the middle, red on the right."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 4, 0, size[0] * 3 // 4, size[1]))
    written = io.BytesIO()
    picture.save(written, format, **options)
    return written.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """A PNG of 50,000 by 50,000 pixels in a few kilobytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 2_000_000))


SCRIPTED = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400

REFUSED = pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param(lambda: SCRIPTED, "SVG", id="an SVG with a script"),
        pytest.param(bomb, "pixels", id="a decompression bomb"),
        pytest.param(lambda: photograph() + b"\0" * 40_000_000, "10", id="a file of 40 MB"),
        pytest.param(lambda: HEIC, "HEIC", id="a HEIC"),
        pytest.param(lambda: b"Bonjour", "JPEG", id="no picture at all"),
    ],
)


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("moi.jpg", data, content_type="image/jpeg")


def give(client: Client, data: bytes) -> Any:
    return client.post(
        "/me/profile/picture/", {"picture": upload(data)}, headers={"HX-Request": "true"}
    )


def face_of(client: Client, data: bytes = b"") -> str:
    """The address of the picture, given just now."""
    assert give(client, data or photograph()).status_code == 200
    return Profile.objects.latest("pk").picture_url


# --- Taking and refusing ------------------------------------------------------------------------


def test_a_picture_is_cut_to_its_middle_and_drawn_anew(client: Client, claire: User) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A telephone that tells"
    address = face_of(client, photograph(exif=exif))
    answer = client.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert b"tells" not in answer.content
    drawn = Image.open(io.BytesIO(answer.content))
    assert drawn.size == (512, 512)
    red, _green, blue = drawn.convert("RGB").getpixel((256, 256))  # type: ignore[misc]
    assert blue > red


def test_a_small_picture_is_not_blown_up(client: Client, claire: User) -> None:
    answer = client.get(face_of(client, photograph((90, 60))))
    assert Image.open(io.BytesIO(answer.content)).size == (60, 60)


def test_a_transparent_picture_stands_on_white(client: Client, claire: User) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (60, 60), (0, 0, 0, 0)).save(written, "PNG")
    drawn = Image.open(io.BytesIO(client.get(face_of(client, written.getvalue())).content))
    assert drawn.convert("RGBA").getpixel((30, 30)) == (255, 255, 255, 255)


@REFUSED
def test_what_is_no_picture_is_refused_with_a_clear_sentence(
    client: Client, claire: User, media: Path, sent: Any, said: str
) -> None:
    answer = give(client, sent())
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "field__errors" in page
    assert said in page
    assert not list(media.rglob("*.*"))


@REFUSED
def test_without_a_script_the_refusal_keeps_all_the_other_fields(
    client: Client, claire: User, sent: Any, said: str
) -> None:
    form = WHOLE | {"offers_tag": ["Mobilier"], "offers_sentence": ["à vos mesures"]}
    answer = client.post("/me/profile/", form | {"picture": upload(sent())})
    assert answer.status_code == 422
    page = answer.content.decode()
    for kept in ("Je fais des tables.", "Mobilier", "à vos mesures", said):
        assert kept in page
    assert not Profile.objects.get().picture


def test_without_a_script_the_picture_comes_with_the_rest(client: Client, claire: User) -> None:
    answer = client.post("/me/profile/", WHOLE | {"picture": upload(photograph())})
    assert answer.status_code == 302
    assert Profile.objects.get().picture_url in client.get("/me/profile/").content.decode()
    client.post("/me/profile/", WHOLE)
    assert Profile.objects.get().picture
    client.post("/me/profile/", WHOLE | {"picture-clear": "on"})
    assert not Profile.objects.get().picture


def test_another_picture_has_another_address_and_the_old_file_goes(
    client: Client, claire: User, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    first = face_of(client)
    with django_capture_on_commit_callbacks(execute=True):
        second = face_of(client)
    assert first != second
    assert client.get(first).status_code == 404
    assert len(list((media / "faces").iterdir())) == 1


def test_a_picture_is_taken_away_with_its_file(
    client: Client, claire: User, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    address = face_of(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/me/profile/picture/remove/", headers={"HX-Request": "true"})
    assert client.get(address).status_code == 404
    assert not list((media / "faces").iterdir())
    assert client.post("/me/profile/picture/remove/").status_code == 302


def test_a_picture_goes_with_the_person(
    client: Client, claire: User, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    face_of(client)
    with django_capture_on_commit_callbacks(execute=True):
        claire.delete()
    assert not list((media / "faces").iterdir())


def test_a_file_that_was_lost_is_not_found(client: Client, claire: User, media: Path) -> None:
    address = face_of(client)
    for file in (media / "faces").iterdir():
        file.unlink()
    assert client.get(address).status_code == 404


# --- Who sees it --------------------------------------------------------------------------------


def asks(viewer: User, address: str) -> int:
    other = Client()
    other.force_login(viewer)
    return other.get(address).status_code


def test_a_picture_is_nobodys_who_has_not_signed_in(client: Client, claire: User) -> None:
    answer = Client().get(face_of(client))
    assert answer.status_code == 302
    assert "private" in client.get(face_of(client))["Cache-Control"]


def test_the_address_alone_opens_it_for_nobody(client: Client, claire: User) -> None:
    address = face_of(client)
    assert asks(UserFactory.create(), address) == 404
    assert asks(MembershipFactory.create().user, address) == 404
    assert client.get(address).status_code == 200


def test_logos_and_covers_are_served_elsewhere_and_faces_are_not(
    client: Client, claire: User
) -> None:
    name = face_of(client).rpartition("/")[2]
    assert client.get(f"/m/faces/{name}").status_code == 404


def test_those_at_the_same_event_see_it_until_30_days_after(client: Client, claire: User) -> None:
    address = face_of(client)
    event = EventFactory.create()
    RegistrationFactory.create(event=event, user=claire)
    guest = RegistrationFactory.create(event=event).user
    speaker = EventRoleFactory.create(event=event, role=Hand.SPEAKER).user
    assert asks(guest, address) == asks(speaker, address) == 200
    with time_machine.travel(event.ends_at + dt.timedelta(days=29), tick=False):
        assert may_see(guest, claire)
    with time_machine.travel(event.ends_at + dt.timedelta(days=31), tick=False):
        assert not may_see(guest, claire)


def test_the_directory_shows_faces_as_long_as_cards_and_only_of_those_who_chose(
    client: Client, claire: User
) -> None:
    address = face_of(client)
    event = EventFactory.create()
    shown = RegistrationFactory.create(event=event, user=claire)
    guest = RegistrationFactory.create(event=event).user
    people = Client()
    people.force_login(guest)
    directory = f"{event.get_absolute_url()}people/"
    assert f'src="{address}"' in people.get(directory).content.decode()
    shown.consented_at = None
    shown.save()
    assert address not in people.get(directory).content.decode()


def test_who_was_put_on_a_list_by_others_shows_no_face(client: Client, claire: User) -> None:
    address = face_of(client)
    event = EventFactory.create()
    RegistrationFactory.create(event=event, user=claire, consented_at=None)
    assert asks(RegistrationFactory.create(event=event).user, address) == 404


def test_who_only_waits_or_was_turned_away_sees_nobody(client: Client, claire: User) -> None:
    address = face_of(client)
    event = EventFactory.create()
    RegistrationFactory.create(event=event, user=claire)
    assert asks(RegistrationFactory.create(event=event, waiting=True).user, address) == 404
