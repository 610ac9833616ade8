"""Lists as they are pasted: out of a mail program, a spreadsheet, a letter."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.guests.fates import is_address
from events.guests.invitation_list import MOST, Why, read_pasted, settled


def people(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (line.person.given_name, line.person.family_name, line.person.email)
        for line in read_pasted(text)
    ]


AMINA = ("Amina", "Diallo", "amina@exemple.org")


@pytest.mark.parametrize(
    "text",
    [
        "Amina Diallo <amina@exemple.org>",
        '"Amina Diallo" <Amina@Exemple.org>',
        '"Diallo, Amina" <amina@exemple.org>',
        "'Amina Diallo' <mailto:amina@exemple.org>;",
        "Amina\tDiallo\tamina@exemple.org",
        "amina@exemple.org\tAmina\tDiallo",
        "Amina;Diallo;amina@exemple.org",
        "Mme;Amina;Diallo;amina@exemple.org",
        "Amina,Diallo,amina@exemple.org",
        "Amina Diallo, amina@exemple.org",
        "Amina Diallo (amina@exemple.org)",
        "  •  Amina Diallo – amina@exemple.org.",
        "12. Amina Diallo: amina@exemple.org",
        "Cc: Amina Diallo <amina@exemple.org>",
        "\ufeffAmina\u00a0Diallo\u200b <amina@exemple.org>",
        "Amina Diallo [amina@exemple.org]",
        "«\u202fAmina Diallo\u202f» <amina@exemple.org>",
    ],
)
def test_one_person_is_read_however_she_is_written(text: str) -> None:
    assert people(text) == [AMINA]


def test_a_line_of_a_mail_program_holds_many() -> None:
    text = '"Diallo, Amina" <amina@exemple.org>; jean@exemple.org, Zoë Benali <zoe@exemple.org>;'
    assert people(text) == [
        AMINA,
        ("", "", "jean@exemple.org"),
        ("Zoë", "Benali", "zoe@exemple.org"),
    ]


def test_addresses_alone_are_enough() -> None:
    text = "a@exemple.org b@exemple.org\nc@exemple.org,d@exemple.org"
    assert [email for _, _, email in people(text)] == [f"{letter}@exemple.org" for letter in "abcd"]


def test_rows_of_a_spreadsheet_lose_their_heading_and_keep_the_organisation() -> None:
    text = "Prénom\tNom\tE-mail\tSociété\nAmina\tDiallo\tamina@exemple.org\tAtelier Lumière\n"
    (line,) = read_pasted(text)
    assert line.number == 2
    assert line.person.organisation == "Atelier Lumière"


def test_who_has_no_address_is_told_with_her_line() -> None:
    lines = read_pasted("Amina Diallo\n\nJean Dupont <jean@exemple.org>\nzoe@ exemple.org")
    assert [(line.number, line.why) for line in lines] == [
        (1, Why.NO_ADDRESS),
        (3, Why.INVITE),
        (4, Why.BAD_ADDRESS),
    ]
    assert lines[0].person.full_name == "Amina Diallo"
    assert lines[2].said == "zoe@ exemple.org"


@pytest.mark.parametrize("address", ["amina@exemple", "a..b@exemple.org", "@exemple.org", "x@y@z"])
def test_what_can_be_no_address_is_not_written_to(address: str) -> None:
    assert [line.why for line in read_pasted(f"Amina {address}")] == [Why.BAD_ADDRESS]


def test_the_same_address_again_says_where_it_stood_first() -> None:
    lines = read_pasted("a@exemple.org\nb@exemple.org\nA@EXEMPLE.ORG")
    assert (lines[2].why, lines[2].first) == (Why.TWICE, 1)


def test_a_formula_is_nobodys_name() -> None:
    (line,) = read_pasted("=HYPERLINK(1)\tDiallo\tamina@exemple.org")
    assert line.person.given_name == ""
    assert line.person.family_name == "Diallo"


def test_known_addresses_get_their_reasons_and_the_first_reason_stays() -> None:
    lines = read_pasted("a@exemple.org\na@exemple.org\nb@exemple.org")
    known = {"a@exemple.org": Why.ON_THE_LIST}
    assert [line.why for line in settled(lines, known)] == [
        Why.ON_THE_LIST,
        Why.TWICE,
        Why.INVITE,
    ]


def test_a_list_too_long_is_cut() -> None:
    assert len(read_pasted("\n".join(f"a{n}@exemple.org" for n in range(MOST + 5)))) == MOST


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read_and_only_addresses_are_written_to(text: str) -> None:
    lines = read_pasted(text)
    invited = [line.person.email for line in lines if line.why is Why.INVITE]
    assert all(email is not None and is_address(email) for email in invited)
    assert len(set(invited)) == len(invited)


@given(
    st.lists(st.from_regex(r"[a-z]{1,8}[0-9]{0,3}", fullmatch=True), unique=True, max_size=12),
    st.sampled_from(["\n", ", ", "; ", " ", "\t", ",\n"]),
)
def test_every_address_is_found_whatever_stands_between(names: list[str], between: str) -> None:
    text = between.join(f"{name}@exemple.org" for name in names)
    assert [email for _, _, email in people(text)] == [f"{name}@exemple.org" for name in names]


@pytest.mark.parametrize("letters", ["a", " ", "mailto:", "a ", "<", "@", "a@", "a,"])
def test_a_text_of_nothing_but_one_letter_is_read_at_once(letters: str) -> None:
    begun = time.perf_counter()
    read_pasted((letters * 100_000)[:99_999] + "x")
    # A second at most; read again from each letter it would take minutes.
    assert time.perf_counter() - begun < 6
