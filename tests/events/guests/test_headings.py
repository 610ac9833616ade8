"""Recognising what a column holds by its heading, in French and in English."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.guests import headings
from events.guests.headings import SAYINGS, Field, assign, find, recognised, understand
from events.guests.reading import read

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Prénom", Field.GIVEN_NAME),
        ("PRENOM PARTICIPANT", Field.GIVEN_NAME),
        ("Prénom du participant", Field.GIVEN_NAME),
        ("First Name", Field.GIVEN_NAME),
        ("Attendee first name", Field.GIVEN_NAME),
        ("Nom", Field.FAMILY_NAME),
        ("Nom participant", Field.FAMILY_NAME),
        ("Nom de famille", Field.FAMILY_NAME),
        ("Last Name", Field.FAMILY_NAME),
        ("Surname", Field.FAMILY_NAME),
        ("Nom complet", Field.FULL_NAME),
        ("Nom et prénom", Field.FULL_NAME),
        ("Participant", Field.FULL_NAME),
        ("Full name", Field.FULL_NAME),
        ("Courriel", Field.EMAIL),
        ("E-mail", Field.EMAIL),
        ("Email payeur", Field.EMAIL),
        ("Adresse mail", Field.EMAIL),
        ("Adresse électronique", Field.EMAIL),
        ("Votre adresse e-mail professionnelle", Field.EMAIL),
        ("Raison sociale", Field.ORGANISATION),
        ("Company", Field.ORGANISATION),
        ("Nom de l’entreprise", Field.ORGANISATION),
        ("Organization", Field.ORGANISATION),
        ("Structure", Field.ORGANISATION),
        ("Champ complémentaire: Fonction", Field.TITLE),
        ("Votre fonction dans l’entreprise", Field.TITLE),
        ("Job Title", Field.TITLE),
        ("Intitulé du poste", Field.TITLE),
        ("Téléphone", Field.PHONE),
        ("N° de téléphone", Field.PHONE),
        ("Tél.", Field.PHONE),
        ("Téléphone portable", Field.MOBILE),
        ("Tél portable", Field.MOBILE),
        ("Cell Phone", Field.MOBILE),
        ("GSM", Field.MOBILE),
        ("Télécopie", Field.FAX),
        ("Régime alimentaire", Field.DIET),
        ("Dietary requirements", Field.DIET),
        ("Statut de la commande", Field.ORDER),
    ],
)
def test_a_heading_is_understood(heading: str, field: Field) -> None:
    found = understand(heading)
    assert found is not None
    assert found[0] is field


@pytest.mark.parametrize(
    "heading",
    [
        "Référence commande", "Date de la commande", "Billet", "Montant tarif", "Order #",
        "Order Date", "Quantity", "Ticket Type", "Ville", "Pays", "Nom du tarif", "Nom utilisateur",
        "Payeur", "", "  ", "?",
    ],
)  # fmt: skip
def test_a_heading_that_says_nothing_to_us_is_left_alone(heading: str) -> None:
    assert understand(heading) is None


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        (
            "ticketing-fr-semicolon-bom.csv",
            {
                "family_name": 3, "given_name": 4, "email": 7, "organisation": 8, "title": 11,
                "order": 2,
            },
        ),
        (
            "ticketing-en-comma.csv",
            {
                "given_name": 2, "family_name": 3, "email": 4, "title": 7, "organisation": 8,
                "mobile": 9,
            },
        ),
        (
            "members-utf8.csv",
            {
                "given_name": 0, "family_name": 1, "organisation": 2, "title": 3, "email": 4,
                "phone": 5, "mobile": 6,
            },
        ),
        ("broken-lines.csv", {"family_name": 0, "given_name": 1, "email": 2}),
    ],
)  # fmt: skip
def test_the_columns_of_every_list_we_were_given_are_found(
    name: str, columns: dict[str, int]
) -> None:
    assert assign(read((DATA / name).read_bytes()).headings) == columns


def test_the_participant_wins_over_the_payer_in_whatever_order() -> None:
    titles = ["Email payeur", "Nom payeur", "Nom", "Prénom", "Email participant"]
    assert assign(titles) == {Field.EMAIL: 4, Field.FAMILY_NAME: 2, Field.GIVEN_NAME: 3}


def test_a_name_without_a_first_name_beside_it_is_the_whole_name() -> None:
    assert assign(["Name", "Company"]) == {Field.FULL_NAME: 0, Field.ORGANISATION: 1}
    assert assign(["Nom complet", "Nom", "Prénom"]) == {Field.FAMILY_NAME: 1, Field.GIVEN_NAME: 2}
    assert assign(["Nom complet", "Nom"]) == {Field.FULL_NAME: 0}


def test_without_a_heading_for_it_the_column_full_of_addresses_is_the_address() -> None:
    lines = [("Inès", "x@y", "ines@exemple.org"), ("Paul", "", "paul@exemple.org")]
    assert assign(["Prénom", "Réseau", "Contact"], lines)[Field.EMAIL] == 2
    assert Field.EMAIL not in assign(["Prénom", "Nom"], [("Inès", "Roux")])


def test_the_headings_are_the_line_that_announces_most() -> None:
    assert find([["Association", "2026"], ["Prénom", "Nom"], ["Inès", "Roux"]]) == 1
    assert find([["E-mail"], ["ines@exemple.org"]]) == 0
    assert find([["Inès", "ines@exemple.org"], ["Paul", "paul@exemple.org"]]) is None
    assert find([["Naam", "Post"], ["Jan", "jan@exemple.org"]]) == 0
    assert find([["Inès", "Roux"]]) is None
    assert find([]) is None


def test_headings_far_down_are_not_looked_for() -> None:
    lines = [["x@exemple.org"]] * headings.DEPTH
    assert find([*lines, ["Prénom", "Nom"]]) is None


def test_only_sure_headings_count_as_recognised() -> None:
    assert recognised(["Prénom", "prenom", "Nom"]) == 2
    assert recognised(["Maison de l’association", "Cheffe de poste"]) == 0


def test_the_payers_name_is_given_only_where_the_address_is_the_payers() -> None:
    titles = ["Nom participant", "Email payeur", "Nom payeur", "Prénom payeur", "Ville payeur"]
    assert headings.whose_address(titles, {Field.EMAIL: 1}) == (2, 3)
    assert headings.whose_address(titles, {Field.EMAIL: 0}) == ()
    assert headings.whose_address(titles, {}) == ()
    assert headings.whose_address(titles, {Field.EMAIL: 9}) == ()


def test_no_saying_stands_for_two_things() -> None:
    everything = [saying for sayings in SAYINGS.values() for saying in sayings]
    assert len(everything) == len(set(everything))


@given(st.lists(st.text(max_size=30), max_size=12))
def test_each_column_holds_one_thing_and_each_thing_has_one_column(titles: list[str]) -> None:
    columns = assign(titles)
    assert len(set(columns.values())) == len(columns)
    assert all(0 <= column < len(titles) for column in columns.values())


@given(
    st.sampled_from([(field, saying) for field, all_ in SAYINGS.items() for saying in all_]),
    st.sampled_from([str.upper, str.title, lambda s: f"  {s} :", lambda s: s.replace(" ", "_")]),
)
def test_case_spaces_and_points_do_not_matter(said: tuple[Field, str], written: object) -> None:
    assert callable(written)
    found = understand(written(said[1]))
    assert found is not None
    assert found[0] is said[0]


ADDRESS_BOOKS = {
    "a mail program’s contacts": (
        (
            "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,"
            "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value"
        ),
        {"organisation": 2, "title": 3, "email": 5, "phone": 7},
    ),
    "an office’s address book": (
        (
            "Title,First Name,Last Name,Company,Job Title,Business Phone,Mobile Phone,Business Fax,"
            "E-mail Address,E-mail Type,E-mail Display Name"
        ),
        {"title": 4, "phone": 5, "mobile": 6, "fax": 7, "email": 8},
    ),
    "the same in French": (
        (
            "Titre,Prénom,Nom,Société,Fonction,Télécopie (bureau),Téléphone (bureau),Tél. mobile,"
            "Adresse de messagerie"
        ),
        {"title": 4, "fax": 5, "phone": 6, "mobile": 7, "email": 8},
    ),
    "an event page’s guests": (
        "api_id,name,first_name,last_name,email,phone_number,What company do you work for?",
        {"given_name": 2, "family_name": 3, "email": 4, "organisation": 6},
    ),
    "a meeting’s answers": ("Name,User ID,RSVP,Guests", {"full_name": 0}),
    "a form’s answers": (
        "Horodateur,Adresse e-mail,Nom et prénom,Structure,Avez-vous un régime alimentaire ?",
        {"email": 1, "full_name": 2, "organisation": 3, "diet": 4},
    ),
}


@pytest.mark.parametrize("book", ADDRESS_BOOKS)
def test_what_programs_write_above_their_lists_is_understood(book: str) -> None:
    titles, expected = ADDRESS_BOOKS[book]
    columns = assign(titles.split(","))
    assert {str(what): columns.get(Field(what)) for what in expected} == expected
