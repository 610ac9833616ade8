"""Chinese, Japanese and Korean names, where the system has the fonts for them."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from networking.paper import fonts
from networking.paper.badges import BadgeFace, Sheets, badges
from networking.paper.designs import DESIGNS, Design
from networking.paper.labels import LABELS
from tests.networking.paper import pages
from tests.networking.paper.people import CJK, words
from tests.services.gaps import PREFIX

pytestmark = pytest.mark.skipif(
    not any(fonts._cjk(folder) for folder in settings.CJK_FONTS), reason=PREFIX + fonts.PACKAGE
)
NAMES = ("李娜", "欧阳震华", "ありさ 佐藤", "이서연", "陈" * 80)
EVERY_DESIGN = pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS.keys())


def printed(key: str, design: Design, *names: str) -> bytes:
    people = [BadgeFace(given_name=name, family_name=name, organisation=name) for name in names]
    return badges(people, Sheets(association="Cercle", label=LABELS[key], design=design))


@EVERY_DESIGN
@pytest.mark.parametrize("key", ["l4785", "l4784", "54x90"])
def test_they_are_printed_and_stay_on_their_labels(key: str, design: Design) -> None:
    label = LABELS[key]
    for pixels in pages.drawn(printed(key, design, *NAMES)):
        assert (pixels < 128).any()
        assert pages.stray_ink(pixels, label) == 0


def test_they_are_there_to_be_read() -> None:
    words_ = pages.text(printed("l4785", DESIGNS["classic"], *NAMES[:4]))
    for name in ("李娜", "欧阳震华", "佐藤", "이서연"):
        assert name in words_


@pytest.mark.slow
@EVERY_DESIGN
@hypothesis_settings(max_examples=10)
@given(data=st.data())
def test_no_such_name_leaves_its_label(design: Design, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(CJK).flatmap(words), min_size=10, max_size=10))
    (pixels,) = pages.drawn(printed("l4785", design, *names), dpi=120)
    assert pages.stray_ink(pixels, LABELS["l4785"], dpi=120) == 0
