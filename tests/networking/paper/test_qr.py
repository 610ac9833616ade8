import re

import numpy as np
import pytest
import zxingcpp

from networking.paper import qr


def pixels(svg: str) -> np.ndarray:
    """Draw the picture's bars, eight pixels to a module, with a margin."""
    side = int(re.search(r'width="(\d+)"', svg)[1])  # type: ignore[index]
    drawn = np.full((side + 8, side + 8), 255, dtype=np.uint8)
    for x, y, width, height in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z", svg):
        drawn[int(y) + 4 : int(y) + 4 + int(height), int(x) + 4 : int(x) + 4 + int(width)] = 0
    return np.kron(drawn, np.ones((8, 8), dtype=np.uint8))


def test_a_code_says_what_it_was_made_of() -> None:
    link = "https://tablee.example.org/b/o0aBcDeFgHiJkLmNoPqR-_"
    (found,) = zxingcpp.read_barcodes(pixels(qr.svg(link)))
    assert found.text == link
    assert found.ec_level == "M"


def test_a_code_is_a_small_picture_on_one_line() -> None:
    svg = qr.svg("https://tablee.example.org/b/o0aBcDeFgHiJkLmNoPqR-_")
    assert len(svg) < 4000
    assert svg.isprintable()
    assert svg == qr.svg("https://tablee.example.org/b/o0aBcDeFgHiJkLmNoPqR-_")


def test_an_encoder_that_draws_otherwise_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qr, "_DRAWN", re.compile("nothing of the kind"))
    with pytest.raises(RuntimeError, match="another way"):
        qr.svg("Amina")
