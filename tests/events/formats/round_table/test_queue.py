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


def opened(guests, turn, when):
    return queue.open_round(queue.line_up(Queue(), guests), turn, when)


def names(found: Queue, turn: Turn) -> list[str]:
    return [seat.guest for seat in found.seats if seat.turn is turn]


def test_the_first_to_come_speaks_first():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    assert round_.speaking.guest == "amina"
    assert round_.following.guest == "youssef"
    assert (round_.number, round_.total, round_.left) == (1, 3, 2)


def test_nobody_is_in_the_queue_twice():
    assert opened(["amina", "amina"], MINUTE, at(0)).total == 1


def test_a_round_table_without_guests_does_not_begin():
    with pytest.raises(Refused, match="nobody_here"):
        opened([], MINUTE, at(0))


@pytest.mark.parametrize("seconds", [0, 14, 301])
def test_a_turn_is_neither_a_word_nor_a_speech(seconds):
    with pytest.raises(Refused, match="no_such_turn"):
        opened(["amina"], at(seconds), at(0))


def test_each_has_spoken_once_when_the_round_is_over():
    round_ = opened(["amina", "youssef"], MINUTE, at(0))
    round_ = queue.following(round_, at(50))
    assert round_.seat("amina").spoke == at(50)
    assert not round_.finished
    round_ = queue.following(round_, at(115))
    assert round_.seat("youssef").spoke == at(65)
    assert round_.finished
    with pytest.raises(Refused, match="round_is_over"):
        queue.following(round_, at(120))


def test_who_comes_late_speaks_at_the_end():
    round_ = opened(["amina", "youssef"], MINUTE, at(0))
    round_ = queue.arrive(round_, "claire")
    assert round_.ahead("claire") == 2
    assert queue.arrive(round_, "claire") == round_


def test_who_comes_after_the_end_has_a_turn_all_the_same():
    round_ = queue.following(opened(["amina"], MINUTE, at(0)), at(60))
    assert round_.finished
    round_ = queue.arrive(round_, "claire")
    assert not round_.finished
    assert queue.following(round_, at(70)).speaking.guest == "claire"


def test_one_may_pass_and_one_may_be_absent():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.give_up(round_, Turn.PASSED, at(5))
    assert round_.speaking.guest == "youssef"
    round_ = queue.give_up(round_, Turn.ABSENT, at(6))
    assert round_.speaking.guest == "claire"
    assert (round_.number, round_.total) == (2, 2)


def test_somebody_still_waiting_may_turn_out_absent():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.give_up(round_, Turn.ABSENT, at(5), "youssef")
    assert round_.speaking.guest == "amina"
    assert round_.following.guest == "claire"


@pytest.mark.parametrize("guest", ["nobody", "amina"])
def test_only_who_waits_or_speaks_can_give_up_a_turn(guest):
    round_ = opened(["amina", "youssef"], MINUTE, at(0))
    round_ = queue.following(round_, at(60))
    with pytest.raises(Refused, match="no_such_guest"):
        queue.give_up(round_, Turn.PASSED, at(61), guest)


def test_nobody_speaking_nobody_can_pass():
    round_ = queue.following(opened(["amina"], MINUTE, at(0)), at(60))
    with pytest.raises(Refused, match="no_such_guest"):
        queue.give_up(round_, Turn.PASSED, at(61))


def test_who_was_absent_and_comes_back_speaks_at_the_end():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.arrive(queue.give_up(round_, Turn.ABSENT, at(5)), "amina")
    assert names(round_, Turn.WAITING) == ["claire", "amina"]


def test_back_gives_the_one_before_a_whole_turn():
    round_ = opened(["amina", "youssef"], MINUTE, at(0))
    round_ = queue.back(queue.following(round_, at(60)), at(65))
    assert round_.speaking.guest == "amina"
    assert round_.began == at(65)
    assert round_.following.guest == "youssef"


def test_after_the_end_back_gives_the_last_one_the_word_again():
    round_ = queue.following(opened(["amina"], MINUTE, at(0)), at(60))
    assert queue.back(round_, at(65)).speaking.guest == "amina"


def test_there_is_no_way_back_from_the_first_turn():
    with pytest.raises(Refused, match="first_turn"):
        queue.back(opened(["amina"], MINUTE, at(0)), at(5))


def test_one_knows_ones_number_and_how_long_it_takes():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    assert round_.ahead("claire") == 2
    assert round_.wait("claire", at(20)) == at(110)
    assert round_.ahead("amina") is None
    assert round_.wait("amina", at(20)) is None


def test_an_overrun_does_not_make_the_others_wait_less_than_nothing():
    round_ = opened(["amina", "youssef"], MINUTE, at(0))
    assert round_.wait("youssef", at(600)) == at(5)


def test_between_the_last_turn_and_a_late_one_nobody_is_ahead():
    round_ = queue.following(opened(["amina"], MINUTE, at(0)), at(60))
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


def test_each_turn_that_is_short_saves_time_and_each_overrun_loses_some():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.following(round_, at(45))
    assert round_.saved == at(20)
    round_ = queue.following(round_, at(145))
    assert round_.saved == at(-15)


def test_who_passes_saves_the_whole_turn_and_who_is_absent_none():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.give_up(round_, Turn.PASSED, at(0))
    assert round_.saved == at(65)
    assert queue.give_up(round_, Turn.ABSENT, at(0)).saved == at(65)


