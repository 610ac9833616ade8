from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.paper.fitting import Fitted, Line, Room, fit, words
from tests.networking.paper.people import names

ROOM = Room(width=200, height=80, largest=36, smallest=14, lines=3, leading=1.1)


def width_of(text: str) -> float:
    """A type in which every letter is half as wide as it is high."""
    return 0.5 * len(text)


def rooms() -> st.SearchStrategy[Room]:
    return st.builds(
        Room,
        width=st.floats(20, 500),
        height=st.floats(20, 200),
        largest=st.floats(14, 60),
        smallest=st.just(14.0),
        lines=st.integers(1, 4),
        leading=st.floats(1, 1.4),
    )


def test_a_short_name_is_as_large_as_may_be() -> None:
    assert fit("Ana", ROOM, width_of) == Fitted(36, (Line("Ana"),))


def test_a_longer_name_is_as_large_as_its_width_allows() -> None:
    found = fit("Bartholomew", ROOM, width_of)
    assert found.lines == (Line("Bartholomew"),)
    assert found.size * width_of("Bartholomew") == pytest.approx(200, rel=0.011)


def test_a_double_name_breaks_after_its_hyphen_where_that_makes_it_a_fifth_larger() -> None:
    found = fit("Marie-Françoise", ROOM, width_of)
    assert [line.text for line in found.lines] == ["Marie-", "Françoise"]
    assert found.size > 1.2 * 200 * 0.99 / width_of("Marie-Françoise")


def test_a_second_line_that_gains_little_is_not_taken() -> None:
    assert len(fit("Jo Bartholomew", replace(ROOM, height=66), width_of).lines) == 1


def test_a_word_that_doesn_t_fit_is_condensed_never_broken_and_leaves_the_other_lines_alone() -> (
    None
):
    found = fit("Anna " + "w" * 60, ROOM, width_of)
    assert found.size == 14
    anna, long = found.lines
    assert anna == Line("Anna")
    assert long.text == "w" * 60
    assert long.stretch == pytest.approx(200 * 0.99 / (14 * 30), abs=1e-4)


def test_a_title_that_doesn_t_fit_loses_its_last_words_and_says_so() -> None:
    room = replace(ROOM, width=60, height=20, largest=9, smallest=7, lines=2, elide=True)
    (line,) = fit("one, two three four five six seven eight nine ten", room, width_of).lines[-1:]
    assert line.text.endswith("…")
    assert line.stretch == 1


def test_nothing_left_out_stands_before_the_ellipsis() -> None:
    room = replace(ROOM, width=30, height=10, largest=7, smallest=7, lines=1, elide=True)
    assert fit("abc, " + "d" * 30, room, width_of).lines == (Line("abc…"),)


def test_nothing_is_set_for_an_empty_text() -> None:
    assert fit("  ", ROOM, width_of).lines == ()
    assert fit("", ROOM, width_of).height == 0


@pytest.mark.parametrize("wrong", [{"height": 15}, {"width": 0}])
def test_a_room_for_not_even_one_line_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="no line of 14 pt"):
        replace(ROOM, **wrong)


@given(names(), rooms())
def test_nothing_is_ever_wider_or_higher_than_its_room_or_smaller_than_allowed(
    name: str, room: Room
) -> None:
    found = fit(name, room, width_of)
    assert room.smallest <= found.size <= room.largest
    assert 1 <= len(found.lines) <= room.lines
    assert found.height <= room.height + 0.01
    for line in found.lines:
        assert width_of(line.text) * found.size * line.stretch <= room.width


@given(names(), rooms())
def test_a_name_is_set_whole_and_breaks_only_between_words_and_after_hyphens(
    name: str, room: Room
) -> None:
    lines = [line.text for line in fit(name, room, width_of).lines]
    whole = lines[0]
    for line in lines[1:]:
        whole += line if whole.endswith("-") and not name.startswith(f"{whole} ") else f" {line}"
    assert whole == " ".join(name.split())


@given(names(), rooms())
def test_a_text_is_measured_by_the_words_it_was_said_to_be_measured_by(
    name: str, room: Room
) -> None:
    known = set(words(name))

    def measured(word: str) -> float:
        assert word in known
        return width_of(word)

    fit(name, replace(room, elide=True), measured)
