"""An association's accent can be read, whatever colour it chose."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.web import colour
from networking.web.colour import Oklch, accent_of, contrast, from_hex, readable, slug_of, to_hex

HEX = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
TOKENS = Path(colour.__file__).parent / "static" / "web" / "css" / "tokens.css"


@given(HEX)
def test_any_accent_reads_on_paper_card_and_its_own_tint(chosen: str) -> None:
    accent = accent_of(chosen)
    for behind in (to_hex(colour.PAPER), to_hex(colour.CARD), accent.tint_on_light):
        assert contrast(accent.on_light, behind) >= 4.5
    for behind in (to_hex(colour.DARK_PAPER), to_hex(colour.DARK_CARD), accent.tint_on_dark):
        assert contrast(accent.on_dark, behind) >= 4.5


@given(HEX)
def test_words_on_a_button_read_in_both_themes(chosen: str) -> None:
    accent = accent_of(chosen)
    assert contrast("#ffffff", accent.on_light) >= 4.5
    assert contrast(accent.text_on_fill, accent.fill_on_dark) >= 4.5


@given(HEX)
def test_a_colour_survives_the_way_to_oklch_and_back(chosen: str) -> None:
    there_and_back = to_hex(from_hex(chosen))
    for before, after in zip(_channels(chosen), _channels(there_and_back), strict=True):
        assert abs(before - after) <= 1


@given(HEX)
def test_a_colour_that_reads_already_is_left_alone(chosen: str) -> None:
    found = from_hex(chosen)
    once = readable(found, on=(colour.PAPER,))
    assert readable(once, on=(colour.PAPER,)) == once
    if contrast(to_hex(found), to_hex(colour.PAPER)) >= 4.5:
        assert once == found


@given(HEX, HEX)
def test_contrast_asks_in_no_order_and_lies_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01
    assert contrast(one, one) == 1


def test_black_on_white_is_as_much_contrast_as_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_colour_no_screen_can_show_loses_chroma_not_lightness() -> None:
    shown = from_hex(to_hex(Oklch(0.7, 0.4, 150)))
    assert shown.lightness == pytest.approx(0.7, abs=0.01)
    assert shown.hue == pytest.approx(150, abs=3)
    assert shown.chroma < 0.4


def test_a_yellow_stays_yellow_behind_the_words_of_a_button_in_the_dark() -> None:
    assert accent_of("#ffd500").fill_on_dark == "#ffd500"
    assert accent_of("#ffd500").text_on_fill == to_hex(colour.DARK_PAPER)


def test_a_background_nothing_can_be_read_on_does_not_go_on_for_ever() -> None:
    middle = Oklch(0.56, 0, 0)
    found = readable(Oklch(0.5, 0, 0), on=(middle,), ratio=21)
    assert found.lightness == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("wrong", ["", "cassis", "#12345", "#1234567", "#12345g", "red;}"])
def test_what_is_no_colour_is_refused(wrong: str) -> None:
    assert slug_of(wrong) == ""
    with pytest.raises(ValueError, match="not a colour"):
        accent_of(wrong)


def test_the_default_accent_needs_no_style_sheet_of_its_own() -> None:
    assert slug_of("#8A1C42") == ""
    assert slug_of("#0A7C66") == "0a7c66"


@pytest.mark.parametrize(
    ("token", "known", "dark"),
    [
        ("paper", colour.PAPER, False),
        ("card", colour.CARD, False),
        ("paper", colour.DARK_PAPER, True),
        ("card", colour.DARK_CARD, True),
    ],
)
def test_the_style_sheet_paints_what_contrast_is_computed_against(
    token: str, known: Oklch, dark: bool
) -> None:
    sheet = TOKENS.read_text(encoding="utf-8")
    light, at, shadow = sheet.partition('[data-theme="dark"] {')
    part = at + shadow if dark else light
    found = re.search(rf"--{token}: oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\);", part)
    assert found is not None
    lightness, chroma, hue = map(float, found.groups())
    assert (lightness / 100, chroma, hue) == (known.lightness, known.chroma, known.hue)


def test_the_style_sheet_says_the_same_of_the_dark_twice() -> None:
    sheet = TOKENS.read_text(encoding="utf-8")
    chosen = re.search(r'\n  \[data-theme="dark"\] \{(.*?)\n  \}', sheet, re.DOTALL)
    by_device = re.search(r":root:not\(\[data-theme\]\) \{(.*?)\n    \}", sheet, re.DOTALL)
    assert chosen is not None
    assert by_device is not None
    assert chosen[1].split() == by_device[1].split()


def test_the_default_accent_of_the_style_sheet_is_the_computed_one() -> None:
    sheet = TOKENS.read_text(encoding="utf-8")
    computed = accent_of(colour.DEFAULT_ACCENT)
    for token, wanted in (
        ("accent-on-light", computed.on_light),
        ("tint-on-light", computed.tint_on_light),
        ("accent-on-dark", computed.on_dark),
        ("tint-on-dark", computed.tint_on_dark),
        ("fill-on-dark", computed.fill_on_dark),
    ):
        found = re.search(rf"--{token}: oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\);", sheet)
        assert found is not None, token
        lightness, chroma, hue = map(float, found.groups())
        painted = to_hex(Oklch(lightness / 100, chroma, hue))
        for one, other in zip(_channels(painted), _channels(wanted), strict=True):
            assert abs(one - other) <= 3, token


def _channels(chosen: str) -> tuple[int, int, int]:
    return int(chosen[1:3], 16), int(chosen[3:5], 16), int(chosen[5:7], 16)
