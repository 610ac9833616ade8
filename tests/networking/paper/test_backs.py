"""Badges with two sides: the backs come out behind their fronts, and what stands on them fits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networking.paper.backs import BackFace
from networking.paper.badges import BadgeFace, Sheets, badges
from networking.paper.labels import LABELS, Label
from tests.networking.paper import pages
from tests.networking.paper.people import names

AGENDA = BackFace(
    heading="Au programme",
    note="Petit-déjeuner de décembre",
    rows=(
        ("8 h", "Accueil"),
        ("8 h 15", "Tour de table"),
        ("8 h 45", "Vendre sans vendre, avec Hélène Fontanel"),
        ("9 h 45", "Échanges bilatéraux"),
    ),
)
TO_WRITE = BackFace(heading="Qui j’aimerais rencontrer", ruled=True)
EVERY_LABEL = pytest.mark.parametrize("label", LABELS.values(), ids=LABELS.keys())


def printed(label: Label, *backs: tuple[BackFace, ...], start_at: int = 1) -> bytes:
    people = [
        BadgeFace(given_name=f"Zoé{at}", number=str(at), backs=each)
        for at, each in enumerate(backs, start=1)
    ]
    return badges(people, Sheets(association="Cercle", label=label, start_at=start_at))


def ink(pixels: pages.Pixels, label: Label, column: int, row: int) -> int:
    """How much is inked of the label in this column and row, counted as one looks at the page."""
    dot = pages.DPI / 25.4
    x, y = label.left + column * label.x, label.top + row * label.y
    part = pixels[
        round(y * dot) : round((y + label.height) * dot),
        round(x * dot) : round((x + label.width) * dot),
    ]
    return int((part < 128).sum())


@pytest.mark.parametrize("key", ["l4785", "l4784", "5395", "herma-4349"])
def test_a_back_comes_out_behind_its_front_when_the_sheet_is_turned_over_its_long_edge(
    key: str,
) -> None:
    label = LABELS[key]
    front, back = pages.drawn(printed(label, (AGENDA,)))
    assert ink(front, label, 0, 0) > 0
    assert ink(front, label, label.columns - 1, 0) == 0
    # Seen from behind, the left column is the right one.
    assert ink(back, label, label.columns - 1, 0) > 0
    assert ink(back, label, 0, 0) == 0
    # Laid over each other, back mirrored, both are on the same label.
    turned = np.fliplr(back)
    assert ink(turned, label, 0, 0) == ink(back, label, label.columns - 1, 0)


def test_each_sheet_is_followed_by_its_backs() -> None:
    label = LABELS["l4785"]
    words = pages.texts(printed(label, *[(AGENDA,)] * 12, start_at=10))
    assert [("Zoé" in page, "Accueil" in page) for page in words] == [
        (True, False),
        (False, True),
        (True, False),
        (False, True),
        (True, False),
        (False, True),
    ]
    assert [page.count("Accueil") for page in words] == [0, 1, 0, 10, 0, 1]


def test_badges_on_a_roll_alternate_with_their_backs() -> None:
    words = pages.texts(printed(LABELS["54x90"], (AGENDA,), (TO_WRITE,)))
    assert ["Zoé1" in words[0], "Accueil" in words[1]] == [True, True]
    assert ["Zoé2" in words[2], "rencontrer" in words[3]] == [True, True]


def test_without_backs_there_are_fronts_only() -> None:
    assert len(pages.texts(printed(LABELS["l4785"], (), ()))) == 1


def test_a_butterfly_has_one_back_in_each_wing_of_its_inside() -> None:
    butterfly = LABELS["a6-butterfly"]
    _outside, inside = pages.texts(printed(butterfly, (AGENDA, TO_WRITE)))
    assert inside.count("Accueil") == inside.count("rencontrer") == 1
    _outside, inside = pages.texts(printed(butterfly, (AGENDA,)))
    assert inside.count("Accueil") == 2


@EVERY_LABEL
def test_backs_stay_on_their_labels_and_say_all_they_have(label: Label) -> None:
    pdf = printed(label, *[(AGENDA, TO_WRITE)] * label.per_sheet)
    _front, back = pages.drawn(pdf)
    assert pages.stray_ink(back, label) == 0
    words = pages.texts(pdf)[1]
    for _hour, text in AGENDA.rows[:2]:
        assert text in words


@EVERY_LABEL
def test_lines_to_write_on_are_far_enough_apart_for_a_pen(label: Label) -> None:
    _front, back = pages.drawn(printed(label, (TO_WRITE,)))
    dot = pages.DPI / 25.4
    x = label.sheet[0] - label.left - label.panel[0] / 2 - (len(label.panels) - 1) * label.panel[0]
    column = back[:, round(x * dot)] < 200
    lines = np.flatnonzero(np.diff(column.astype(int)) == 1)
    lines = lines[lines > (label.top + label.height * 0.35) * dot]
    assert len(lines) >= 2
    assert min(np.diff(lines)) >= 5 * dot


def test_of_too_many_lines_the_last_are_left_out_and_an_ellipsis_says_so() -> None:
    long = BackFace(heading="Au programme", rows=tuple((f"{at} h", f"N{at}") for at in range(40)))
    words = pages.texts(printed(LABELS["l4784"], (long,)))[1]
    assert "N1" in words
    assert "N39" not in words
    assert "…" in words


@pytest.mark.slow
@settings(max_examples=30)
@given(
    label=st.sampled_from(list(LABELS.values())),
    heading=names(),
    rows=st.lists(st.tuples(st.sampled_from(["", "8 h", "10 h 45"]), names()), max_size=14),
    ruled=st.booleans(),
)
def test_no_back_leaves_its_label_whatever_stands_on_it(
    label: Label, heading: str, rows: list[tuple[str, str]], ruled: bool
) -> None:
    back = BackFace(heading=heading, note=heading, rows=tuple(rows), ruled=ruled)
    _front, pixels = pages.drawn(printed(label, (back,)), dpi=120)
    assert pages.stray_ink(pixels, label, dpi=120) == 0
