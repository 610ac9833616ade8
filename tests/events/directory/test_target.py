"""A tenth of the room: private, and reached for good."""

import pytest

from events.directory.target import target


@pytest.mark.parametrize(("others", "goal"), [(0, 1), (1, 1), (10, 1), (11, 2), (33, 4), (500, 50)])
def test_the_goal_is_a_tenth_of_the_others_and_at_least_one(others: int, goal: int) -> None:
    assert target(met=0, others=others).goal == goal


def test_the_ring_is_whole_when_the_goal_is_reached_and_stays_so() -> None:
    assert [target(met=met, others=33).share for met in (0, 2, 4, 9)] == [0, 0.5, 1, 1]
    assert target(met=4, others=33).reached
    assert not target(met=3, others=33).reached
