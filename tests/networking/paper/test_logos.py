"""An association's logo at the head of its badges."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from networking.paper.badges import BadgeFace, Sheets, badges
from networking.paper.labels import LABELS
from tests.networking.paper import pages

ASSOCIATION = "Le Cercle des Petits-Déjeuners"
FACES = [BadgeFace(given_name="Amina", family_name="Benali", link="https://t.example/b/1")]


def logo(width: int, height: int) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGBA", (width, height), (0, 0, 0, 255)).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize("key", ["l4785", "l4784", "54x90"])
@pytest.mark.parametrize("size", [(480, 12), (240, 240), (12, 240)])
def test_a_logo_of_any_shape_stays_on_its_badge_beside_the_name(
    key: str, size: tuple[int, int]
) -> None:
    label = LABELS[key]
    sheets = Sheets(association=ASSOCIATION, label=label, logo=logo(*size))
    pdf = badges(FACES, sheets)
    assert "Cercle" in pages.text(pdf)
    assert "Amina" in pages.text(pdf)
    (pixels,) = pages.drawn(pdf)
    (bare,) = pages.drawn(badges(FACES, replace(sheets, logo=b"")))
    assert (pixels != bare).any()
    assert pages.stray_ink(pixels, label) == 0
    assert [code.text for code in pages.codes(pixels)] == ["https://t.example/b/1"]


def test_a_logo_is_carried_once_however_many_badges_bear_it() -> None:
    noise = io.BytesIO()
    Image.effect_noise((400, 200), 90).convert("RGB").save(noise, "PNG")
    one, many = (
        badges(FACES * count, Sheets(association=ASSOCIATION, logo=noise.getvalue()))
        for count in (1, 60)
    )
    assert len(many) - len(one) < len(noise.getvalue())
