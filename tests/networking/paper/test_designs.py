"""What each design makes of the same people: what is large, what is left out, what stays apart."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networking.paper import faces
from networking.paper.badges import BadgeFace, Sheets, badges
from networking.paper.designs import CLASSIC, DESIGNS, HEADLINE, LARGE, Design
from networking.paper.labels import LABELS, Label
from tests.networking.paper import pages
from tests.networking.paper.people import HARD, SHAPED, names

ASSOCIATION = "Le Cercle des Petits-Déjeuners"
LINK = "https://tablee.example.org/b/badge-0000000000000001"
EVERY_DESIGN = pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS.keys())
EVERY_LABEL = pytest.mark.parametrize("key", LABELS)
AMINA = BadgeFace(
    given_name="Amina",
    family_name="Diallo",
    pronouns="elle",
    title="Cheffe de projet",
    organisation="Énergie Partagée",
    headline="Des toits qui paient la cantine",
    table="Table 12",
    number="17",
    link=LINK,
)


def printed(*people: BadgeFace, key: str = "l4785", design: Design = CLASSIC) -> bytes:
    return badges(people, Sheets(association=ASSOCIATION, label=LABELS[key], design=design))


def sizes(pdf: bytes) -> dict[str, float]:
    """Each word on the first page, and the largest it is set in."""
    found: dict[str, float] = {}
    for text, size in pages.type_sizes(pdf):
        for word in text.split():
            found[word] = max(size, found.get(word, 0))
    return found


@pytest.mark.parametrize("key", ["l4785", "l4784", "5392", "54x90", "90x54"])
def test_the_large_design_sets_a_first_name_a_fifth_larger_and_the_rest_smaller(key: str) -> None:
    lea = replace(AMINA, given_name="Léa")
    large, classic = sizes(printed(lea, key=key, design=LARGE)), sizes(printed(lea, key=key))
    assert large["Léa"] >= classic["Léa"] * 1.2
    assert large["Diallo"] < classic["Diallo"]


def test_the_large_design_leaves_the_title_out() -> None:
    words = pages.text(printed(AMINA, design=LARGE))
    assert "Cheffe" not in words
    assert "Partagée" in words


@EVERY_LABEL
def test_the_headline_stands_on_its_own_design_alone(key: str) -> None:
    with_it = pages.text(printed(AMINA, key=key, design=HEADLINE))
    assert "toits" in with_it
    assert "Énergie" in with_it or "Cheffe" in with_it
    assert "toits" not in pages.text(printed(AMINA, key=key))


def test_whoever_has_no_headline_has_her_title_and_organisation_as_ever() -> None:
    without = BadgeFace(given_name="Amina", title="Cheffe de projet", organisation="EP", link=LINK)
    (line,) = (
        text for text, _ in pages.type_sizes(printed(without, design=HEADLINE)) if "Cheffe" in text
    )
    assert line == "Cheffe de projet"


@EVERY_DESIGN
@EVERY_LABEL
def test_pronouns_and_table_stand_on_every_badge_that_has_them(key: str, design: Design) -> None:
    words = pages.text(printed(AMINA, key=key, design=design)).split()
    assert "elle" in words
    assert words.count("12") == words.count("Amina")
    bare = pages.text(printed(BadgeFace(given_name="Amina", link=LINK), key=key, design=design))
    assert "elle" not in bare.split()
    assert "Table" not in bare.split()


def test_pronouns_share_a_line_where_there_is_none_for_everybody() -> None:
    (line,) = (text for text, _ in pages.type_sizes(printed(AMINA, key="l4784")) if "elle" in text)
    assert line == "elle · Cheffe de projet"


@EVERY_DESIGN
@EVERY_LABEL
def test_a_blank_badge_has_lines_and_a_code_in_every_design(key: str, design: Design) -> None:
    label = LABELS[key]
    (pixels,) = pages.drawn(printed(BadgeFace(link=LINK), key=key, design=design))
    assert {code.text for code in pages.codes(pixels)} == {LINK}
    first = pixels[: round((label.top + label.panel[1]) * pages.DPI / 25.4)]
    inked = (first < 200).sum(axis=1)
    assert (inked > label.panel[0] * pages.DPI / 25.4 * 0.35).sum() >= 2


@EVERY_DESIGN
@EVERY_LABEL
@pytest.mark.slow
def test_hard_names_stay_inside_their_label_and_leave_the_code_readable(
    key: str, design: Design
) -> None:
    label = LABELS[key]
    people = [
        BadgeFace(
            given_name=given_name,
            family_name=family_name,
            pronouns="elle / iel",
            title=title,
            organisation=organisation,
            headline=f"{title} {organisation}" * 2,
            table="Table 120",
            number="9999",
            link=f"{LINK}-{at}",
            band="speaker",
            band_label="Intervenante",
        )
        for at, (given_name, family_name, title, organisation) in enumerate((*HARD, *SHAPED))
    ]
    found = set()
    for pixels in pages.drawn(printed(*people, key=key, design=design)):
        assert pages.stray_ink(pixels, label) == 0
        found |= {code.text for code in pages.codes(pixels)}
    assert found == {f"{LINK}-{at}" for at in range(len(people))}


def inked(face: BadgeFace, label: Label, design: Design) -> pages.Pixels:
    """The first badge of a sheet, where it is inked."""
    (pixels,) = pages.drawn(printed(face, key=label.key, design=design))
    dot = pages.DPI / 25.4
    top, left = round(label.top * dot), round(label.left * dot)
    height, width = (round(side * dot) for side in label.panel[::-1])
    cut: pages.Pixels = pixels[top : top + height, left : left + width] < 128
    return cut


def reach(part: pages.Pixels) -> tuple[float, float, float, float]:
    """The ink's left, top, right and bottom in points from the badge's upper left corner."""
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    dot = 72 / pages.DPI
    return columns[0] * dot, rows[0] * dot, (columns[-1] + 1) * dot, (rows[-1] + 1) * dot


def whole_name(text: str) -> BadgeFace:
    return BadgeFace(given_name=text, family_name=text, title=text, organisation=text)


HARDEST = [
    *("Amina", "Marie-Françoise-Alexandrine", "Nguyễn Thị Phương Ế", "Ǻngström Ěý", "W" * 80),
    *("Παρασκευή", "Юлия Ёжикова", "أمينة", "מִרְיָם", "ญี่ปุ่นสมชาย", "मैत्रेयी", "မြန်မာ", "Zoé 🎉👩🏽‍🚀"),
]


@EVERY_DESIGN
@pytest.mark.parametrize("key", ["l4785", "l4784", "54x90"])
@pytest.mark.parametrize("name", HARDEST)
def test_a_first_name_keeps_to_its_box_whatever_its_letters(
    name: str, key: str, design: Design
) -> None:
    label = LABELS[key]
    keeps_to_its_box(name, label, design)


@pytest.mark.slow
@settings(max_examples=40)
@given(name=names(), design=st.sampled_from(list(DESIGNS.values())))
def test_any_first_name_keeps_to_its_box(name: str, design: Design) -> None:
    keeps_to_its_box(name, LABELS["l4785"], design)


def keeps_to_its_box(name: str, label: Label, design: Design) -> None:
    """The first name's own ink, found by what it adds to a badge, doesn't reach over its box."""
    plan = faces.plan(*label.panel, design)
    without = inked(BadgeFace(given_name="\u00a0", family_name=""), label, design)
    own = inked(BadgeFace(given_name=name), label, design)
    left, top, right, bottom = reach(own & ~without)
    box = plan.given
    # Italic and swash letters may lean out of their line by a hair.
    slack = 1.5 + box.height * 0.03
    assert left >= box.x - slack - 2
    assert right <= box.right + slack
    assert top >= box.y - slack
    assert bottom <= box.bottom + slack


def test_names_family_names_and_details_do_not_run_into_each_other() -> None:
    """Set one by one they cover what they cover together: no two share a pixel."""
    for key, design in itertools.product(("l4785", "l4784", "54x90"), DESIGNS.values()):
        label = LABELS[key]
        names_only = inked(BadgeFace(given_name="Ågot", family_name="Jörgensen"), label, design)
        rows = np.flatnonzero(names_only[:, : round(20 * pages.DPI / 25.4)].any(axis=1))
        # White lines between association, first name, family name and rule.
        gaps = (np.diff(rows) > 1).sum()
        assert gaps >= 3, (key, design.key)


@pytest.mark.parametrize("face", [AMINA, BadgeFace(link=LINK)])
def test_printing_twice_gives_the_same_file(face: BadgeFace) -> None:
    one, two = (pages.text(printed(face, design=LARGE)) for _ in range(2))
    assert one == two
