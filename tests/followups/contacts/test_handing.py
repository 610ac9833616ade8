"""What is on a card, and what goes when it is taken back: properties of the rules."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from events.guests.consent import FIELDS
from followups.contacts.card import MOBILE, WORK, Way, united
from followups.contacts.giving.handing import (
    GOOD_FOR,
    WAYS_GIVEN,
    gone,
    handed,
    is_dead,
    on_the_card,
    ways_of,
    without,
)

some = st.sets(st.sampled_from(FIELDS))
values = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from(["", "06 12 34 56 78", "01 23 45 67 89", "a@b.fr", "Graphiste"])
        for name in FIELDS
    },
)
typed = st.lists(
    st.builds(Way, st.sampled_from(["06 12 34 56 78", "07 0"]), st.sampled_from(["", WORK])),
    max_size=2,
)


@given(own=values, chosen=some, shared=some)
def test_a_card_says_what_was_chosen_or_is_seen_anyway_and_nothing_empty(
    own: dict[str, str], chosen: set[str], shared: set[str]
) -> None:
    fields = on_the_card(own, chosen=chosen, shared=shared)
    assert set(fields) == {name for name in chosen | shared if own.get(name)}
    assert fields == [name for name in FIELDS if name in fields]


@given(own=values, shown=values, given=some)
def test_nobody_receives_a_field_that_was_neither_shown_nor_given(
    own: dict[str, str], shown: dict[str, str], given: set[str]
) -> None:
    said = handed(shown, own, given=given)
    for name, value in said.items():
        assert value == (shown.get(name) or own[name])
        assert shown.get(name) or name in given
    assert all(said.get(name) == shown[name] for name in shown if shown[name])


@given(own=values, before=typed, on_card=some, still=some)
def test_taken_back_all_goes_that_came_by_the_card_alone_and_nothing_that_was_typed(
    own: dict[str, str], before: list[Way], on_card: set[str], still: set[str]
) -> None:
    fields = {name: own.get(name, "") for name in on_card | still}
    for kind in ("phones", "emails"):
        had = united(before, ways_of(kind, fields))
        lost = gone(on_card, still)
        left = without(had, kind, lost, {name: own.get(name, "") for name in still})
        # What she typed stays, first as it was.
        assert [way for way in left if not way.given] == list(united(before))
        # Whatever is still given stays reachable; nothing else that was given does.
        reached = {way.value for way in left}
        assert reached == {way.value for way in united(before)} | {
            own[name] for name in still if own.get(name) and WAYS_GIVEN.get(name, ("",))[0] == kind
        }


def test_a_number_that_was_two_fields_stays_by_the_other_one() -> None:
    number = "06 12 34 56 78"
    had = united(ways_of("phones", {"mobile": number, "phone": number}))
    assert had == (Way(number, MOBILE, given=True),)
    left = without(had, "phones", ["mobile"], {"phone": number})
    assert left == (Way(number, WORK, given=True),)


def test_a_phone_taken_off_takes_no_address_along() -> None:
    had = ways_of("emails", {"email": "a@b.fr"})
    # Not by being put back: what she gave then may not be what she says today.
    assert without(had, "emails", ["phone"], {}) == tuple(had)
    assert without(had, "emails", ["phone", "email"], {}) == ()


def test_a_badges_code_dies_a_week_after_the_end() -> None:
    end = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
    assert not is_dead(end, end + GOOD_FOR - dt.timedelta(seconds=1))
    assert is_dead(end, end + GOOD_FOR)
