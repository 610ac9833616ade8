"""Writing one's profile: part by part as one types, or whole without a script."""

from typing import Any

import pytest
from django.test import Client

from networking.accounts.models import User
from networking.profiles.models import Kind, Profile, Tag
from tests.factories import AssociationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ME = {
    "given_name": "Claire",
    "family_name": "Fontanel",
    "pronouns": "elle",
    "headline": "Des tables où l’on tient à douze",
    "languages": ["fr", "oc"],
}
PITCH = {"pitch": "Je fais des tables.", "pace": "150"}
GIVING = {
    "offers_tag": ["Mobilier", "Stages", ""],
    "offers_sentence": ["une table à vos mesures", "", ""],
    "needs_tag": ["Photographie"],
    "needs_sentence": ["montrer des tables"],
}
STARTERS = {"starter_1": "Le chêne", "starter_2": "", "starter_3": "Les trains de nuit"}
REACH = {"website": "tables.example", "link_1": "https://un.example/", "link_3": "deux.example"}
WHOLE: dict[str, Any] = {**ME, **PITCH, **GIVING, **STARTERS, **REACH}


@pytest.fixture
def claire(client: Client) -> User:
    user = UserFactory.create()
    client.force_login(user)
    return user


def send(client: Client, part: str, said: dict[str, Any]) -> Any:
    headers = {"HX-Request": "true"}
    return client.post(f"/me/profile/save/{part}/", said, headers=headers)


def offers() -> list[tuple[str, str]]:
    return [(w.tag.name, w.sentence) for w in Profile.objects.get().wanted.filter(kind=Kind.OFFER)]


# --- Whole, without a script --------------------------------------------------------------------


def test_without_a_script_one_button_saves_everything(client: Client, claire: User) -> None:
    assert client.post("/me/profile/", WHOLE).status_code == 302
    claire.refresh_from_db()
    mine = Profile.objects.get()
    assert claire.full_name == "Claire Fontanel"
    assert (mine.headline, mine.pitch) == (ME["headline"], PITCH["pitch"])
    assert mine.pronouns == "elle"
    assert mine.languages == ["fr", "oc"]
    assert mine.starters == "Le chêne\nLes trains de nuit"
    assert mine.website == "https://tables.example"
    assert mine.links == ["https://un.example/", "https://deux.example"]
    assert offers() == [("Mobilier", "une table à vos mesures"), ("Stages", "")]


def test_what_was_saved_stands_in_the_page_again(client: Client, claire: User) -> None:
    client.post("/me/profile/", WHOLE)
    page = client.get("/me/profile/").content.decode()
    for said in ("Fontanel", "une table à vos mesures", "Les trains de nuit", "deux.example"):
        assert said in page
    assert 'value="oc" checked' in page


def test_one_wrong_line_saves_nothing_and_keeps_everything(client: Client, claire: User) -> None:
    answer = client.post("/me/profile/", WHOLE | {"website": "pas une adresse"})
    assert answer.status_code == 422
    assert not Profile.objects.get().pitch
    page = answer.content.decode()
    for said in ("pas une adresse", "Je fais des tables.", "une table à vos mesures", "Le chêne"):
        assert said in page
    assert 'value="oc" checked' in page


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ht tp://x", "https://"])
def test_a_link_leads_to_a_site_and_nowhere_else(client: Client, claire: User, link: str) -> None:
    assert send(client, "reach", {"link_2": link}).status_code == 422


# --- Part by part -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "said"),
    [("me", ME), ("pitch", PITCH), ("giving", GIVING), ("starters", STARTERS), ("reach", REACH)],
)
def test_a_part_saves_itself_and_leaves_the_others_alone(
    client: Client, claire: User, part: str, said: dict[str, Any]
) -> None:
    client.post("/me/profile/", WHOLE)
    before = Profile.objects.values().get()
    told = offers()
    answer = send(client, part, said)
    assert answer.status_code == 200
    assert "Enregistré" in answer.content.decode() or "Saved" in answer.content.decode()
    assert Profile.objects.values().get() == before
    assert offers() == told


def test_saving_brings_the_ring_and_the_coach_along(client: Client, claire: User) -> None:
    page = send(client, "pitch", {"pitch": "BONJOUR À TOUTES", "pace": "150"}).content.decode()
    assert 'id="readiness"' in page
    assert 'id="coach"' in page
    assert page.count("hx-swap-oob") == 2
    assert page.count("<li") == 3


def test_a_part_that_is_wrong_says_so_and_is_not_saved(client: Client, claire: User) -> None:
    answer = send(client, "pitch", {"pitch": "Je fais des tables.", "pace": "900"})
    assert answer.status_code == 422
    assert 'href="#id_pace"' in answer.content.decode()
    assert not Profile.objects.get().pitch


def test_a_badge_needs_a_first_name(client: Client, claire: User) -> None:
    assert send(client, "me", {**ME, "given_name": " "}).status_code == 422
    claire.refresh_from_db()
    assert claire.given_name


def test_there_is_no_other_part(client: Client, claire: User) -> None:
    assert send(client, "nose", {}).status_code == 404


def test_only_languages_there_are_can_be_spoken(client: Client, claire: User) -> None:
    assert send(client, "me", {**ME, "languages": ["xx"]}).status_code == 422


