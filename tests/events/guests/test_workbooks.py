"""Workbooks as people have them: several sheets, merged titles, dates; and those made to hurt."""

import datetime as dt
import io
import time
import zipfile

import openpyxl
import pytest

from events.guests.reading import Reason, Row, Unreadable, mended, read
from networking.spreadsheets.workbooks import as_text


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def why(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.reason


def test_the_sheet_with_people_is_read_and_named() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Budget"
    for line in (["Poste", "Montant"], ["Salle", 120], ["Café", 80], ["Brioches", 45]):
        book.active.append(line)
    people = book.create_sheet("Inscrits")
    people.append(["Prénom", "Nom", "Courriel"])
    people.append(["Inès", "Roux", "ines@exemple.org"])
    table = read(saved(book))
    assert table.sheet == "Inscrits"
    assert [row.cells for row in table.rows] == [("Inès", "Roux", "ines@exemple.org")]


def test_a_hidden_sheet_is_nobodys_list() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Prénom", "Nom"])
    book.active.append(["Inès", "Roux"])
    hidden = book.create_sheet("Archives")
    hidden.append(["Prénom", "Nom", "Courriel", "Société"])
    hidden.append(["Paul", "Petit", "paul@exemple.org", "Le Fournil"])
    hidden.sheet_state = "hidden"
    table = read(saved(book))
    assert table.rows[0].cells == ("Inès", "Roux")
    assert table.sheet == ""


def test_merged_titles_above_the_headings_and_dates_are_no_trouble() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Petit-déjeuner du 1er décembre : inscrits"
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["Inscrite le", "Prénom", "Nom", "Fonction"])
    sheet.append([dt.datetime(2026, 11, 12, 8, 10), "Inès", "Roux", None])  # noqa: DTZ001
    sheet.append([dt.date(2026, 11, 13), "Paul", "Petit", True])
    table = read(saved(book))
    assert table.headings == ("Inscrite le", "Prénom", "Nom", "Fonction")
    assert table.rows == (
        Row(4, ("2026-11-12 08:10", "Inès", "Roux")),
        Row(5, ("2026-11-13", "Paul", "Petit", "True")),
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (33612345678.0, "33612345678"), (12.5, "12.5"), ("#REF!", ""), ("x", "x")],
)
def test_a_cell_is_read_as_one_would_read_it(value: object, text: str) -> None:
    assert as_text(value) == text


def test_a_workbook_that_unfolds_without_end_is_refused_before_it_does() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", b"<Types/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 20_000_000)
    assert len(file.getvalue()) < 1_000_000
    began = time.process_time()
    assert why(file.getvalue()) is Reason.TOO_BIG
    assert time.process_time() - began < 2


def test_a_sheet_as_wide_and_as_long_as_there_is_takes_no_time() -> None:
    book = openpyxl.Workbook()
    for line in (["Prénom", "Nom"], ["Inès", "Roux"]):
        book.active.append(line)
    book.active["XFD3"] = "far out"
    book.active["A1048576"] = "far down"
    began = time.process_time()
    table = read(saved(book))
    assert table.rows == (Row(2, ("Inès", "Roux")),)
    assert time.process_time() - began < 5


def test_a_workbook_with_a_password_says_so() -> None:
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    assert why(wrapped + "EncryptedPackage".encode("utf-16-le")) is Reason.LOCKED
    assert why(wrapped + "Workbook".encode("utf-16-le")) is Reason.OLD_EXCEL


@pytest.mark.parametrize(
    "text",
    ["Aïcha", "Étienne", "Ngọc", "Łucja", "García Márquez", "Ångström", "l’Échappée", "Ørsted"],
)
def test_letters_that_some_program_has_garbled_are_mended(text: str) -> None:
    garbled = "".join(
        bytes([byte]).decode("cp1252") if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(byte)
        for byte in text.encode()
    )
    assert mended(garbled) == text
    assert mended(text) == text
    table = read(f"Prénom;Nom\n{garbled};Roux\n".encode())
    assert table.rows[0].cells[0] == text


def test_what_only_looks_garbled_stays() -> None:
    for text in ("Â ce propos", "PÃO", "Ã€é€", "São Tomé", "CAFÉ’S", "voilà”"):
        assert mended(text) == text
