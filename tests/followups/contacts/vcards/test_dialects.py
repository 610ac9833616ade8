"""Cards as telephones and address books write them."""

import pytest

from followups.contacts.card import Address, Details, Way
from followups.contacts.vcards import Card, Oddity, Refusal, is_vcards, read
from tests.followups.contacts.vcards import dialects

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 3


def one(text: str, encoding: str = "utf-8") -> Details:
    (card,) = read(text.encode(encoding))
    assert card.refused is None
    return card.details


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def test_apples_labels_groups_and_birthdays_without_a_year() -> None:
    assert one(dialects.apple(PHOTO)) == Details(
        uid="5A1B-ETIENNE",
        prefix="Dr",
        given_name="Étienne",
        additional_names="Marie",
        family_name="Lefèvre",
        suffix="fils",
        nickname="Tintin",
        title="Libraire",
        organisation="Librairie L’Échappée, Rayon jeunesse",
        phones=(
            Way("06 12 34 56 78", "mobile"),
            Way("04 72 00 00 00"),
            Way("04 72 00 00 01", "fax"),
            Way("04 72 00 00 02", "home"),
        ),
        emails=(Way("etienne@exemple.org", "home"), Way("boutique@exemple.org", "boutique")),
        links=(
            Way("https://exemple.org/etienne"),
            Way("https://www.linkedin.com/in/etienne", "Linkedin"),
        ),
        addresses=(Address("4 rue des Arts", "59000", "Lille", "Nord", "France", "home"),),
        birthday="--04-15",
        note="Chante aussi.\nLes fjords, l’été; un violon",
        picture=PHOTO,
    )


def test_googles_groups_are_tags_and_its_pictures_are_elsewhere() -> None:
    (found,) = read(dialects.google().encode())
    said = found.details
    assert found.notes == (Oddity.PICTURE_ELSEWHERE,)
    assert (said.full_name, said.birthday, said.tags) == ("Zoë Ørsted", "1985-04-15", ("Chorale",))
    assert said.emails == (Way("zoe@exemple.org"),)
    assert said.links == (Way("http://exemple.org/zoe", "PROFILE"),)
    assert said.addresses == (Address("1 Nyhavn", "1051", "København", "", "Danmark", "work"),)


def test_outlooks_code_page_and_soft_line_breaks() -> None:
    said = one(dialects.outlook(PHOTO), "cp1252")
    assert (said.full_name, said.organisation) == ("Björn Müller", "Société Générale, Études")
    assert said.phones == (
        Way("01 23 45 67 89", "work"), Way("06 98 76 54 32", "mobile"), Way("01 23", "fax"),
    )  # fmt: skip
    street = "Bureau 3\n12 rue de l'Église\nBâtiment B"
    assert said.addresses == (Address(street, "75001", "Paris", "", "France", "work"),)
    assert said.note == "Un café\n\nbientôt"
    assert said.picture == PHOTO


def test_androids_quoted_printable_custom_labels_and_nickname() -> None:
    said = one(dialects.android_21(PHOTO))
    assert (said.given_name, said.family_name, said.nickname) == ("Ngọc", "Fontanel", "Titi")
    assert said.organisation == "École des Métiers"
    assert said.phones == (Way("+33612345678", "mobile"), Way("0472000000", "Chalet"))
    assert (said.note, said.birthday, said.picture) == ("une\nligne", "1990-01-02", PHOTO)


