"""What the console decides about remarks: whatever is tapped, one at most is before the room."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.agenda.log import Refused, undoable
from events.agenda.remarks import actions
from events.agenda.remarks.floor import EMPTY, Floor, Standing

TAPS = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(list(Standing))), max_size=30)


def played(taps: list[tuple[int, Standing]]) -> list[Floor]:
    """The floors one after the other; what is refused leaves the one before."""
    floors = [EMPTY]
    for rev, (number, to) in enumerate(taps, 1):
        try:
            floors.append(floors[-1].moved({"remark": number}, to, rev))
        except Refused:
            floors.append(floors[-1])
    return floors


@given(TAPS)
def test_one_at_most_is_before_the_room(taps: list[tuple[int, Standing]]) -> None:
    for floor in played(taps):
        on = [number for number, standing in floor.decided if standing is Standing.ON]
        assert len(on) <= 1
        assert floor.public()["on"] == (on[0] if on else None)


@given(TAPS)
def test_a_tap_changes_its_remark_and_of_the_others_only_the_one_that_was_on(
    taps: list[tuple[int, Standing]],
) -> None:
    floors = played(taps)
    for (number, to), before, after in zip(taps, floors, floors[1:], strict=False):
        assert after.standing(number, Standing.WAITING) is to or before is after
        for other in {1, 2, 3, 4, 5} - {number}:
            was = before.standing(other, Standing.WAITING)
            left = Standing.DONE if was is to is Standing.ON else was
            assert after.standing(other, Standing.WAITING) is left


@given(TAPS)
def test_floors_that_differ_have_another_name(taps: list[tuple[int, Standing]]) -> None:
    named = {floor.public()["moved"]: floor for floor in played(taps)}
    assert len(named) == len(set(played(taps)))


@pytest.mark.parametrize("payload", [{}, {"remark": "1"}, {"remark": 0}, {"remark": True}])
def test_what_is_no_number_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(Refused, match="no_such_remark"):
        EMPTY.moved(payload, Standing.ON, 1)


def test_every_decision_can_be_undone_and_done_again(talk) -> None:
    talk.begin()
    (guest,) = talk.come()
    one, other = talk.send(guest), talk.send(guest, "Et pourquoi ?")
    states = [talk.part.state]
    for verb, remark in (("take", one), ("show", one), ("show", other), ("done", other)):
        talk.console.tap(f"talk.{verb}", remark=remark.number)
        states.append(talk.part.state)
    for before in reversed(states[:-1]):
        talk.console.undo(_last_effective(talk))
        assert talk.part.state == before
    talk.console.undo(talk.console.rev)
    assert talk.part.state == states[1]


def _last_effective(talk) -> int:
    return undoable(talk.console.reading.log).rev


def test_what_was_taken_back_or_never_sent_is_shown_to_nobody(talk) -> None:
    talk.begin()
    with pytest.raises(Refused, match="no_such_remark"):
        talk.console.tap("talk.show", remark=1)
    (guest,) = talk.come()
    question = talk.send(guest, id=uuid.uuid4())
    actions.withdraw(remark=question, guest=guest, by=None)
    with pytest.raises(Refused, match="no_such_remark"):
        talk.console.tap("talk.show", remark=question.number)
