"""Reading files as people have them: any separator, any encoding, titles above the headings."""

import contextlib
import csv
import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from events.guests.reading import (
    MAX_BYTES,
    MAX_LETTERS,
    MAX_ROWS,
    Reason,
    Row,
    Table,
    Unreadable,
    decode,
    mended,
    read,
    split,
)

DATA = Path(__file__).parents[2] / "data"
LIST = "Nom;Prénom;Courriel\nLefèvre;Étienne;etienne@exemple.org\nØrsted;Zoë;zoe@exemple.org\n"
WITHOUT_OE = LIST.replace("Ø", "Ö")
PEOPLE = [("Lefèvre", "Étienne", "etienne@exemple.org"), ("Ørsted", "Zoë", "zoe@exemple.org")]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def why(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.reason


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for lines in sheets:
        sheet = book.create_sheet()
        for line in lines:
            sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "lines", "first"),
    [
        ("members-utf8.csv", 64, "Prénom"),
        ("ticketing-en-comma.csv", 30, "Order #"),
        ("ticketing-fr-semicolon-bom.csv", 26, "Référence commande"),
        ("broken-lines.csv", 9, "Nom"),
    ],
)
def test_every_list_we_were_given_is_read_whole(name: str, lines: int, first: str) -> None:
    table = read((DATA / name).read_bytes())
    assert (len(table.rows), table.headings[0]) == (lines, first)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "latin-1", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_any_encoding_a_spreadsheet_writes_is_understood(encoding: str) -> None:
    assert cells(read(LIST.encode(encoding))) == PEOPLE


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_separator_is_found(separator: str) -> None:
    assert cells(read(LIST.replace(";", separator).encode())) == PEOPLE


def test_utf_16_with_tabs_as_excel_calls_unicode_text() -> None:
    assert cells(read(LIST.replace(";", "\t").encode("utf-16"))) == PEOPLE


def test_a_separator_said_on_the_first_line_is_believed() -> None:
    assert cells(read(("sep=^\n" + LIST.replace(";", "^")).encode())) == PEOPLE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_one(end: str) -> None:
    assert cells(read(LIST.replace("\n", end).encode())) == PEOPLE


def test_commas_inside_cells_do_not_win_over_the_separator() -> None:
    text = (
        "Nom;Prénom;Fonction\nRoux;Inès;Juriste, médiatrice, formatrice\nPetit;Paul;Chef, adjoint\n"
    )
    assert read(text.encode()).rows[0].cells == ("Roux", "Inès", "Juriste, médiatrice, formatrice")


def test_title_rows_above_the_headings_are_left_out() -> None:
    titles = "Petit-déjeuner du 1er décembre;;\nListe des participants\n\n"
    table = read((titles + LIST).encode())
    assert table.headings == ("Nom", "Prénom", "Courriel")
    assert cells(table) == PEOPLE
    assert [row.number for row in table.rows] == [5, 6]


def test_a_quoted_line_break_stays_inside_its_cell() -> None:
    text = 'Nom;Prénom\n"de La\nRochefoucauld";"Hugo ""le petit"""\nRoux;Inès\n'
    assert cells(read(text.encode())) == [
        ("de La\nRochefoucauld", 'Hugo "le petit"'),
        ("Roux", "Inès"),
    ]


def test_a_quotation_mark_never_closed_takes_no_other_line_with_it() -> None:
    text = 'Nom;Prénom\n"Roux;Inès\nPetit;Paul\nBrunet;Aïcha\n'
    assert cells(read(text.encode())) == [('"Roux', "Inès"), ("Petit", "Paul"), ("Brunet", "Aïcha")]


def test_quotation_marks_inside_a_cell_are_letters() -> None:
    assert split('Atelier "Lumière";Le "Fournil"', ";") == ['Atelier "Lumière"', 'Le "Fournil"']
    assert split('"Tech" & "Co";x', ";") == ['"Tech" & "Co"', "x"]
    assert split(' "Roux, Inès" , x', ",") == ["Roux, Inès ", " x"]
    assert split('"fini""', ";") is None
    assert split('x;"', ";") is None
    assert split('"x";', ";") == ["x", ""]


def test_a_list_without_headings_gets_empty_ones_and_loses_no_line() -> None:
    table = read("Inès;Roux;ines@exemple.org\nPaul;Petit;paul@exemple.org\n".encode())
    assert table.headings == ("", "", "")
    assert len(table.rows) == 2


def test_headings_in_another_language_are_headings_all_the_same() -> None:
    table = read(b"Voornaam;Achternaam;Adres\nJan;de Vries;jan@exemple.org\n")
    assert table.headings == ("Voornaam", "Achternaam", "Adres")


def test_blank_lines_are_skipped_and_lines_keep_their_numbers() -> None:
    table = read(b"Nom;Pr\xc3\xa9nom\n\n;;\nRoux;In\xc3\xa8s\n\n")
    assert table.rows == (Row(4, ("Roux", "Inès")),)


