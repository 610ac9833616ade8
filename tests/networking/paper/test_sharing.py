"""The picture that goes along where a page's address is shared."""

import io

import pytest
from PIL import Image

from networking.paper.sharing import HEIGHT, WIDTH, Card, picture

CARD = Card(
    heading="Le petit-déjeuner de décembre",
    over="Le Cercle des Petits-Déjeuners",
    below=("Mardi 1er décembre 2026 · 8 h – 10 h", "Café Le Bosquet, Lyon"),
    month="déc.",
    day="1",
)


def colours(card: Card) -> set[tuple[int, ...]]:
    image = Image.open(io.BytesIO(picture(card))).convert("RGB")
    assert image.size == (WIDTH, HEIGHT)
    found = image.getcolors(WIDTH * HEIGHT)
    assert found is not None
    return {colour for _count, colour in found}  # type: ignore[misc]


def test_it_wears_the_accent_made_readable() -> None:
    assert (0x8A, 0x1C, 0x42) in colours(CARD)
    # A yellow on paper would not be read: it is darkened.
    yellow = Card(heading="Midi", accent="#ffee00")
    assert (0xFF, 0xEE, 0x00) not in colours(yellow)


@pytest.mark.parametrize("name", ["heading", "over", "month", "day", "accent", "language"])
def test_another_word_is_another_picture(name: str) -> None:
    other = Card(**{"heading": "Midi", name: "#123456" if name == "accent" else "x"})
    assert other.digest != Card(heading="Midi").digest


def test_the_same_words_are_the_same_picture() -> None:
    assert picture(CARD) == picture(CARD)


@pytest.mark.parametrize("heading", ["", "لقاء", "🥐", "a" * 120, "Très long " * 12])
def test_any_heading_is_drawn(heading: str) -> None:
    assert colours(Card(heading=heading))
