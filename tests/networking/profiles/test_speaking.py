"""The minute: practised, measured, printed."""

from typing import Any

import pytest
from django.test import Client

from networking.accounts.models import User
from networking.profiles import pitch
from networking.profiles.actions import save
from networking.profiles.models import Profile
from networking.profiles.paragraphs import PARAGRAPHS
from tests.factories import ProfileFactory, UserFactory
from tests.networking.paper import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(client: Client) -> User:
    user = UserFactory.create(given_name="Claire", family_name="Fontanel")
    client.force_login(user)
    return user


def test_one_practises_with_ones_own_text(client: Client, claire: User) -> None:
    save(user=claire, fields={"pitch": "Je fais des tables."}, by=claire)
    assert "Je fais des tables." in client.get("/me/profile/practice/").content.decode()


def test_one_can_feel_a_minute_before_anything_is_written(client: Client, claire: User) -> None:
    assert client.get("/me/profile/practice/").status_code == 200


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_reads_a_paragraph_in_ones_language_and_the_pace_is_kept(
    client: Client, language: str
) -> None:
    client.force_login(UserFactory.create(language=language))
    page = client.get("/me/profile/pace/")
    assert PARAGRAPHS[language][:40] in page.content.decode()
    said = {"language": language, "seconds": "50"}
    assert client.post("/me/profile/pace/", said).status_code == 302
    kept = Profile.objects.get().pace
    assert kept == round(pitch.words(PARAGRAPHS[language]) * 60 / 50)
    assert 60 <= kept <= 300


@pytest.mark.parametrize("seconds", ["3", "900", "soon", "-1", ""])
def test_a_clock_that_was_stopped_too_early_or_forgotten_changes_nothing(
    client: Client, claire: User, seconds: str
) -> None:
    answer = client.post("/me/profile/pace/", {"language": "fr", "seconds": seconds})
    assert answer.status_code == 422
    assert Profile.objects.get().pace == pitch.DEFAULT_PACE


def card(client: Client, **query: str) -> Any:
    return client.get("/me/profile/card.pdf", query)


@pytest.mark.parametrize(("size", "millimetres"), [("a6", (105, 148)), ("a7", (74, 105))])
def test_a_card_has_the_pitch_on_its_face_and_offers_behind(
    client: Client, claire: User, size: str, millimetres: tuple[int, int]
) -> None:
    save(
        user=claire,
        fields={"pitch": "Je fais des tables.\nJ’aimerais un atelier.", "starters": "Le chêne"},
        offers=[("Mobilier", "à vos mesures")],
        needs=[("Atelier", "")],
        by=claire,
    )
    answer = card(client, size=size)
    assert answer["Content-Type"] == "application/pdf"
    said = pages.text(answer.content)
    for part in ("Claire Fontanel", "Je fais des tables.", "un atelier", "Mobilier", "Le chêne"):
        assert part in said
    assert pages.sizes(answer.content) == [pytest.approx(millimetres)] * 2


def test_a_very_long_pitch_is_printed_to_its_last_word(client: Client, claire: User) -> None:
    save(user=claire, fields={"pitch": "Des tables, encore. " * 190 + "Fin."}, by=claire)
    assert "Fin." in pages.text(card(client, size="a7").content)


def test_a_card_can_be_printed_before_anything_is_written(client: Client, claire: User) -> None:
    assert card(client).status_code == 200


def test_letters_that_no_font_draws_are_said_and_not_printed_as_boxes(client: Client) -> None:
    mine = ProfileFactory.create(pitch="𒀀𒀁")
    client.force_login(mine.user)
    assert card(client).status_code == 302
