"""The queue of a round table: who speaks, who waits, and for how long."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.agenda.log import Refused
from events.formats.round_table import queue
from events.formats.round_table.queue import Queue, Turn

MINUTE = dt.timedelta(seconds=60)


def at(seconds: float) -> dt.timedelta:
    return dt.timedelta(seconds=seconds)


def names(found: Queue, turn: Turn) -> list[str]:
    return [seat.guest for seat in found.seats if seat.turn is turn]


def test_the_first_to_come_speaks_first():
    opened = queue.open_round(["amina", "youssef", "claire"], MINUTE, at(0))
    assert opened.speaking.guest == "amina"
    assert opened.following.guest == "youssef"
    assert (opened.number, opened.total, opened.left) == (1, 3, 2)


def test_nobody_is_in_the_queue_twice():
    assert queue.open_round(["amina", "amina"], MINUTE, at(0)).total == 1


def test_a_round_table_without_guests_does_not_begin():
    with pytest.raises(Refused, match="nobody_here"):
        queue.open_round([], MINUTE, at(0))


@pytest.mark.parametrize("seconds", [0, 14, 301])
def test_a_turn_is_neither_a_word_nor_a_speech(seconds):
    with pytest.raises(Refused, match="no_such_turn"):
        queue.open_round(["amina"], at(seconds), at(0))


def test_each_has_spoken_once_when_the_round_is_over():
    round_ = queue.open_round(["amina", "youssef"], MINUTE, at(0))
    round_ = queue.following(round_, at(50))
    assert round_.seat("amina").spoke == at(50)
    assert not round_.finished
    round_ = queue.following(round_, at(115))
    assert round_.seat("youssef").spoke == at(65)
    assert round_.finished
    with pytest.raises(Refused, match="round_is_over"):
        queue.following(round_, at(120))


def test_who_comes_late_speaks_at_the_end():
    round_ = queue.open_round(["amina", "youssef"], MINUTE, at(0))
    round_ = queue.arrive(round_, "claire")
    assert round_.ahead("claire") == 2
    assert queue.arrive(round_, "claire") == round_


def test_who_comes_after_the_end_has_a_turn_all_the_same():
    round_ = queue.following(queue.open_round(["amina"], MINUTE, at(0)), at(60))
    assert round_.finished
    round_ = queue.arrive(round_, "claire")
    assert not round_.finished
    assert queue.following(round_, at(70)).speaking.guest == "claire"


def test_one_may_pass_and_one_may_be_absent():
    round_ = queue.open_round(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.give_up(round_, Turn.PASSED, at(5))
    assert round_.speaking.guest == "youssef"
    round_ = queue.give_up(round_, Turn.ABSENT, at(6))
    assert round_.speaking.guest == "claire"
    assert (round_.number, round_.total) == (2, 2)


def test_somebody_still_waiting_may_turn_out_absent():
    round_ = queue.open_round(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.give_up(round_, Turn.ABSENT, at(5), "youssef")
    assert round_.speaking.guest == "amina"
    assert round_.following.guest == "claire"


@pytest.mark.parametrize("guest", ["nobody", "amina"])
def test_only_who_waits_or_speaks_can_give_up_a_turn(guest):
    round_ = queue.open_round(["amina", "youssef"], MINUTE, at(0))
    round_ = queue.following(round_, at(60))
    with pytest.raises(Refused, match="no_such_guest"):
        queue.give_up(round_, Turn.PASSED, at(61), guest)


def test_nobody_speaking_nobody_can_pass():
    round_ = queue.following(queue.open_round(["amina"], MINUTE, at(0)), at(60))
    with pytest.raises(Refused, match="no_such_guest"):
        queue.give_up(round_, Turn.PASSED, at(61))


def test_who_was_absent_and_comes_back_speaks_at_the_end():
    round_ = queue.open_round(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.arrive(queue.give_up(round_, Turn.ABSENT, at(5)), "amina")
    assert names(round_, Turn.WAITING) == ["claire", "amina"]


def test_back_gives_the_one_before_a_whole_turn():
    round_ = queue.open_round(["amina", "youssef"], MINUTE, at(0))
    round_ = queue.back(queue.following(round_, at(60)), at(65))
    assert round_.speaking.guest == "amina"
    assert round_.began == at(65)
    assert round_.following.guest == "youssef"


def test_after_the_end_back_gives_the_last_one_the_word_again():
    round_ = queue.following(queue.open_round(["amina"], MINUTE, at(0)), at(60))
    assert queue.back(round_, at(65)).speaking.guest == "amina"


def test_there_is_no_way_back_from_the_first_turn():
    with pytest.raises(Refused, match="first_turn"):
        queue.back(queue.open_round(["amina"], MINUTE, at(0)), at(5))


def test_one_knows_ones_number_and_how_long_it_takes():
    round_ = queue.open_round(["amina", "youssef", "claire"], MINUTE, at(0))
    assert round_.ahead("claire") == 2
    assert round_.wait("claire", at(20)) == at(110)
    assert round_.ahead("amina") is None
    assert round_.wait("amina", at(20)) is None


def test_an_overrun_does_not_make_the_others_wait_less_than_nothing():
    round_ = queue.open_round(["amina", "youssef"], MINUTE, at(0))
    assert round_.wait("youssef", at(600)) == at(5)


def test_between_the_last_turn_and_a_late_one_nobody_is_ahead():
    round_ = queue.following(queue.open_round(["amina"], MINUTE, at(0)), at(60))
    round_ = queue.arrive(round_, "claire")
    assert round_.ahead("claire") == 0
    assert round_.wait("claire", at(300)) == at(0)


def test_twenty_six_at_a_minute_fit_into_thirty_minutes_and_thirty_do_not():
    assert queue.needed(26, MINUTE) <= at(1800)
    assert queue.needed(30, MINUTE) > at(1800)
    assert queue.fitting(30, at(1800)) == at(55)


def test_where_nobody_could_say_a_word_no_shorter_turn_is_offered():
    assert queue.fitting(200, at(1800)) is None
    assert queue.fitting(0, at(1800)) is None
    assert queue.fitting(2, at(3600)) == queue.LONGEST


@given(st.integers(1, 300), st.integers(0, 7200))
def test_an_offered_turn_fits(guests, seconds):
    turn = queue.fitting(guests, at(seconds))
    if turn is not None:
        assert queue.needed(guests, turn) <= at(seconds)
        assert queue.SHORTEST <= turn <= queue.LONGEST


GUESTS = [f"guest-{number}" for number in range(6)]
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["following", "passed", "absent", "gone", "back", "arrive"]),
        st.sampled_from([*GUESTS, "late-1", "late-2"]),
        st.integers(0, 90),
    ),
    max_size=30,
)


@given(MOVES)
def test_whatever_happens_each_is_in_the_queue_once_and_all_turns_are_equal(moves):
    round_ = queue.open_round(GUESTS, MINUTE, at(0))
    clock = at(0)
    for move, guest, seconds in moves:
        clock += at(seconds)
        before = round_
        try:
            round_ = _moved(round_, move, guest, clock)
        except Refused:
            continue
        everybody = [seat.guest for seat in round_.seats]
        assert len(everybody) == len(set(everybody))
        assert set(everybody) >= {seat.guest for seat in before.seats}
        assert sum(seat.turn is Turn.SPEAKING for seat in round_.seats) <= 1
        assert round_.turn == MINUTE
        assert round_.began <= clock
        assert round_.total == round_.number + round_.left
        if move != "back":
            # Nobody overtakes: whoever still waits, waits in the same order.
            still = [g for g in names(before, Turn.WAITING) if g in names(round_, Turn.WAITING)]
            assert names(round_, Turn.WAITING)[: len(still)] == still


def _moved(round_, move, guest, clock):
    match move:
        case "following":
            return queue.following(round_, clock)
        case "passed":
            return queue.give_up(round_, Turn.PASSED, clock)
        case "absent":
            return queue.give_up(round_, Turn.ABSENT, clock)
        case "gone":
            return queue.give_up(round_, Turn.ABSENT, clock, guest)
        case "back":
            return queue.back(round_, clock)
    return queue.arrive(round_, guest)
