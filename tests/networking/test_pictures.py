"""Pictures that people send: what is taken, what is refused, what remains of them."""

import io
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from PIL import Image, ImageCms, PngImagePlugin

from networking import pictures
from networking.associations.models import Association
from tests.factories import AssociationFactory

ORIENTATION = 0x0112
PLACE = 0x8825


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def sent(data: bytes, name: str = "picture") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def drawn(
    format: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any
) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, options.pop("colour", "teal")).save(written, format, **options)
    return written.getvalue()


def moving(format: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("teal", "white")]
    written = io.BytesIO()
    frames[0].save(written, format, save_all=True, append_images=frames[1:])
    return written.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is this large, as a bomb would; no decoder should come to its pixels."""
    data = bytearray(drawn("PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


# --- Reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_pictures_people_have_are_read(format: str) -> None:
    assert pictures.read(sent(drawn(format))).size == (60, 40)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "CMYK", "I;16"])
def test_whatever_its_colours_a_picture_comes_out_as_screens_show_it(mode: str) -> None:
    format = "JPEG" if mode == "CMYK" else "PNG"
    data = drawn(format, mode=mode, colour=0 if mode in {"I;16", "P", "1", "L"} else None)
    assert pictures.read(sent(data)).mode in {"RGB", "RGBA"}


def test_a_photograph_taken_sideways_is_turned_upright() -> None:
    sideways = Image.Exif()
    sideways[ORIENTATION] = 6
    assert pictures.read(sent(drawn(size=(60, 40), exif=sideways))).size == (40, 60)


def swapped() -> bytes:
    """A profile whose red is blue: drawn without it, the colours would be the wrong ones."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = {bytes(profile[n : n + 4]): n for n in range(132, 132 + 12 * 20, 12)}
    for red, blue in ((b"rXYZ", b"bXYZ"),):
        profile[at[red] : at[red] + 4], profile[at[blue] : at[blue] + 4] = blue, red
    return bytes(profile)


def test_colours_of_a_space_of_their_own_are_those_that_were_meant() -> None:
    data = drawn(colour="red", icc_profile=swapped(), quality=100)
    red, _green, blue = pictures.read(sent(data)).getpixel((5, 5))  # type: ignore[misc]
    assert blue > red + 100


def test_a_profile_that_nobody_can_read_is_no_reason_to_refuse_a_picture() -> None:
    data = drawn(colour="red", icc_profile=b"nonsense", quality=100)
    red, _green, blue = pictures.read(sent(data)).getpixel((5, 5))  # type: ignore[misc]
    assert red > blue + 100


