"""Countries are one whatever each address book calls them."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from networking.countries import key_of, name_of, names_of


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        (("Allemagne", "Germany", " GERMANY ", "Deutschland", "Alemania", "DE", "DEU"), "de"),
        (("France", "FR", "fr", "FRA", "Frankreich", "Frankrijk"), "fr"),
        (("États-Unis", "Etats Unis", "USA", "U.S.A.", "US", "United States"), "us"),
        (("Royaume-Uni", "UK", "Great Britain", "Angleterre", "GBR"), "gb"),
        (("Pays-Bas", "Nederland", "Hollande", "Netherlands"), "nl"),
        (("Viêt Nam", "Vietnam", "Viet Nam"), "vn"),
        (("Côte d’Ivoire", "Cote d'Ivoire", "Ivory Coast"), "ci"),
    ],
)
def test_one_country_has_many_names(texts: tuple[str, ...], key: str) -> None:
    assert {key_of(text) for text in texts} == {key}


@pytest.mark.parametrize("text", ["", "Bretagne", "Congo", "Europe", "EU", "ZZ", "123", "Frnace"])
def test_what_is_no_country_stays_what_it_says(text: str) -> None:
    assert key_of(text) == text.lower()
    assert name_of(key_of(text), "fr") == ""
    assert names_of(key_of(text)) == ()


def test_a_country_is_called_by_its_name_in_the_readers_language() -> None:
    assert name_of("de", "fr") == "Allemagne"
    assert name_of("de", "en-gb") == "Germany"
    assert name_of("de", "") == "Allemagne"
    assert names_of("nl") == ("Pays-Bas", "Netherlands")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_countries_share_a_key(language: str) -> None:
    names = Locale(language).territories
    codes = [
        code for code in names if len(code) == 2 and code.isalpha() and name_of(code.lower(), "fr")
    ]
    assert len(codes) > 190
    for code in codes:
        assert key_of(names[code]) == key_of(code) == code.lower()


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(text: str) -> None:
    assert key_of(key_of(text)) == key_of(text)
