"""Printed pages look as they did when somebody last looked at them; see `goldens.py`."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageChops

from tests.networking.paper.goldens import FOLDER, GOLDENS, Golden, kept, picture

# Greys of 255 by which two pages may differ: another renderer smooths its edges otherwise.
MEAN = 1.2
# The part of all points that may be another thing altogether.
OTHER = 0.004
EACH = pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.name)


def differs(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return True
    apart = np.asarray(ImageChops.difference(one, other), dtype=float)
    return bool(apart.mean() > MEAN or (apart > 96).mean() > OTHER)


@EACH
def test_a_page_looks_as_it_did(golden: Golden) -> None:
    assert not differs(picture(golden), kept(golden)), "look at it; see goldens.py to keep it"


def test_every_picture_that_is_kept_is_compared() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {golden.name for golden in GOLDENS}
    assert len(GOLDENS) >= 12
    assert {golden.design for golden in GOLDENS} == {"classic", "large", "headline"}


@pytest.mark.parametrize(
    "other",
    [
        replace(GOLDENS[0], design="large"),
        replace(GOLDENS[0], trim_marks=False, start_at=2),
        replace(GOLDENS[0], label="l4727"),
    ],
)
def test_another_design_place_or_label_is_seen(other: Golden) -> None:
    assert differs(picture(other), kept(GOLDENS[0]))


def test_half_a_millimetre_is_seen() -> None:
    page = kept(GOLDENS[0])
    assert differs(ImageChops.offset(page, 0, 1), page)
