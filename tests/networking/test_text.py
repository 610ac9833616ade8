"""Names as people look for them, and in the order of a French list."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.text import fold, sort_key

# As a French directory has them: families first, then given names.
IN_ORDER = (
    ("Darbois", "Zoé"),
    ("D’Arcy", "Anne"),
    ("Darcy", "Brice"),
    ("De La Rochefoucauld", "Hugo"),
    ("de Montmorency", "Alix"),
    ("Debray", "Régis"),
    ("Edouard", "Zoé"),
    ("Élodie", "Anne"),
    ("Émile", "Anne"),
    ("Le Goff", "Yann"),
    ("Lebrun", "Anne"),
    ("Lœffler", "Anne"),
    ("Lofgren", "Anne"),
    ("Martin", "Zoé"),
    ("Martin Dupont", "Anne"),
    ("Martin-Dupont", "Brice"),
    ("Martinet", "Anne"),
    ("Nadal", "Anne"),
    ("Ndiaye", "Awa"),
    ("N'Diaye", "Fatou"),
    ("N’Diaye", "Youssou"),
    ("Ørsted", "Anne"),
    ("Zoé", ""),
)


def test_names_stand_as_in_a_french_list() -> None:
    names = list(IN_ORDER)
    random.Random(7).shuffle(names)
    assert sorted(names, key=lambda name: sort_key(*name)) == list(IN_ORDER)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Lefèvre", "Anne"), ("LEFEVRE", "Anne")),
        (("N’Diaye", "Awa"), ("Ndiaye", "Awa")),
        (("Martin-Dupont", "Awa"), ("Martin Dupont", "Awa")),
    ],
)
def test_ways_to_write_one_name_stand_together(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert sort_key(*one) == sort_key(*other)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_a_family_stays_together_whatever_its_members_are_called(
    family: str, first: str, second: str, other: str
) -> None:
    """Nobody of another family comes between two of the same."""
    if not fold(family) or fold(family) == fold(other):
        return
    low, high = sorted((sort_key(family, first), sort_key(family, second)))
    between = sort_key(other, "Anne")
    same = sort_key(other, "") == sort_key(family, "")
    assert same or not fold(other) or not low < between < high
