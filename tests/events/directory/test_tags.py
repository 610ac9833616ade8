"""Tags that mean the same: by their stems, and by an association's synonyms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.directory.tags import Thesaurus, stem


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "Comptable", "comptabilité"),
        ("fr", "énergies solaires", "Energie solaire"),
        ("fr", "Mise en relation", "mises en relation"),
        ("fr", "partenariat", "Partenariats"),
        ("fr", "Recherche de locaux", "recherche locaux"),
        ("en", "Translations", "translation"),
        ("en", "Mentoring", "mentor"),
    ],
)
def test_these_mean_the_same(language: str, one: str, other: str) -> None:
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(("one", "other"), [("Droit", "Dentiste"), ("IA", "IT"), ("Vin", "Vente")])
def test_these_do_not(one: str, other: str) -> None:
    assert stem(one, "fr") != stem(other, "fr")


def test_an_association_holds_words_equal_also_along_a_chain() -> None:
    words = Thesaurus([["Compta", "comptabilité"], ["comptables", "Chiffres"]], language="fr")
    assert words.root("compta") == words.root("CHIFFRES") != words.root("presse")


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=6), st.text(max_size=20))
def test_a_root_is_always_found(groups: list[list[str]], tag: str) -> None:
    words = Thesaurus(groups)
    assert words.root(tag) == words.root(tag)
    for group in groups:
        told = [word for word in group if words.root(word)]
        assert len({words.root(word) for word in told}) <= 1
