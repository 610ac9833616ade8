import unicodedata

import pytest

from networking.paper import fonts


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Amina",
            "Lefèvre",
            "Nguyễn Thị Ế",
            "Παπαδόπουλος",
            "Достоевская",
            "Łódź",
            "N’Diaye « ! »",
        ),
        *("أمينة ديالو", "אמינה כהן־לוי", "อมินา แสงทอง"),
    ],
)
def test_most_of_the_world_s_names_are_printed_as_they_are(text: str) -> None:
    assert fonts.printable(text) == text


def test_accents_typed_apart_from_their_letters_are_put_on_them() -> None:
    assert fonts.printable(unicodedata.normalize("NFD", "Hélène Nguyễn")) == "Hélène Nguyễn"


def test_emoji_and_controls_are_left_out_and_breaks_become_spaces() -> None:
    assert fonts.printable("Zoé🎉👩🏽‍🚀\u200b\ufe0f Li\nn\x00") == "Zoé Li n"


@pytest.mark.parametrize(
    ("text", "script"),
    [("አሚና", "Ethiopic"), ("ამინა", "Georgian"), ("李娜", "Cjk"), ("ありさ", "Hiragana")],
)
@pytest.mark.usefixtures("without_cjk")
def test_letters_no_font_draws_are_refused_by_the_name_of_their_script(
    text: str, script: str
) -> None:
    with pytest.raises(fonts.MissingGlyphsError) as refused:
        fonts.printable(f"Amina {text}")
    assert refused.value.scripts == [script]
    assert set(refused.value.letters) <= set(text)
    assert script in str(refused.value)


@pytest.mark.usefixtures("without_cjk")
def test_the_package_that_would_draw_them_is_named_if_there_is_one() -> None:
    with pytest.raises(fonts.MissingGlyphsError) as refused:
        fonts.printable("李娜 ありさ")
    assert refused.value.package == "fonts-noto-cjk"
    with pytest.raises(fonts.MissingGlyphsError) as refused:
        fonts.printable("李娜 አሚና")
    assert refused.value.package == ""
