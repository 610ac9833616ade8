import datetime as dt
from pathlib import Path

import pytest
import time_machine
import typst

from networking.paper import fonts, press
from tests.networking.paper import pages


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A template of the test's own, beside the house style."""
    house = (press.TEMPLATES / "house.typ").read_text()
    (tmp_path / "house.typ").write_text(house)
    monkeypatch.setattr(press, "TEMPLATES", tmp_path)
    path = tmp_path / "letter.typ"
    path.write_text('#import "house.typ": dressed, input\n#show: dressed\n#input.data.body')
    return path


def letter(body: str) -> bytes:
    return press.render("letter", {"body": body}, title="Une lettre", language="fr")


@pytest.mark.parametrize(
    "typed",
    [
        "#panic()",
        "*x* _y_ `z`",
        "\\u{41} \\ $1/2$ @ref <label>",
        '#read("/etc/passwd") #import "x.typ": y',
        "// nothing /* more */ --- ... ~ -- 'a' \"b\"",
        "= Title",
        "https://example.org",
    ],
)
def test_what_people_type_is_never_read_as_markup(template: Path, typed: str) -> None:
    assert typed in pages.text(letter(typed))


def test_a_document_has_its_title_its_language_and_tags(template: Path) -> None:
    pdf = pages.opened(letter("Bonjour"))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Une lettre"
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/Lang"] == "fr"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in catalogue["/Metadata"].get_object().get_data()


def test_a_document_carries_its_fonts(template: Path) -> None:
    carried = pages.fonts(letter("Bonjour Ελλάδα Юлия Nguyễn"))
    assert carried
    assert all(carried.values())


def test_the_same_letter_at_the_same_instant_is_the_same_file(template: Path) -> None:
    with time_machine.travel(dt.datetime(2026, 12, 1, 7, tzinfo=dt.UTC), tick=False):
        assert letter("Bonjour") == letter("Bonjour")


def test_a_letter_no_font_draws_is_refused_before_anything_is_printed(template: Path) -> None:
    with pytest.raises(fonts.MissingGlyphsError):
        press.render("letter", {"body": "", "deep": [{"in": ("ⴰ",)}]}, title="", language="fr")


def test_a_template_sees_no_file_but_the_templates(template: Path) -> None:
    template.write_text('#read("/etc/passwd")')
    with pytest.raises(press.PaperError, match="letter"):
        letter("")
    template.write_text('#read("../../../../../../etc/passwd")')
    with pytest.raises(press.PaperError, match="letter"):
        letter("")


def test_texts_are_measured_as_they_are_set() -> None:
    press.forget()
    widths = press.measure([("given", "Amina"), ("strong", "Amina"), ("given", "AVA")])
    assert widths["given", "Amina"] == pytest.approx(2.7, abs=0.1)
    assert widths["strong", "Amina"] > widths["given", "Amina"]
    # Kerned: narrower than its letters one by one.
    letters = press.measure([("given", "A"), ("given", "V")])
    assert widths["given", "AVA"] < 2 * letters["given", "A"] + letters["given", "V"]


def test_measured_texts_are_remembered_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    press.forget()
    once = press.measure([("title", "un"), ("title", "deux")])
    monkeypatch.setattr(press, "_compiler", None)
    assert press.measure([("title", "un"), ("title", "deux")]) == once
    monkeypatch.undo()
    monkeypatch.setattr(press, "_MOST_MEASURED", 2)
    assert (
        press.measure([("title", "un"), ("title", "trois")])["title", "un"] == once["title", "un"]
    )
    assert ("title", "deux") not in press._measured


def test_a_large_document_is_let_go_of(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (template.parent / "measure.typ").write_text("#[]")
    compiled: list[str] = []
    compiler = press._compiler

    def counted(path: Path, data: object) -> typst.Compiler:
        compiled.append(path.stem)
        return compiler(path, data)

    monkeypatch.setattr(press, "_compiler", counted)
    letter("short")
    assert compiled == ["letter"]
    monkeypatch.setattr(press, "_LARGE", 100)
    letter("short")
    assert compiled == ["letter", "letter", *["measure"] * press._FORGETS_AFTER]