def test_version_4_of_telephones_and_servers() -> None:
    said = one(dialects.android_40())
    assert (said.given_name, said.family_name) == ("Gwenaëlle", "Le Goff")
    assert said.phones == (Way("+33-6-12-34-56-78", "mobile"),)
    assert said.emails == (Way("moi@exemple.org"), Way("gwen@exemple.org", "work"))
    assert (said.birthday, said.picture) == ("--04-15", b"\xff\xd8\xff\xe0\x00\x10")
    assert said.addresses == (Address("4 rue", "59000", "Lille", "", "France", "home"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_of_a_whole_file(encoding: str) -> None:
    data = (dialects.apple() + dialects.google()).encode(encoding)
    assert is_vcards(data)
    assert [card.details.full_name for card in read(data)] == ["Étienne Lefèvre", "Zoë Ørsted"]


def test_an_old_code_page_spoils_no_card_beside_it() -> None:
    data = dialects.apple().encode() + card("FN:Béatrice Roux").encode("cp1252")
    assert [each.details.full_name for each in read(data)] == ["Étienne Lefèvre", "Béatrice Roux"]


def test_old_macintosh_line_ends_are_line_ends() -> None:
    assert one(dialects.apple().replace("\r\n", "\r")).full_name == "Étienne Lefèvre"


def test_a_broken_card_is_refused_with_its_line_and_never_loses_the_others() -> None:
    broken = card("FN:Sans fin").replace("END:VCARD\r\n", "")
    text = card("FN:Amina Diallo") + broken + card("NOTE:personne") + card("N:Roux;Béatrice")
    found = list(read((text + broken).encode()))
    assert [(each.number, each.refused) for each in found] == [
        (1, None), (5, Refusal.NO_END), (8, Refusal.NOBODY), (12, None), (16, Refusal.NO_END),
    ]  # fmt: skip
    assert [each.details.full_name for each in found[:2]] == ["Amina Diallo", "Sans fin"]


def test_what_is_no_property_is_left_out_and_said() -> None:
    (found,) = read(card("FN:Amina", "n’importe quoi", "TEL 06", "EMAIL:a@b.org").encode())
    assert found.notes == (Oddity.LINES,)
    assert found.details.emails == (Way("a@b.org"),)


def test_a_broken_picture_loses_the_picture_and_not_the_card() -> None:
    (found,) = read(card("FN:Amina", "PHOTO;ENCODING=b:§§§").encode())
    assert (found.details.picture, found.notes) == (b"", (Oddity.PICTURE,))


def test_a_picture_folded_without_spaces_is_whole_again() -> None:
    said = one(card("FN:Amina", "PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/", "4AAQ", ""))
    assert said.picture == b"\xff\xd8\xff\xe0\x00\x10"


def test_a_card_inside_a_card_is_nobody_of_ours() -> None:
    inner = "AGENT:\r\n" + card("FN:Son assistant")
    assert one(card("FN:Amina Diallo", inner.strip(), "TITLE:Cheffe")).title == "Cheffe"


@pytest.mark.parametrize(
    ("line", "phones"),
    [
        ("TEL;HOME;FAX:1", (Way("1", "fax"),)),
        ("tel;type=Work,Voice:1", (Way("1", "work"),)),
        ('TEL;TYPE="work,cell":1', (Way("1", "mobile"),)),
        ("TEL;TYPE=PAGER:1", (Way("1", "Pager"),)),
        ("TEL;X-LABEL=\"a;b:c\":1", (Way("1"),)),
        ("item1.TEL;TYPE=CELL:1\r\nITEM1.X-ABLABEL:_$!<Work>!$_", (Way("1", "work"),)),
        ("item1.TEL:1\r\nitem1.X-ABLabel:_$!<School>!$_", (Way("1", "School"),)),
        ("TEL:", ()),
    ],
)  # fmt: skip
def test_what_a_number_is_called(line: str, phones: tuple[Way, ...]) -> None:
    assert one(card("FN:Amina", line)).phones == phones


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("1985-04-15", "1985-04-15"),
        ("19850415", "1985-04-15"),
        ("1985-04-15T00:00:00Z", "1985-04-15"),
        ("--0415", "--04-15"),
        ("---15", ""),
        ("1985-02-30", ""),
        ("au printemps", ""),
    ],
)
def test_birthdays(said: str, kept: str) -> None:
    assert one(card("FN:Amina", f"BDAY:{said}")).birthday == kept


def test_parameters_escaped_by_carets() -> None:
    said = one(card("FN:A", 'X-TABLEE-ENTRY;X-ON=2026-11-03;X-KIND="a^nb^^c^\'d":x'))
    assert said.journal[0].kind == 'a\nb^c"d'


@pytest.mark.parametrize("data", [b"", b"Nom;Prenom\nDiallo;Amina", b"%PDF", bytes(200)])
def test_what_is_no_file_of_cards(data: bytes) -> None:
    assert not is_vcards(data)
    assert list[Card](read(data)) == []
