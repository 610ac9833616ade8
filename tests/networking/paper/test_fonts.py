import re
import unicodedata

import pytest

from networking.paper import fonts, press


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
        *("अमीना श्रीवास्तव", "አሚና ዲያሎ", "ამინა", "Ամինա", "ஆமினா", "মীনা", "សុខា", "မြန်မာ"),
        *("Zoé 🎉", "👩🏽‍🚀 Li", "☕️", "ناز\u200cنین"),
    ],
)
def test_most_of_the_world_s_names_are_printed_as_they_are(text: str) -> None:
    assert fonts.printable(text) == text


def test_accents_typed_apart_from_their_letters_are_put_on_them() -> None:
    assert fonts.printable(unicodedata.normalize("NFD", "Hélène Nguyễn")) == "Hélène Nguyễn"


def test_controls_are_left_out_and_breaks_become_spaces() -> None:
    assert fonts.printable("Zoé\u200b Li\nn\x00") == "Zoé Li n"


def test_symbols_that_no_font_draws_are_left_out() -> None:
    assert fonts.printable("Zoé 𝄞 Li") == "Zoé  Li"


def test_what_only_joins_its_neighbours_is_kept_between_them_alone() -> None:
    assert fonts.printable("\u200dZoé\ufe0f Li\u200c \u200dn\u200d") == "Zoé Li n"


@pytest.mark.parametrize("name", fonts.NOTO)
def test_every_font_counted_on_is_asked_by_the_house_style(name: str) -> None:
    family = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", f"Noto{name}")
    assert f'"{family}"' in (press.TEMPLATES / "house.typ").read_text()
    assert family in fonts.book().families()


@pytest.mark.parametrize(
    ("text", "script"),
    [("ⴰⵎⵉⵏⴰ", "Tifinagh"), ("ཨ་མི", "Tibetan"), ("李娜", "Cjk"), ("ありさ", "Hiragana")],
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
        fonts.printable("李娜 ⴰⵎⵉⵏⴰ")
    assert refused.value.package == ""
