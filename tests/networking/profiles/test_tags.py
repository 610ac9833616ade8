"""Tags that are one, and tags that are proposed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from networking.profiles.tags import Used, stem, suggested

USED = [
    Used("Comptabilité", 3),
    Used("Communication", 5),
    Used("Énergie du toit", 3),
    Used("Photographie", 1),
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Énergie", " energies "),
        ("Atelier", "ateliers"),
        ("bureau", "Bureaux"),
        ("réseau local", "Réseaux locaux"),
        ("tuyau", "tuyaux"),
        ("journal", "journaux"),
        ("travail", "Travaux"),
        ("jeu", "jeux"),
        ("bijou", "bijoux"),
        ("recherche de locaux", "Recherches de locaux"),
        ("Site-web", "sites web"),
        ("company", "companies"),
        ("business", "Businesses"),
        ("coach", "coaches"),
        ("tax", "taxes"),
        ("menu", "menus"),
        ("Partner", "PARTNERS"),
    ],
)
def test_case_accents_and_plural_make_no_other_tag(one: str, other: str) -> None:
    assert stem(one) == stem(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("bus", "bu"), ("avocat", "avocate"), ("local", "locaux à louer"), ("coach", "cochon")],
)
def test_what_means_something_else_stays_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text())
@example("℠")
def test_a_stem_is_its_own_stem(name: str) -> None:
    assert stem(stem(name)) == stem(name)


@given(st.text(alphabet="eauxyis ch", max_size=12))
def test_a_stem_of_endings_is_its_own_stem_too(name: str) -> None:
    assert stem(stem(name)) == stem(name)


def test_what_begins_as_one_types_is_proposed_the_most_used_first() -> None:
    assert suggested("com", USED) == ["Communication", "Comptabilité"]
    assert suggested("TOIT ene", USED) == ["Énergie du toit"]
    assert suggested("zèbre", USED) == []


def test_nothing_typed_proposes_the_most_used() -> None:
    assert suggested("", USED, most=3) == ["Communication", "Comptabilité", "Énergie du toit"]


def test_what_one_says_already_is_not_proposed() -> None:
    assert suggested("com", USED, without=["communications"]) == ["Comptabilité"]
