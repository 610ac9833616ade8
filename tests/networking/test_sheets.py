"""Tables that leave the site, read back as a spreadsheet would read them."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from networking.sheets import answer, as_csv, as_xlsx, harmless

PARIS = dt.timezone(dt.timedelta(hours=1))
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd",
    "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\ufeff=1+1", "\u200b=1+1", "\x00=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "=HYPERLINK(\"http://exemple.org\")",
    "-1+2", "+1+2", "--1", "\u200b \u200b=1+1",
)  # fmt: skip


def csv_of(*cells: object, language: str = "fr") -> list[str]:
    """The cells of one row as they stand in the file."""
    text = as_csv(["Titre"] * len(cells), [cells], language=language).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if language == "fr" else ","))[1]


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_nothing_leaves_a_table_as_a_formula(text: str) -> None:
    (cell,) = csv_of(text)
    assert cell.startswith("'")
    written = sheet_of(as_xlsx("Liste", [text], [[text]]))
    for line in (1, 2):
        assert written.cell(line, 1).data_type == "s"
        assert str(written.cell(line, 1).value).startswith("'")


@given(st.text(max_size=40))
def test_no_text_at_all_begins_like_a_formula_but_a_number(text: str) -> None:
    safe = harmless(text)
    assert harmless(safe) == safe
    if safe[:1] in {*"=@＝＋－＠\t\r"}:
        pytest.fail(f"{safe!r} begins a formula")
    if safe[:1] in {"+", "-"}:
        assert not set(safe[1:]) - set("0123456789 \u00a0\u202f.,()%€$")


@pytest.mark.parametrize(
    "text",
    [
        "+33 6 12 34 56 78", "+33612345678", "+33 (0)6 12 34 56 78", "+33.6.12.34.56.78",
        "06 12 34 56 78", "-5", "-12,50", "-1 234,5", "-12.5 %", "-3 €", "Dupont-Moreau",
        "amina@exemple.org", "Tech & Co = nous", "", "l’apostrophe",
    ],
)  # fmt: skip
def test_phone_numbers_negative_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert csv_of(text) == [text]
    assert (sheet_of(as_xlsx("Liste", ["a"], [[text]])).cell(2, 1).value or "") == text


def test_a_phone_number_with_hyphens_is_not_subtracted() -> None:
    assert harmless("+1-555-010-9999") == "+1 555 010 9999"
    assert harmless("+49/30/123456") == "+49 30 123456"


def test_a_formula_is_not_found_either_by_who_takes_the_wrong_separator() -> None:
    assert harmless("Roux,=1+1") == "Roux,'=1+1"
    assert harmless("Roux;@SUM(1)") == "Roux;'@SUM(1)"


def test_french_tables_have_semicolons_and_decimal_commas_and_english_ones_commas() -> None:
    french = as_csv(["Nom", "Prix"], [["Lefèvre", 12.5], ["a;b", Decimal("-3.10")]], language="fr")
    assert french == '\ufeffNom;Prix\r\nLefèvre;12,5\r\n"a;b";-3,10\r\n'.encode()
    english = as_csv(["Name", "Price"], [["Lefèvre", 12.5], ["a;b", None]], language="en-gb")
    assert english == "\ufeffName,Price\r\nLefèvre,12.5\r\na;b,\r\n".encode()


def test_quotation_marks_and_line_breaks_are_read_back_as_they_were() -> None:
    assert csv_of('Dite "la Rousse"', "Retour\nà la ligne", language="en") == [
        'Dite "la Rousse"',
        "Retour\nà la ligne",
    ]


def test_times_leave_as_the_clock_on_the_wall_shows_them() -> None:
    moment = dt.datetime(2026, 12, 1, 7, 0, 30, tzinfo=dt.UTC)
    with timezone.override(PARIS):
        assert csv_of(moment, dt.date(2026, 12, 1), dt.time(8, 0)) == [
            "2026-12-01 08:00",
            "2026-12-01",
            "08:00",
        ]
        written = sheet_of(as_xlsx("Liste", ["a", "b"], [[moment, dt.date(2026, 12, 1)]]))
    assert written.cell(2, 1).value == dt.datetime(2026, 12, 1, 8, 0)  # noqa: DTZ001
    assert written.cell(2, 2).value == dt.datetime(2026, 12, 1)  # noqa: DTZ001


def test_a_workbook_has_numbers_headings_that_stay_and_a_name_that_excel_accepts() -> None:
    title = "Invités : [petit-déjeuner] / décembre 2026 ?"
    written = sheet_of(as_xlsx(title, ["Nom", "Table"], [["Roux\x07", 3], ["Diallo", True]]))
    assert written.title == "Invités petit-déjeuner décembre 2026"[:31]
    assert written.freeze_panes == "A2"
    assert written.auto_filter.ref == "A1:B3"
    assert written["A1"].font.bold
    assert [cell.value for cell in written[2]] == ["Roux", 3]
    assert [cell.value for cell in written[3]] == ["Diallo", True]


def test_a_workbook_may_have_rows_of_any_length_or_none() -> None:
    assert sheet_of(as_xlsx("", [], [])).max_row == 1
    written = sheet_of(as_xlsx("'", ["a", "b"], [["1"], ["1", "2", "3"]]))
    assert [cell.value for cell in written[3]] == ["1", "2", "3"]


def test_the_answer_is_a_file_to_keep_that_nobody_between_us_keeps() -> None:
    with translation.override("fr"):
        response = answer("Invités décembre", ["Nom"], [["Roux"]])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''invit%C3%A9s-d%C3%A9cembre.csv"
    )
    assert response["Cache-Control"] == "private, no-store"
    assert response.content == b"\xef\xbb\xbfNom\r\nRoux\r\n"
    book = answer("../..", ["Nom"], [["Roux"]], "xlsx")
    assert book["Content-Disposition"] == 'attachment; filename="table.xlsx"'
    assert sheet_of(book.content).cell(2, 1).value == "Roux"