def test_what_all_those_still_to_speak_need_is_known_at_every_instant():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    assert round_.rest(at(0)) == queue.needed(3, MINUTE)
    assert round_.rest(at(40)) == queue.needed(3, MINUTE) - at(40)
    assert round_.rest(at(600)) == queue.needed(2, MINUTE)


def test_before_the_first_turn_an_order_may_be_asked_for_and_hands_forgotten():
    lined = queue.move(queue.line_up(Queue(), ["amina", "youssef"]), "youssef", "amina")
    assert names(lined, Turn.WAITING) == ["youssef", "amina"]
    chosen = queue.choose(lined, "name", "seed")
    assert (chosen.order, chosen.seed, chosen.seats) == ("name", "seed", ())
    with pytest.raises(Refused, match="already_open"):
        queue.choose(opened(["amina"], MINUTE, at(0)), "name", "seed")


def test_who_waits_is_moved_before_another_or_to_the_end():
    round_ = opened(["amina", "youssef", "claire", "david"], MINUTE, at(0))
    assert names(queue.move(round_, "david", "youssef"), Turn.WAITING) == [
        *("david", "youssef", "claire")
    ]
    assert names(queue.move(round_, "youssef", ""), Turn.WAITING) == ["claire", "david", "youssef"]


@pytest.mark.parametrize(
    ("guest", "before"),
    [("amina", ""), ("youssef", "amina"), ("youssef", "youssef"), ("nobody", ""), ("claire", "x")],
)
def test_only_those_who_wait_are_moved_and_only_before_those_who_wait(guest, before):
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    with pytest.raises(Refused, match="no_such_guest"):
        queue.move(round_, guest, before)


def test_who_passed_may_speak_after_all_at_the_end():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.call(queue.give_up(round_, Turn.PASSED, at(5)), "amina")
    assert names(round_, Turn.WAITING) == ["claire", "amina"]
    with pytest.raises(Refused, match="no_such_guest"):
        queue.call(round_, "amina")


def test_back_is_to_whoever_spoke_before_not_to_who_passed_in_advance():
    round_ = opened(["amina", "youssef", "claire"], MINUTE, at(0))
    round_ = queue.give_up(queue.following(round_, at(60)), Turn.PASSED, at(61), "claire")
    assert queue.back(round_, at(65)).speaking.guest == "amina"


GUESTS = [f"guest-{number}" for number in range(6)]
EVERYBODY = [*GUESTS, "late-1", "late-2"]
MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            ["following", "passed", "absent", "gone", "back", "arrive", "call", "move"]
        ),
        st.sampled_from(EVERYBODY),
        st.sampled_from([*EVERYBODY, ""]),
        st.integers(0, 90),
    ),
    max_size=40,
)


@given(MOVES)
def test_whatever_happens_each_is_in_the_queue_once_and_all_turns_are_equal(moves):
    for before, round_, (move, guest, _, _), clock in played(moves):
        everybody = [seat.guest for seat in round_.seats]
        assert len(everybody) == len(set(everybody))
        assert set(everybody) >= {seat.guest for seat in before.seats}
        assert sum(seat.turn is Turn.SPEAKING for seat in round_.seats) <= 1
        assert round_.turn == MINUTE
        assert round_.began <= clock
        assert round_.total == round_.number + round_.left
        # Nobody overtakes: whoever still waits, waits in the same order, but for who was moved.
        moved = {guest} if move == "move" else set()
        was, now = (
            [g for g in names(state, Turn.WAITING) if g not in moved] for state in (before, round_)
        )
        assert [g for g in now if g in was] == [g for g in was if g in now]


@given(MOVES)
def test_nobody_speaks_twice_unless_she_is_given_the_word_back(moves):
    spoke = set()
    for before, round_, (move, *_), _clock in played(moves):
        speaking = round_.speaking and round_.speaking.guest
        if move == "back":
            spoke -= {before.speaking and before.speaking.guest, speaking}
        elif speaking != (before.speaking and before.speaking.guest):
            assert speaking not in spoke
        # Who passed or wasn't there has not had her turn; who was heard out has.
        spoke |= set(names(round_, Turn.DONE))


@given(MOVES)
def test_at_the_end_nobody_who_is_here_was_forgotten(moves):
    round_ = opened(GUESTS, MINUTE, at(0))
    for _, round_, *_ in played(moves):  # noqa: B007  only the last one counts
        pass
    here = {seat.guest for seat in round_.seats if seat.turn in {Turn.WAITING, Turn.SPEAKING}}
    clock = round_.began
    while not round_.finished:
        clock += MINUTE
        round_ = queue.following(round_, clock)
    assert here <= set(names(round_, Turn.DONE))


def played(moves):
    """Play moves at an open round table; yield each that was taken, with what was before."""
    round_, clock = opened(GUESTS, MINUTE, at(0)), at(0)
    for move in moves:
        kind, guest, other, seconds = move
        clock += at(seconds)
        before = round_
        try:
            round_ = _moved(round_, kind, guest, other, clock)
        except Refused:
            continue
        yield before, round_, move, clock


def _moved(round_, move, guest, other, clock):
    moves = {
        "following": lambda: queue.following(round_, clock),
        "passed": lambda: queue.give_up(round_, Turn.PASSED, clock),
        "absent": lambda: queue.give_up(round_, Turn.ABSENT, clock),
        "gone": lambda: queue.give_up(round_, Turn.ABSENT, clock, guest),
        "back": lambda: queue.back(round_, clock),
        "call": lambda: queue.call(round_, guest),
        "move": lambda: queue.move(round_, guest, other),
        "arrive": lambda: queue.arrive(round_, guest),
    }
    return moves[move]()
