"""What is taken away can be brought back: a written card reads as the same contact."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followups.contacts.card import Address, Details, Said, Way, Word
from followups.contacts.vcards import VERSIONS, read, write
from tests.followups.contacts.vcards.people import PEOPLE, TEXT

AMINA = Details(
    uid="urn:uuid:1",
    given_name="Amina",
    family_name="Diallo",
    organisation="Énergie; Partagée",
    phones=(Way("06 12 34 56 78", "mobile"), Way("04 72 00 00 00", "chalet")),
    emails=(Way("amina@exemple.org", "work"),),
    addresses=(Address("4 rue des Arts\nBâtiment B", "59000", "Lille", "", "France", "home"),),
    links=(Way("https://exemple.org/amina", ""),),
    birthday="--04-15",
    note="Un, deux; trois\\quatre\nune ligne",
    tags=("chorale", "a,b"),
    journal=(Said(dt.date(2026, 11, 3), "Un café\nà Lille", "coffee"),),
    promises=(Word("Son livre", dt.date(2026, 12, 1), None),),
    met_where="Petit-déjeuner",
    met_on=dt.date(2026, 11, 3),
    introducer="urn:uuid:zoe",
    rhythm=6,
    picture=b"\xff\xd8\xff" * 100,
)


@pytest.mark.parametrize("version", VERSIONS)
@given(person=PEOPLE)
def test_what_was_written_is_read_again(version: str, person: Details) -> None:
    (card,) = read(write(person, version).encode())
    assert card.details == person
    assert (card.refused, card.notes) == (None, ())


@pytest.mark.parametrize("version", VERSIONS)
@given(people=st.lists(PEOPLE, max_size=4))
def test_many_cards_of_one_file_keep_their_order(version: str, people: list[Details]) -> None:
    cards = read("".join(write(person, version) for person in people).encode())
    assert [card.details for card in cards] == people


@given(note=TEXT)
def test_no_line_is_longer_than_75_octets_and_none_breaks_a_letter(note: str) -> None:
    said = write(Details(given_name="Ngọc", note=note, tags=("é" * 200,)))
    assert all(len(line) <= 75 for line in said.encode().split(b"\r\n"))
    assert all(line.encode().decode() == line for line in said.split("\r\n"))


def test_an_ordinary_card_reads_as_one() -> None:
    lines = write(AMINA).split("\r\n")
    assert lines[:5] == [
        "BEGIN:VCARD", "VERSION:3.0", "UID:urn:uuid:1", "N:Diallo;Amina;;;", "FN:Amina Diallo",
    ]  # fmt: skip
    assert "ORG:Énergie\\; Partagée" in lines
    assert "TEL;TYPE=CELL:06 12 34 56 78" in lines
    assert "item1.TEL:04 72 00 00 00" in lines
    assert "item1.X-ABLabel:chalet" in lines
    assert "EMAIL;TYPE=INTERNET,WORK:amina@exemple.org" in lines
    assert "BDAY:--04-15" in lines
    assert lines[-2:] == ["END:VCARD", ""]


def test_version_4_has_its_own_picture_and_days() -> None:
    said = write(replace(AMINA, birthday="1985-04-15"), "4.0")
    assert "VERSION:4.0\r\n" in said
    assert "PHOTO:data:image/jpeg;base64,/9j/" in said
    assert "BDAY:19850415\r\n" in said


@pytest.mark.parametrize(
    "nameless",
    [
        Details(organisation="Le Fournil"),
        Details(nickname="Bob"),
        Details(emails=(Way("bob@exemple.org"),)),
        Details(phones=(Way("06"),)),
        Details(links=(Way("https://exemple.org"),)),
    ],
)
def test_who_has_no_name_gets_none_from_the_line_that_must_be_there(nameless: Details) -> None:
    (card,) = read(write(nameless).encode())
    assert card.details == nameless
    assert card.refused is None
