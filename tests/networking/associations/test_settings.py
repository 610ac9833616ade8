"""What an association looks like: its name, logo, colour, words, language and zone."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from networking.associations.shades import shades_of
from networking.audit.models import Entry
from networking.web.colour import READABLE
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Le Cercle",
    "accent": "#0a7c66",
    "language": "en",
    "time_zone": "Africa/Tunis",
    "description": "Des gens qui se lèvent tôt.",
    "website": "https://cercle.exemple.org/",
}


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def cast(client: Client) -> Cast:
    cast = assemble()
    client.force_login(cast.organiser)
    client.cookies["django_language"] = "en"
    return cast


def page(cast: Cast) -> str:
    return reverse("associations:settings", args=[cast.association.slug])


def picture(format: str = "PNG") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGBA", (900, 300), (10, 124, 102, 90)).save(drawn, format)
    return SimpleUploadedFile("logo.png", drawn.getvalue(), "image/png")


def test_everything_said_is_kept_and_the_address_stays(client: Client, cast: Cast) -> None:
    slug = cast.association.slug
    assert client.post(page(cast), SAID).status_code == 302
    cast.association.refresh_from_db()
    assert {field: getattr(cast.association, field) for field in SAID} == SAID
    assert cast.association.slug == slug


def test_what_changed_is_on_record_by_the_names_of_fields(client: Client, cast: Cast) -> None:
    for _ in range(2):
        client.post(page(cast), SAID | {"name": cast.association.name})
    entry = Entry.objects.get(verb="association.dressed")
    assert (entry.by, sorted(entry.details["fields"])) == (
        cast.organiser,
        ["accent", "description", "language", "time_zone", "website"],
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"accent": "rouge"},
        {"time_zone": "Europe/Nowhere"},
        {"website": "javascript:alert(1)"},
        {"website": "ftp://exemple.org"},
        {"language": "xx"},
        {"description": "x" * 2001},
    ],
)
def test_what_cannot_be_keeps_the_rest_of_the_form_with_422(
    client: Client, cast: Cast, wrong: dict[str, str]
) -> None:
    answer = client.post(page(cast), {**SAID, "name": "Nouveau nom", **wrong})
    assert answer.status_code == 422
    assert b"Nouveau nom" in answer.content
    before = cast.association.name
    cast.association.refresh_from_db()
    assert cast.association.name == before


def send_logo(client: Client, cast: Cast, **files: Any) -> None:
    assert client.post(page(cast), {**SAID, **files}).status_code == 302
    cast.association.refresh_from_db()


def test_the_logo_stands_on_the_pages_and_in_the_mails(client: Client, cast: Cast) -> None:
    send_logo(client, cast, logo=picture())
    url = cast.association.logo.url
    assert url in client.get(page(cast)).content.decode()
    kept = Image.open(io.BytesIO(client.get(url).content))
    assert (kept.format, kept.mode, kept.size) == ("PNG", "RGBA", (720, 240))


def test_a_logo_that_is_no_picture_keeps_the_rest_of_the_form(client: Client, cast: Cast) -> None:
    drawing = SimpleUploadedFile("logo.svg", b"<svg></svg>", "image/svg+xml")
    answer = client.post(page(cast), {**SAID, "logo": drawing})
    assert answer.status_code == 422
    assert b"SVG" in answer.content
    assert b"Le Cercle" in answer.content


def test_saving_without_a_new_logo_keeps_the_old_one(client: Client, cast: Cast) -> None:
    send_logo(client, cast, logo=picture())
    name = cast.association.logo.name
    send_logo(client, cast)
    assert cast.association.logo.name == name


@pytest.mark.django_db(transaction=True)
def test_a_logo_is_taken_away_with_its_file(client: Client, cast: Cast, media: Path) -> None:
    send_logo(client, cast, logo=picture())
    assert len([*(media / "logos").iterdir()]) == 1
    send_logo(client, cast, logo=picture())
    assert len([*(media / "logos").iterdir()]) == 1
    send_logo(client, cast, **{"logo-clear": "on"})
    assert not cast.association.logo
    assert not [*(media / "logos").iterdir()]


# --- The colour ----------------------------------------------------------------------------------


def test_a_colour_that_reads_well_is_kept_as_it_is() -> None:
    shades = shades_of("#8A1C42")
    assert not shades.too_light
    assert shades.accent.on_light == "#8a1c42"


@pytest.mark.parametrize("colour", ["#ffe600", "#ffffff", "#7fd1ae", "#ff8800"])
def test_a_colour_too_light_for_text_is_darkened_until_it_reads(colour: str) -> None:
    shades = shades_of(colour)
    assert shades.too_light
    assert shades.on_light < READABLE <= shades.kept_on_light


@pytest.mark.parametrize("colour", ["#000000", "#8a1c42", "#00107a"])
def test_a_colour_too_dark_for_dark_pages_is_lightened_there(colour: str) -> None:
    shades = shades_of(colour)
    assert shades.too_dark
    assert shades.on_dark < READABLE <= shades.kept_on_dark


def test_the_page_says_plainly_what_becomes_of_a_colour(client: Client, cast: Cast) -> None:
    address = reverse("associations:accent")
    said = client.get(address, {"accent": "#ffe600"}).content.decode()
    assert "too light for text" in said
    assert shades_of("#ffe600").accent.on_light in said
    assert "/accent/ffe600.css" in said
    assert "reads well" in client.get(address, {"accent": "#8a1c42"}).content.decode()


@pytest.mark.parametrize("colour", ["", "red", "#12", "<script>", "#ffe600;}"])
def test_what_is_no_colour_shows_the_houses_own(client: Client, cast: Cast, colour: str) -> None:
    said = client.get(reverse("associations:accent"), {"accent": colour}).content.decode()
    assert "#8a1c42" in said
    assert "script" not in said