def test_a_whole_profile_has_nothing_left_to_ask(client: Client, claire: User) -> None:
    client.post("/me/profile/", {**WHOLE, "title": "Menuisière"})
    assert "8/8" in client.get("/me/profile/").content.decode()


# --- Offers and needs ---------------------------------------------------------------------------


def test_saving_again_changes_nothing_and_what_is_left_out_goes(
    client: Client, claire: User
) -> None:
    send(client, "giving", GIVING)
    before = set(Profile.objects.get().wanted.values_list("pk", flat=True))
    send(client, "giving", GIVING)
    assert set(Profile.objects.get().wanted.values_list("pk", flat=True)) == before
    send(client, "giving", {"offers_tag": ["Stages"], "offers_sentence": [""]})
    assert offers() == [("Stages", "")]


def test_tags_that_differ_in_case_accents_or_plural_are_one(client: Client) -> None:
    for said in ("Énergie", "energies", "ÉNERGIE"):
        client.force_login(UserFactory.create())
        send(client, "giving", {"offers_tag": [said], "offers_sentence": [""]})
    assert [tag.name for tag in Tag.objects.all()] == ["Énergie"]


def test_who_alone_uses_a_word_may_spell_it_anew_and_nobody_else(
    client: Client, claire: User
) -> None:
    for said in ("energie", "Énergie"):
        send(client, "giving", {"offers_tag": [said], "offers_sentence": [""]})
    assert Tag.objects.get().name == "Énergie"
    client.force_login(UserFactory.create())
    send(client, "giving", {"offers_tag": ["ENERGIES"], "offers_sentence": [""]})
    assert Tag.objects.get().name == "Énergie"


def test_a_word_said_twice_counts_once(client: Client, claire: User) -> None:
    lines = {"offers_tag": ["Stage", "stages"], "offers_sentence": ["un", "deux"]}
    send(client, "giving", lines)
    assert offers() == [("Stage", "un")]


@pytest.mark.parametrize(
    ("tags", "sentences"),
    [
        ([f"Chose {n}" for n in range(9)], [""] * 9),
        ([""], ["une table à vos mesures"]),
        (["m" * 61], [""]),
        (["Mobilier"], ["m" * 201]),
    ],
)
def test_lines_that_make_no_tag_are_declined_with_a_sentence(
    client: Client, claire: User, tags: list[str], sentences: list[str]
) -> None:
    answer = send(client, "giving", {"offers_tag": tags, "offers_sentence": sentences})
    assert answer.status_code == 422
    assert 'href="#id_offers"' in answer.content.decode()
    assert offers() == []


def says(user: User, *words: str, needs: tuple[str, ...] = ()) -> None:
    own = Client()
    own.force_login(user)
    said = {"offers_tag": words, "offers_sentence": [""] * len(words)}
    said |= {"needs_tag": needs, "needs_sentence": [""] * len(needs)}
    assert send(own, "giving", said).status_code == 200


def neighbours(user: User) -> tuple[User, User]:
    """Two members of this user's association."""
    here = MembershipFactory.create(user=user, association=AssociationFactory.create()).association
    one, other = (MembershipFactory.create(association=here).user for _ in range(2))
    return one, other


def test_words_are_proposed_from_ones_own_associations_only(client: Client, claire: User) -> None:
    neighbour, _other = neighbours(claire)
    says(neighbour, "Comptabilité")
    says(MembershipFactory.create().user, "Compost")
    answer = client.get("/me/profile/words/", {"offers_tag": "comp"}).content.decode()
    assert "Comptabilité" in answer
    assert "Compost" not in answer


@pytest.mark.parametrize("typed", ["", "d", "di", " - ", "d d d"])
def test_one_persons_word_is_not_proposed_to_who_has_typed_next_to_nothing(
    client: Client, claire: User, typed: str
) -> None:
    one, other = neighbours(claire)
    says(one, "Divorce", "Diction")
    says(other, "Diction")
    answer = client.get("/me/profile/words/", {"offers_tag": typed}).content.decode()
    assert "Divorce" not in answer
    assert "Diction" in answer


def test_what_several_others_look_for_is_shown_unasked_and_one_persons_word_is_not(
    client: Client, claire: User
) -> None:
    one, other = neighbours(claire)
    says(one, "Divorce", needs=("Photographie",))
    says(other, needs=("photographies",))
    page = client.get("/me/profile/").content.decode()
    assert page.count("data-word>Photographie<") == 1
    assert "Divorce" not in page


def test_the_page_asks_the_database_as_often_for_one_line_as_for_three(
    client: Client, claire: User, django_assert_num_queries: Any
) -> None:
    for words in (("Un",), ("Un", "Deux", "Trois")):
        says(claire, *words)
        with django_assert_num_queries(11):
            client.get("/me/profile/")


def test_a_zero_byte_among_the_offers_is_refused_and_not_kept(client: Client, claire: User) -> None:
    said = GIVING | {"offers_tag": ["Mobi\0lier"], "offers_sentence": [""]}
    assert send(client, "giving", said).status_code == 422
    assert not Tag.objects.filter(name__contains="lier").exists()
