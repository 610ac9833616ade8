from events.rounds.faces import MUCH, crowd


def test_two_questions_stand_smaller_on_a_projector_and_two_long_ones_smaller_still() -> None:
    assert crowd([]) == crowd(["x" * 200]) == ""
    assert crowd(["x" * MUCH, ""]) == "two"
    assert crowd(["x" * MUCH, "y"]) == "much"
