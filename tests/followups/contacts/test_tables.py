"""Contacts as tables: Google's, Outlook's in two languages, anybody's, and our own."""

import datetime as dt

import pytest

from followups.contacts.card import Address, Details, Said, Way, Word
from followups.contacts.tables import read, table_of
from followups.contacts.tables.headings import Part, assign
from followups.contacts.vcards import Oddity, Refusal
from networking.sheets import as_csv, as_xlsx

AMINA = Details(
    uid="urn:uuid:1",
    prefix="Mme",
    given_name="Amina",
    family_name="Diallo",
    title="Luthière",
    organisation="Atelier; Lumière",
    phones=(Way("06 12 34 56 78", "mobile"), Way("+33 4 72 00 00 00", "chalet")),
    emails=(Way("amina@exemple.org", "work"),),
    links=(Way("https://exemple.org"),),
    addresses=(
        Address("4 rue des Arts\nBâtiment B", "59000", "Lille", "Nord", "France", "home"),
        Address(city="Dakar", country="Sénégal"),
    ),
    birthday="--04-15",
    note="=1+1\nune ligne",
    tags=("chorale", "Lyon"),
    journal=(Said(dt.date(2026, 11, 3), "Un café", "coffee"),),
    promises=(Word("Son livre", dt.date(2026, 12, 1)), Word("Un mot")),
    met_where="Petit-déjeuner",
    met_on=dt.date(2026, 11, 3),
    introducer="Zoë Ørsted",
    rhythm=6,
)


def one(*lines: str) -> Details:
    (card,) = read("\n".join(lines).encode())
    assert card.refused is None
    return card.details


@pytest.mark.parametrize("french", [True, False])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_our_own_table_reads_as_the_same_contacts(kind: str, french: bool) -> None:
    people = [AMINA, Details(uid="2", given_name="-Bob"), Details(uid="3", organisation="Tech")]
    headings, rows = table_of(people, french=french)
    if kind == "csv":
        data = as_csv(headings, rows, language="fr" if french else "en")
    else:
        data = as_xlsx("Contacts", headings, rows)
    assert b"\n=1" not in data
    assert [card.details for card in read(data)] == people


def test_googles_numbered_columns_labels_and_groups() -> None:
    said = one(
        "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,File As,Organization Name,"
        "Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,"
        "E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
        "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
        "Address 1 - Postal Code,Address 1 - Country,Website 1 - Label,Website 1 - Value",
        "Zoë,,Ørsted,,,,Énergie Partagée,Ingénieure,Études, --04-15,Lyon,https://x.org/p,"
        "Chorale ::: * myContacts,* Work,zoe@exemple.org,,z@exemple.org ::: o@exemple.org,Mobile,"
        "06 12 34 56 78,Home,x,4 rue des Arts,Lille,59000,France,,https://exemple.org",
    )
    assert said == Details(
        given_name="Zoë",
        family_name="Ørsted",
        organisation="Énergie Partagée, Études",
        title="Ingénieure",
        birthday="--04-15",
        note="Lyon",
        tags=("Chorale",),
        emails=(Way("zoe@exemple.org", "work"), Way("z@exemple.org"), Way("o@exemple.org")),
        phones=(Way("06 12 34 56 78", "mobile"),),
        addresses=(Address("4 rue des Arts", "59000", "Lille", "", "France", "home"),),
        links=(Way("https://exemple.org"),),
    )


OUTLOOK = Details(
    prefix="M.",
    given_name="Björn",
    family_name="Müller",
    organisation="Tech & Co",
    title="Directeur",
    phones=(Way("01 02", "work"), Way("01 03", "work"), Way("06 98", "mobile"), Way("1", "fax")),
    emails=(Way("bjorn@exemple.org"), Way("b@exemple.org")),
    addresses=(Address("12 rue\n2e étage", "75001", "Paris", "", "France", "work"),),
    birthday="1985-04-15",
    tags=("Chorale", "Lyon"),
)

OUTLOOKS = (
    "Title,First Name,Last Name,Company,Job Title,Business Street,Business Street 2,"
    "Business City,Business Postal Code,Business Country/Region,Assistant's Phone,"
    "Business Phone,Business Phone 2,Mobile Phone,Business Fax,Birthday,Categories,"
    "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address"
)
OUTLOOKS_IN_FRENCH = (
    "Titre,Prénom,Nom,Société,Fonction,Rue (bureau),Rue (bureau) 2,Ville (bureau),"
    "Code postal (bureau),Pays/Région (bureau),Téléphone de l'assistant(e),"
    "Téléphone (bureau),Téléphone 2 (bureau),Tél. mobile,Télécopie (bureau),Anniversaire,"
    "Catégories,Adresse de messagerie,Type de messagerie,"
    "Nom complet de l'adresse de messagerie,Adresse de messagerie 2"
)


@pytest.mark.parametrize(
    ("titles", "birthday"),
    [
        (OUTLOOKS, "4/15/1985"),
        (OUTLOOKS_IN_FRENCH, "15/04/1985"),
    ],
)
def test_outlook_in_two_languages_and_an_old_code_page(titles: str, birthday: str) -> None:
    row = (
        "M.,Björn,Müller,Tech & Co,Directeur,12 rue,2e étage,Paris,75001,France,09 99,01 02,01 03,"
        f"06 98,1,{birthday},Chorale;Lyon,bjorn@exemple.org,SMTP,Björn Müller,b@exemple.org"
    )
    (card,) = read(f"{titles}\r\n{row}\r\n".encode("cp1252"))
    assert card.details == OUTLOOK


def test_what_is_no_address_is_left_out_and_a_formula_for_a_name_is_refused() -> None:
    cards = list(read("Nom;Prénom;Courriel\nA;B;pas-une-adresse\n=1+1;C;c@exemple.org\n".encode()))
    assert cards[0].notes == (Oddity.ADDRESS,)
    assert (cards[1].number, cards[1].refused) == (3, Refusal.FORMULA)


def test_the_address_of_who_paid_for_somebody_else_is_not_hers() -> None:
    cards = read(
        "Nom participant;Prénom participant;Nom payeur;Prénom payeur;Email payeur\n"
        "Benali;Zoë;Roux;Claire;claire@exemple.org\nRoux;Claire;Roux;Claire;claire@exemple.org\n"
        .encode()
    )  # fmt: skip
    assert [len(card.details.emails) for card in cards] == [0, 1]


def test_one_name_column_is_the_whole_name() -> None:
    assert {each.part for each in assign(["Nom", "Ville"]).values()} == {Part.FULL_NAME, Part.CITY}
    assert one("Nom;Ville;Titre", "DIALLO Amina;Lille;Mme").given_name == "Amina"
