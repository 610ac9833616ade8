import itertools
import re

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from networking.paper import faces
from networking.paper.designs import DESIGNS, Design
from networking.paper.labels import A4, LABELS, LETTER, MM, Cell, Label

EACH = pytest.mark.parametrize("label", LABELS.values(), ids=LABELS.keys())


@EACH
def test_a_sheet_is_filled_exactly_its_margins_the_same_on_both_sides(label: Label) -> None:
    assert label.right == pytest.approx(label.left, abs=0.02)
    assert label.bottom == pytest.approx(label.top, abs=0.02)


@EACH
def test_no_label_reaches_over_another_or_over_the_sheet(label: Label) -> None:
    assert label.columns == 1 or label.x >= label.width - 1e-9
    assert label.rows == 1 or label.y >= label.height - 1e-9
    assert min(label.left, label.top, label.right, label.bottom) >= -1e-9


@EACH
def test_margins_labels_and_what_is_between_them_add_up_to_the_sheet(label: Label) -> None:
    cells = list(label.cells(label.per_sheet))
    assert cells[0].x == label.left
    assert cells[0].y == label.top
    assert cells[-1].x + label.width + label.right == pytest.approx(label.sheet[0])
    assert cells[-1].y + label.height + label.bottom == pytest.approx(label.sheet[1])
    assert {cell.page for cell in cells} == {0}


@EACH
def test_its_box_says_as_many_labels_as_there_are(label: Label) -> None:
    with override("en"):
        said = re.search(r"(\d+) on (A4|Letter)", str(label.name))
    assert said is None or int(said[1]) == label.per_sheet
    assert said or label.per_sheet == 1


@EACH
@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS.keys())
def test_every_design_has_its_boxes_apart_on_every_label(label: Label, design: Design) -> None:
    width, height = (side * MM for side in label.panel)
    plan = faces.plan(*label.panel, design)
    boxes = [plan.association, plan.given, plan.below, plan.code, plan.band]
    for box in (*boxes, plan.table, plan.beside_table):
        assert min(box.x, box.y, box.width, box.height) > 0
        assert box.right < width
        assert box.bottom < height
    for one, other in itertools.combinations(boxes, 2):
        beside = one.right <= other.x + 0.01 or other.right <= one.x + 0.01
        assert beside or one.bottom <= other.y + 0.01 or other.bottom <= one.y + 0.01


@given(
    width=st.floats(faces.SMALLEST_SIDE, 400),
    height=st.floats(faces.SMALLEST_SIDE, 400),
    design=st.sampled_from(list(DESIGNS.values())),
)
def test_whatever_is_large_enough_has_room_for_every_design(
    width: float, height: float, design: Design
) -> None:
    if max(width, height) < faces.SMALLEST_LENGTH:
        with pytest.raises(ValueError, match="too small"):
            faces.plan(width, height, design)
        return
    plan = faces.plan(width, height, design)
    # A room that holds not even one line raises.
    for room in (plan.association_room, plan.given_room, plan.family_room, plan.table_room):
        assert room.width > 0


@EACH
def test_a_sheet_is_a4_or_letter_or_the_label_itself(label: Label) -> None:
    assert label.sheet in {A4, LETTER, (label.width, label.height)}


@pytest.mark.parametrize(
    ("key", "per_sheet"),
    [
        *(("l4785", 10), ("l4727", 10), ("l7418", 8), ("l4784", 27), ("l7160", 21)),
        *(("5395", 8), ("5392", 6), ("74459", 6), ("a6-butterfly", 2), ("62x100", 1)),
        *(("herma-4418", 27), ("herma-4349", 10), ("herma-5028", 10)),
        *(("durable-1454", 8), ("durable-1455", 10)),
    ],
)
def test_a_sheet_has_as_many_labels_as_its_box_says(key: str, per_sheet: int) -> None:
    assert LABELS[key].per_sheet == per_sheet


def test_labels_are_used_row_by_row_and_go_on_with_the_next_sheet() -> None:
    assert list(LABELS["l4785"].cells(4, start_at=9)) == [
        Cell(0, 17.5, 233.5),
        Cell(0, 112.5, 233.5),
        Cell(1, 17.5, 13.5),
        Cell(1, 112.5, 13.5),
    ]


@pytest.mark.parametrize("start_at", [0, 11])
def test_a_sheet_can_t_start_at_a_label_it_doesn_t_have(start_at: int) -> None:
    with pytest.raises(ValueError, match="labels 1 to 10"):
        list(LABELS["l4785"].cells(1, start_at))


def test_a_butterfly_shows_two_faces_of_half_its_width() -> None:
    butterfly = LABELS["a6-butterfly"]
    assert butterfly.panel == (105, 148.5)
    assert butterfly.panels == (0, 105)
