"""What a season's shares come to: nothing by which one person could be known."""

from hypothesis import given
from hypothesis import strategies as st

from followups.reminders.season.shares import FEWEST, Share, together

SHARES = st.builds(
    lambda people, follow_ups, late: Share(people, follow_ups, max(follow_ups - late, 0)),
    people=st.integers(0, 12),
    follow_ups=st.integers(0, 40),
    late=st.integers(0, 40),
)


@given(st.lists(SHARES, max_size=12))
def test_a_season_is_the_sum_of_the_events_that_are_shown(shares: list[Share]) -> None:
    whole = together(shares)
    shown = [share for share in shares if share.people >= FEWEST]
    assert whole.follow_ups == sum(share.follow_ups for share in shown)
    assert whole.in_time == sum(share.in_time for share in shown)
    assert 0 <= whole.share <= 1
    assert 0 <= whole.percent <= 100


@given(st.lists(SHARES, max_size=6), SHARES.filter(lambda share: share.people < FEWEST))
def test_an_event_of_too_few_people_changes_nothing(shares: list[Share], few: Share) -> None:
    assert together([*shares, few]) == together(shares)
