"""Tips: three of them, and others next time."""

from events.directory.tips import TIPS, tips_for


def test_an_event_has_three_tips_of_its_own_that_stay_the_same() -> None:
    assert tips_for(7) == tips_for(7)
    assert len(set(map(str, tips_for(7)))) == 3


def test_in_the_course_of_a_season_every_tip_has_its_turn() -> None:
    assert {str(tip) for event in range(30) for tip in tips_for(event)} == set(map(str, TIPS))
