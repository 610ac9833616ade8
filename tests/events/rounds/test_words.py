"""Reasons, as they are read."""

import pytest
from django.utils import translation

from events.rounds import words
from events.rounds.pairing import Reason
from events.rounds.tables import Table


@pytest.mark.parametrize(
    ("reason", "ago", "facilitator", "them"),
    [
        (Reason.NEW, None, "", "You meet for the first time"),
        (Reason.EARLIER, 1, "Met at the last event", "Met at the last event"),
        (Reason.EARLIER, 5, "Last met 5 events ago", "Last met 5 events ago"),
        (Reason.COLLEAGUES, None, "Same organisation", ""),
        (Reason.AGAIN, None, "Met today already", ""),
    ],
)
def test_a_reason_is_said_to_the_facilitator_and_to_those_it_is_about(
    reason: Reason, ago: int | None, facilitator: str, them: str
) -> None:
    table = Table(1, ("Amina", "Benoît"), reason, ago)
    with translation.override("en"):
        assert words.reason_for_facilitator(table) == facilitator
        assert words.reason_for_them(table) == them


def test_three_people_are_not_told_which_two_of_them_have_met() -> None:
    table = Table(1, ("Amina", "Benoît", "Claire"), Reason.EARLIER, 5)
    with translation.override("en"):
        assert words.reason_for_them(table) == ""
        assert words.reason_for_facilitator(table) == "Last met 5 events ago"
