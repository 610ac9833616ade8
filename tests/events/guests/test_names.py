"""What people write where a name should stand."""

import pytest

from events.guests.names import given_and_family, is_formula, is_nothing, is_salutation


@pytest.mark.parametrize(
    ("full", "given", "family"),
    [
        ("Amina Diallo", "Amina", "Diallo"),
        ("DIALLO Amina", "Amina", "DIALLO"),
        ("Amina DIALLO", "Amina", "DIALLO"),
        ("Diallo, Amina", "Amina", "Diallo"),
        ("Hugo de La Rochefoucauld", "Hugo", "de La Rochefoucauld"),
        ("Marie Hélène van den Berg", "Marie Hélène", "van den Berg"),
        ("Mme Inès Roux", "Inès", "Roux"),
        ("Cher", "", "Cher"),
        ("AMINA DIALLO", "AMINA", "DIALLO"),
        ("Mme", "", "Mme"),
    ],
)
def test_a_whole_name_is_split_as_one_would_read_it(full: str, given: str, family: str) -> None:
    assert given_and_family(full) == (given, family)


@pytest.mark.parametrize("text", ["", " ", "-", "—", "N/A", "n.c.", "Néant", "…"])
def test_there_are_many_ways_to_write_nothing(text: str) -> None:
    assert is_nothing(text)


def test_a_short_name_is_a_name() -> None:
    assert not is_nothing("O")
    assert not is_nothing("Ng")


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "@roux", "-2+3"])
def test_what_a_spreadsheet_would_calculate_is_a_formula(text: str) -> None:
    assert is_formula(text)
    assert not is_formula(f"x{text}")


def test_a_salutation_is_no_title() -> None:
    assert is_salutation("Mme.")
    assert not is_salutation("Maire")
