"""Writing one's profile."""

import pytest
from django.test import Client

from networking.profiles.models import Kind, Profile, Tag
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FORM = {
    "headline": "Des tables où l’on tient à douze",
    "pitch": "Je fais des tables.",
    "pace": "150",
    "offers": "Mobilier : une table à vos mesures\nStages",
    "needs": "Photographie: montrer des tables",
}


def save(client: Client, **changes: str) -> int:
    return client.post("/me/profile/", FORM | changes).status_code


def test_offers_and_needs_are_tags_with_their_sentences(client: Client) -> None:
    client.force_login(UserFactory.create())
    assert save(client) == 302
    wanted = Profile.objects.get().wanted
    offers = [(w.tag.name, w.sentence) for w in wanted.filter(kind=Kind.OFFER)]
    assert offers == [("Mobilier", "une table à vos mesures"), ("Stages", "")]
    assert wanted.get(kind=Kind.NEED).tag.name == "Photographie"


def test_saving_again_changes_nothing_and_what_is_left_out_goes(client: Client) -> None:
    client.force_login(UserFactory.create())
    save(client)
    before = set(Profile.objects.get().wanted.values_list("pk", flat=True))
    save(client)
    assert set(Profile.objects.get().wanted.values_list("pk", flat=True)) == before
    save(client, offers="Stages")
    assert [w.tag.name for w in Profile.objects.get().wanted.filter(kind=Kind.OFFER)] == ["Stages"]


def test_tags_that_differ_in_case_or_accents_are_one(client: Client) -> None:
    for offers in ("Énergie", "energie: du toit", "ÉNERGIE"):
        client.force_login(UserFactory.create())
        save(client, offers=offers)
    assert Tag.objects.filter(folded="energie").count() == 1


def test_a_catalogue_of_offers_is_declined_and_kept_in_the_form(client: Client) -> None:
    client.force_login(UserFactory.create())
    offers = "\n".join(f"Chose {n}" for n in range(9))
    answer = client.post("/me/profile/", FORM | {"offers": offers})
    assert answer.status_code == 422
    assert b"Chose 8" in answer.content
    assert not Profile.objects.get().wanted.exists()


def test_an_impossible_pace_is_said(client: Client) -> None:
    client.force_login(UserFactory.create())
    assert save(client, pace="900") == 422


def test_one_practises_with_ones_own_text(client: Client) -> None:
    client.force_login(UserFactory.create())
    save(client)
    assert "Je fais des tables." in client.get("/me/profile/practice/").content.decode()
