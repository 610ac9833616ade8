"""The languages people speak."""

import pytest
from django.utils.translation import override

from networking.profiles import languages
from networking.text import fold


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_language_has_a_name_of_its_own_with_a_capital(language: str) -> None:
    with override(language):
        names = [languages.name_of(code) for code in languages.CODES]
    assert len(set(names)) == len(names)
    assert all(name[0].isupper() for name in names)


def test_names_are_the_readers_and_in_her_order() -> None:
    with override("fr"):
        names = [name for _code, name in languages.choices(languages.OTHERS)]
    assert "Tchèque" in names
    assert names == sorted(names, key=fold)


def test_the_common_ones_keep_their_places() -> None:
    assert [code for code, _name in languages.choices(languages.COMMON)] == [*languages.COMMON]
