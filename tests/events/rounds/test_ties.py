from events.rounds.ties import AGAIN, BLOCKED, COLLEAGUES, COST, OLDEST, Ties


def test_a_tie_is_known_from_both_sides() -> None:
    ties = Ties(earlier={("Amina", "Benoît"): 3})
    assert ties.age("Amina", "Benoît") == ties.age("Benoît", "Amina") == 3
    assert ties.age("Amina", "Claire") is None


def test_the_latest_of_several_meetings_counts() -> None:
    ties = Ties(earlier={("Amina", "Benoît"): 5, ("Benoît", "Amina"): 2})
    assert ties.age("Amina", "Benoît") == 2
    ties = Ties(earlier={("Amina", "Benoît"): 2, ("Benoît", "Amina"): 5})
    assert ties.age("Amina", "Benoît") == 2


def test_having_met_today_is_stronger_than_earlier_and_a_block_than_both() -> None:
    pair = ("Amina", "Benoît")
    assert Ties(met=[pair], earlier={pair: 1}).age(*pair) == 0
    blocked = Ties(met=[pair], earlier={pair: 1}, blocks=[pair])
    assert blocked.blocked(*pair)
    assert blocked.age(*pair) is None


def test_remembering_a_trio_ties_all_three() -> None:
    ties = Ties()
    ties.remember([("Amina", "Benoît", "Claire")])
    assert ties.age("Amina", "Benoît") == ties.age("Claire", "Benoît") == 0
    assert ties.age("Claire", "Amina") == 0


def test_remembering_does_not_lift_a_block() -> None:
    ties = Ties(blocks=[("Amina", "Benoît")])
    ties.remember([("Amina", "Benoît")])
    assert ties.blocked("Amina", "Benoît")


def test_a_copy_does_not_know_what_is_remembered_later() -> None:
    ties = Ties(earlier={("Amina", "Benoît"): 3})
    copy = ties.copy()
    ties.remember([("Amina", "Benoît")])
    assert copy.age("Amina", "Benoît") == 3


def test_very_old_meetings_keep_the_oldest_age() -> None:
    ties = Ties(earlier={("Amina", "Benoît"): 1000, ("Amina", "Claire"): 0})
    assert ties.age("Amina", "Benoît") == OLDEST
    assert ties.age("Amina", "Claire") == 1


def test_costs_fade_with_age_and_stay_in_their_tiers() -> None:
    fading = [COST[age] for age in range(1, OLDEST + 1)]
    assert fading == sorted(fading, reverse=True)
    assert fading[0] + COLLEAGUES < AGAIN / 1000
    assert AGAIN * 1000 < BLOCKED