REFUSED = {
    "a drawing": (b'<?xml version="1.0"?><svg xmlns="x"></svg>', "SVG"),
    "an iPhone’s own": (b"\0\0\0\x18ftypheic" + b"\0" * 80, "HEIC"),
    "a moving GIF": (moving("GIF"), "moves"),
    "a moving PNG": (moving("PNG"), "moves"),
    "a moving WebP": (moving("WEBP"), "moves"),
    "a bomb": (bomb(30_000, 30_000), "pixels"),
    "a bomb that the library knows": (bomb(10_000, 10_000), "pixels"),
    "a picture a little too large": (bomb(5_100, 5_100), "pixels"),
    "too heavy a file": (b"\0" * (pictures.MAX_BYTES + 1), "10 MB"),
    "a table": (b"nom;e-mail\nRoux;r@exemple.org", "no picture"),
    "a page": (b"<html><script>alert(1)</script>", "no picture"),
    "half a picture": (drawn(size=(900, 900))[:900], "no picture"),
    "a PDF that calls itself PNG": (b"%PDF-1.7", "no picture"),
    "a TIFF": (drawn("TIFF"), "no picture"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_taken_is_refused_with_one_clear_sentence(what: str) -> None:
    data, word = REFUSED[what]
    with pytest.raises(pictures.Unreadable) as refused:
        pictures.read(sent(data, "logo.png"))
    with override("en"):
        (sentence,) = refused.value.messages
    assert word in sentence


# --- Drawing anew --------------------------------------------------------------------------------


def again(file: Any) -> Image.Image:
    return Image.open(io.BytesIO(file.read()))


def test_where_a_photograph_was_taken_does_not_come_along() -> None:
    told = Image.Exif()
    told[PLACE] = {1: "N", 2: (48.0, 51.0, 0.0)}
    told[0x010E] = "chez Amina"
    data = drawn(exif=told, comment=b"secret")
    kept = pictures.encoded(pictures.read(sent(data)), box=(50, 50))
    assert b"Amina" not in kept.read()
    kept.seek(0)
    picture = again(kept)
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & picture.info.keys()


def test_what_is_hidden_behind_the_pixels_does_not_come_along() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>")
    data = drawn("PNG", pnginfo=words) + b"<?php hidden ?>"
    kept = pictures.encoded(pictures.read(sent(data)), box=(50, 50), format="PNG").read()
    assert b"script" not in kept
    assert b"php" not in kept


def test_a_transparent_logo_stays_transparent() -> None:
    logo = pictures.read(sent(drawn("PNG", mode="RGBA", colour=(0, 0, 0, 0))))
    kept = again(pictures.encoded(logo, box=(50, 50)))
    assert (kept.format, kept.mode, kept.getpixel((0, 0))) == ("PNG", "RGBA", (0, 0, 0, 0))


def test_a_transparent_picture_kept_as_photograph_lies_on_white() -> None:
    logo = pictures.read(sent(drawn("PNG", mode="RGBA", colour=(0, 0, 0, 0))))
    kept = again(pictures.encoded(logo, box=(50, 50), format="JPEG"))
    assert kept.getpixel((0, 0)) == (255, 255, 255)


def test_a_photograph_is_made_small_enough_and_never_larger() -> None:
    photograph = pictures.read(sent(drawn(size=(4000, 3000))))
    small = pictures.encoded(photograph, box=(1600, 1600), format="WEBP")
    assert again(small).size == (1600, 1200)
    tiny = pictures.encoded(pictures.read(sent(drawn(size=(8, 6)))), box=(1600, 1600))
    assert again(tiny).size == (8, 6)


def test_a_name_tells_nothing_and_is_another_each_time() -> None:
    picture = pictures.read(sent(drawn(), "Amina Benali.jpg"))
    names = {pictures.encoded(picture, box=(9, 9)).name for _ in range(20)}
    assert len(names) == 20
    assert all(re.fullmatch(r"[0-9a-f]{32}\.jpg", name or "") for name in names)


# --- In a form -----------------------------------------------------------------------------------


class LogoForm(forms.Form):
    name = forms.CharField()
    logo = pictures.PictureField(box=(50, 50), required=False)


def test_a_picture_that_cannot_be_taken_keeps_the_other_fields() -> None:
    form = LogoForm({"name": "Le Cercle"}, {"logo": sent(b"nothing", "logo.png")})
    assert not form.is_valid()
    assert [*form.errors] == ["logo"]
    assert form["name"].value() == "Le Cercle"


def test_a_form_tells_a_new_picture_from_none_and_from_one_taken_away() -> None:
    def cleaned(data: dict[str, str], files: dict[str, Any]) -> Any:
        form = LogoForm({"name": "Le Cercle", **data}, files, initial={"logo": "logos/old.png"})
        assert form.is_valid(), form.errors
        return pictures.chosen(form.cleaned_data["logo"])

    assert cleaned({}, {}) is None
    assert cleaned({"logo-clear": "on"}, {}) is False
    assert cleaned({}, {"logo": sent(drawn())}).name.endswith(".jpg")
    # Who ticks and sends as well wants the new one.
    assert cleaned({"logo-clear": "on"}, {"logo": sent(drawn())}).name.endswith(".jpg")


# --- Kept, replaced, served ----------------------------------------------------------------------


def with_logo(association: Association | None = None) -> Association:
    association = association or AssociationFactory.create()
    with transaction.atomic():
        logo = pictures.encoded(pictures.read(sent(drawn())), box=(9, 9), format="PNG")
        pictures.put(association, "logo", logo)
        association.save()
    return association


@pytest.mark.django_db(transaction=True)
def test_the_old_file_goes_once_the_new_one_is_kept() -> None:
    association = with_logo()
    old = association.logo.name
    with_logo(association)
    assert not default_storage.exists(old)
    assert default_storage.exists(association.logo.name)


@pytest.mark.django_db(transaction=True)
def test_the_old_file_stays_when_the_change_is_given_up() -> None:
    association = with_logo()
    old = association.logo.name
    with pytest.raises(RuntimeError), transaction.atomic():
        pictures.put(association, "logo", False)
        association.save()
        raise RuntimeError
    assert default_storage.exists(old)


@pytest.mark.django_db(transaction=True)
def test_the_picture_one_has_already_is_not_thrown_away() -> None:
    association = with_logo()
    with transaction.atomic():
        pictures.put(association, "logo", association.logo)
        association.save()
    assert default_storage.exists(association.logo.name)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_another_row_shows_stays() -> None:
    association = with_logo()
    other = AssociationFactory.create(logo=association.logo.name)
    with transaction.atomic():
        pictures.put(association, "logo", False)
        association.save()
    assert default_storage.exists(other.logo.name)


@pytest.mark.django_db
def test_a_logo_is_served_to_everybody_and_for_ever(client: Client) -> None:
    answer = client.get(with_logo().logo.url)
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(answer.content)).format == "PNG"


SECRET = "0123456789abcdef" * 2 + ".png"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        f"/m/faces/{SECRET}",
        f"/m/logos/../faces/{SECRET}",
        f"/m/logos/..%2Ffaces%2F{SECRET}",
        f"/m/logos/%2e%2e%2ffaces%2f{SECRET}",
        f"/m/logos/..\\faces\\{SECRET}",
        f"/m/../{SECRET}",
        f"/m/..%2F/{SECRET}",
        f"/m/./{SECRET}",
        f"/m/logos/{SECRET}%00",
        f"/m/logos/{SECRET}%0a",
        "/m/logos/notes.txt",
        "/m/logos/",
        "/m/logos",
        "/m/",
        "/m/logos/%2Fetc%2Fpasswd",
    ],
)
def test_nothing_else_of_the_folder_is_served(client: Client, media: Path, address: str) -> None:
    for folder in (".", "faces"):
        (media / folder).mkdir(exist_ok=True)
        (media / folder / SECRET).write_bytes(drawn("PNG"))
    (media / "logos").mkdir()
    (media / "logos" / "notes.txt").write_text("secret")
    assert client.get(address).status_code == 404
