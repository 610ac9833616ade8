"""Whether one can register now, and if not, why."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.guests.opening import ADMITTING, Opening, Terms, opening

NOON = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def terms(**said: object) -> Terms:
    usual: dict[str, object] = {
        "status": "published",
        "policy": "open",
        "opens_at": None,
        "closes_at": None,
        "ends_at": NOON + 10 * HOUR,
        "capacity": 30,
    }
    return Terms(**(usual | said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({}, Opening.OPEN),
        ({"status": "live"}, Opening.OPEN),
        ({"status": "draft"}, Opening.NOT_YET),
        ({"status": "cancelled"}, Opening.CANCELLED),
        ({"status": "over"}, Opening.OVER),
        ({"status": "archived"}, Opening.OVER),
        ({"ends_at": NOON}, Opening.OVER),
        ({"policy": "members"}, Opening.MEMBERS_ONLY),
        ({"policy": "invitation"}, Opening.BY_INVITATION),
        ({"policy": "approval"}, Opening.ON_APPROVAL),
        ({"opens_at": NOON + HOUR}, Opening.NOT_YET),
        ({"opens_at": NOON}, Opening.OPEN),
        ({"closes_at": NOON}, Opening.CLOSED),
        ({"closes_at": NOON + HOUR}, Opening.OPEN),
        ({"capacity": 7}, Opening.FULL),
        ({"capacity": 8}, Opening.OPEN),
    ],
)
def test_what_an_event_says_to_a_visitor(said: dict[str, object], word: Opening) -> None:
    assert opening(terms(**said), at=NOON, taken=7) is word


def test_members_and_the_invited_may_where_others_may_not() -> None:
    assert opening(terms(policy="members"), at=NOON, taken=0, member=True) is Opening.OPEN
    assert opening(terms(policy="members"), at=NOON, taken=0, invited=True) is Opening.OPEN
    assert opening(terms(policy="invitation"), at=NOON, taken=0, member=True) is (
        Opening.BY_INVITATION
    )
    assert opening(terms(policy="invitation"), at=NOON, taken=0, invited=True) is Opening.OPEN
    assert opening(terms(policy="approval"), at=NOON, taken=0, invited=True) is Opening.OPEN


@given(
    st.sampled_from(["draft", "published", "live", "over", "archived", "cancelled"]),
    st.sampled_from(["open", "members", "invitation", "approval"]),
    st.integers(-20, 20),
    st.integers(0, 40),
    st.booleans(),
    st.booleans(),
)
def test_nobody_is_admitted_to_what_is_over_or_off(
    status: str, policy: str, hours: int, taken: int, member: bool, invited: bool
) -> None:
    at = NOON + hours * HOUR
    word = opening(
        terms(status=status, policy=policy), at=at, taken=taken, member=member, invited=invited
    )
    if word in ADMITTING:
        assert status in {"published", "live"}
        assert at < NOON + 10 * HOUR
    if word is Opening.OPEN:
        assert taken < 30
