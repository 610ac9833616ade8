import pytest

from networking.paper.labels import A4, LABELS, LETTER, Cell, Label

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
def test_a_sheet_is_a4_or_letter_or_the_label_itself(label: Label) -> None:
    assert label.sheet in {A4, LETTER, (label.width, label.height)}


@pytest.mark.parametrize(
    ("key", "per_sheet"),
    [
        *(("l4785", 10), ("l4727", 10), ("l7418", 8), ("l4784", 27), ("l7160", 21)),
        *(("5395", 8), ("5392", 6), ("74459", 6), ("a6-butterfly", 2), ("62x100", 1)),
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