def test_marks_that_nobody_sees_are_left_out() -> None:
    table = read("Nom;Prénom\n\u200bRo\xadux\x00;\ufeffInès\n".encode())
    assert cells(table) == [("Roux", "Inès")]


def test_one_broken_letter_does_not_spoil_the_others() -> None:
    data = "Nom;Prénom\nLefèvre;Étienne\nRoux;In_s\n".encode().replace(b"_", b"\xe8")
    assert cells(read(data)) == [("Lefèvre", "Étienne"), ("Roux", "In\ufffds")]


def test_a_workbook_is_read_with_numbers_as_they_are_written() -> None:
    data = workbook(
        [
            ["Liste"],
            [],
            ["Prénom", "Nom", "Portable", "Fonction"],
            ["Inès", "Roux", 612345678.0, None],
        ]
    )
    table = read(data)
    assert table.headings == ("Prénom", "Nom", "Portable", "Fonction")
    assert table.rows == (Row(4, ("Inès", "Roux", "612345678")),)


def test_a_telephone_number_that_a_workbook_keeps_as_6_12e8_is_a_number_again() -> None:
    plain = workbook([["Prénom", "Portable"], ["Inès", 612345678]])
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).replace(b"<v>612345678</v>", b"<v>6.12345678E8</v>")
            new.writestr(entry, content)
    assert cells(read(file.getvalue())) == [("Inès", "612345678")]


def test_in_a_workbook_the_sheet_with_the_list_is_found() -> None:
    data = workbook(
        [["À lire"], ["Ce classeur"]], [["Prénom", "Nom"], ["Inès", "Roux"], ["Paul", "#N/A"]]
    )
    assert cells(read(data)) == [("Inès", "Roux"), ("Paul",)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\n", Reason.EMPTY),
        (b"\xef\xbb\xbf", Reason.EMPTY),
        ("Nom;Prénom\n".encode(), Reason.EMPTY),
        (b";;\n;;\n", Reason.EMPTY),
        (b"x" * (MAX_BYTES + 1), Reason.TOO_BIG),
        (b"Nom\n" + b"Roux\n" * (MAX_ROWS + 1), Reason.TOO_LONG),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, Reason.OLD_EXCEL),
        (b"%PDF-1.7 ...", Reason.NOT_A_LIST),
        (bytes(range(256)) * 8, Reason.NOT_A_LIST),
        (b"PK\x03\x04 but no archive", Reason.NOT_A_LIST),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: Reason) -> None:
    assert why(data) == reason


def test_archives_that_are_no_workbook_of_ours_say_why() -> None:
    def archive(**files: bytes) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            for name, content in files.items():
                made.writestr(name, content)
        return file.getvalue()

    assert why(archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")) is (
        Reason.OPEN_DOCUMENT
    )
    assert why(archive(readme=b"hello")) is Reason.NOT_A_LIST
    assert why(archive(bomb=b"0" * 120_000_000)) is Reason.TOO_BIG


def test_a_workbook_without_a_line_is_empty() -> None:
    assert why(workbook([])) is Reason.EMPTY


@pytest.mark.parametrize(
    "line",
    ['x"y,' * 400_000, ('"' + 'a"";' * 200_000 + "\n") * 2, '"' * 1_000_001, '"x;y\n' * 15_000],
)
def test_a_file_made_to_take_for_ever_does_not(line: str) -> None:
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        read(f"Nom;Prénom\n{line}\nRoux;Inès\n".encode())
    assert time.process_time() - began < 5


def test_of_what_is_endless_only_the_beginning_is_kept() -> None:
    table = read(f"Nom;Prénom\n{'x' * 5000};{';' * 500}y\n".encode())
    assert table.rows[0].cells == ("x" * MAX_LETTERS,)


words = st.text(
    st.characters(max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]), max_size=12
).map(str.strip)


@given(
    st.lists(st.tuples(words.filter(bool), words, words), min_size=1),
    st.sampled_from(";,\t|"),
)
def test_what_a_spreadsheet_writes_is_read_back_cell_by_cell(
    lines: list[tuple[str, str, str]], separator: str
) -> None:
    # What reads like garbled letters is mended, and comes back as other ones.
    assume(all(mended(cell) == cell for line in lines for cell in line))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([("Prénom", "Nom", "Courriel"), *lines])
    table = read(file.getvalue().encode())
    assert [(*row.cells, "", "")[:3] for row in table.rows] == lines


def test_letters_that_would_become_control_marks_are_left_as_they_are() -> None:
    assert mended("ÂŒ") == "ÂŒ"


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reader(data: bytes) -> None:
    try:
        table = read(data)
    except Unreadable:
        return
    assert table.rows
    assert all(any(row.cells) for row in table.rows)


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd"), max_size=200
    )
)
def test_text_with_its_byte_order_mark_is_never_taken_for_something_else(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text
