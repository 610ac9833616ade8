"""What there is to count about guests."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.guests.tally import HEIGHT, WIDTH, course, diets

FIRST = dt.date(2026, 11, 2)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def test_numbers_rise_on_the_day_and_stay() -> None:
    found = course({"yes": [day(0), day(2), day(2)], "no": [day(3)]}, until=day(4))
    assert found is not None
    assert [line.counts for line in found.lines] == [(1, 1, 3, 3, 3), (0, 0, 0, 1, 1)]
    assert found.days == tuple(day(n) for n in range(5))
    assert found.rows() == [(day(0), (1, 0)), (day(2), (3, 0)), (day(3), (3, 1))]


def test_kinds_without_anybody_are_left_out_and_without_anybody_there_is_nothing() -> None:
    found = course({"yes": [day(0)], "no": []}, until=day(1))
    assert found is not None
    assert [line.name for line in found.lines] == ["yes"]
    assert course({"yes": []}, until=day(1)) is None


def test_who_came_after_the_last_day_is_counted_all_the_same() -> None:
    found = course({"yes": [day(0), day(5)]}, until=day(2))
    assert found is not None
    assert found.days[-1] == day(5)
    assert found.lines[0].last == 2


@given(st.lists(st.integers(0, 60), min_size=1, max_size=200), st.integers(0, 90))
def test_a_line_never_falls_and_ends_with_everybody_inside_the_picture(
    came: list[int], last: int
) -> None:
    found = course({"yes": [day(n) for n in came]}, until=day(last))
    assert found is not None
    (line,) = found.lines
    assert list(line.counts) == sorted(line.counts)
    assert line.last == len(came)
    assert found.top >= line.last
    assert found.marks[0] == 0
    assert 2 <= len(found.marks) <= 6
    assert len(line.counts) == len(found.days)


@pytest.mark.parametrize(
    ("most", "marks"),
    [(1, (0, 1)), (3, (0, 1, 2, 3)), (7, (0, 2, 4, 6, 8)), (34, (0, 10, 20, 30, 40)),
     (500, (0, 200, 400, 600))],
)  # fmt: skip
def test_the_scale_counts_in_round_steps(most: int, marks: tuple[int, ...]) -> None:
    found = course({"yes": [day(0)] * most}, until=day(0))
    assert found is not None
    assert found.marks == marks


def test_a_line_is_drawn_in_steps_from_edge_to_edge() -> None:
    found = course({"yes": [day(0), day(1)]}, until=day(2))
    assert found is not None
    assert found.lines[0].path(2) == f"M0 {HEIGHT // 2}H{WIDTH // 2}V0H{WIDTH}"


def test_a_single_day_is_a_line_too() -> None:
    found = course({"yes": [day(0)]}, until=day(0))
    assert found is not None
    assert found.lines[0].path(1) == f"M0 0H{WIDTH}"


def test_diets_are_grouped_by_their_letters_in_the_words_most_used() -> None:
    found = diets([("A", "Végétarien"), ("B", "vegetarien "), ("C", "Végétarien"), ("D", "Halal"),
                   ("E", ""), ("F", "-"), ("G", "aucun"), ("H", "Sans   gluten.")])  # fmt: skip
    assert [(group.words, group.count, group.people) for group in found] == [
        ("Végétarien", 3, ("A", "B", "C")),
        ("Halal", 1, ("D",)),
        ("Sans gluten.", 1, ("H",)),
    ]
