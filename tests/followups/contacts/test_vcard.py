"""vCard 3.0: escaped, folded, readable again."""

from hypothesis import given
from hypothesis import strategies as st

from followups.contacts.vcard import vcard

TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\x85")
)


def unfolded(card: str) -> dict[str, str]:
    lines = card.replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in lines if ":" in line)


def test_an_ordinary_card_reads_as_one() -> None:
    said = vcard(
        {
            "given_name": "Amina",
            "family_name": "Diallo",
            "organisation": "Énergie; Partagée",
            "mobile": "06",
        },
        uid="contact-1@tablee",
    )
    assert said.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert said.endswith("END:VCARD\r\n")
    assert "N:Diallo;Amina;;;\r\n" in said
    assert "ORG:Énergie\\; Partagée\r\n" in said
    assert "TEL;TYPE=CELL:06\r\n" in said


@given(TEXT)
def test_no_line_is_longer_than_75_octets_and_none_breaks_a_letter(note: str) -> None:
    said = vcard({"given_name": "Ngọc", "note": note}, uid="1")
    assert all(len(line.encode()) <= 75 for line in said.split("\r\n"))


@given(TEXT.filter(str.strip))
def test_what_was_written_is_read_again(note: str) -> None:
    read = unfolded(vcard({"given_name": "Ngọc", "note": note}, uid="1"))["NOTE"]
    plain = read.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    assert plain == note
