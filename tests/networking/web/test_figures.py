"""Clocks, French spaces and tints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.web.figures import TINTS, clock, french_spacing, share, tint


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (154, "2:34"),
        (0, "0:00"),
        (0.2, "0:01"),
        (59.01, "1:00"),
        (980, "16:20"),
        (3720, "1:02:00"),
        (-7, "−0:07"),
        (-0.4, "0:00"),
    ],
)
def test_a_clock_shows_a_second_until_it_is_wholly_over(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Quel défi ?", "Quel défi\u202f?"),
        ("Quel défi?", "Quel défi\u202f?"),
        ("Vraiment ?!", "Vraiment\u202f?!"),
        ("Ensuite : Youssef", "Ensuite\u00a0: Youssef"),
        ("« J'éclaire »", "«\u202fJ’éclaire\u202f»"),
        ("«J'éclaire»", "«\u202fJ’éclaire\u202f»"),
        ("à 8:30", "à 8:30"),
        ("https://exemple.fr/?a=1;b", "https://exemple.fr/?a=1;b"),
        ("pain ; beurre", "pain\u202f; beurre"),
    ],
)
def test_french_is_spaced_as_french(typed: str, printed: str) -> None:
    assert french_spacing(typed) == printed


@given(st.text(alphabet="aé1 «»;:!?.’'()\u202f\u00a0/"))
def test_spacing_french_twice_changes_nothing(text: str) -> None:
    once = french_spacing(text)
    assert french_spacing(once) == once


@given(st.text(min_size=1))
def test_a_name_always_has_the_same_tint(name: str) -> None:
    assert 0 <= tint(name) < TINTS
    assert tint(name) == tint(name)


def test_accents_and_case_do_not_change_the_tint() -> None:
    assert tint("Zoë Lefèvre") == tint("ZOE LEFEVRE")


@given(st.floats())
def test_a_ring_is_never_emptier_than_empty_nor_fuller_than_full(value: float) -> None:
    assert 0 <= share(value) <= 100
