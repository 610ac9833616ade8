"""So many mails of a mailing a day: nothing refused, nothing lost, nobody flooded."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from networking.associations.models import Association
from networking.mail import actions, kinds, pace
from networking.mail.models import OutgoingMail, Priority
from networking.time import now
from tests.factories import AssociationFactory, UserFactory
from tests.networking.mail.letters import LETTER

PACED = kinds.Kind("tests.paced", LETTER.render, priority=Priority.MAILING, paced=True)


@given(before=st.integers(0, 500), count=st.integers(0, 500), per_day=st.integers(1, 90))
def test_no_day_has_more_than_its_measure_and_none_is_left_empty(
    before: int, count: int, per_day: int
) -> None:
    found = list(pace.days(before, count, per_day))
    assert len(found) == count
    assert found == sorted(found)
    each = Counter(found)
    assert all(many <= per_day for many in each.values())
    # The first day has what room is left, the others are full but for the last.
    assert all(each[day] == per_day for day in found if found[0] < day < found[-1])
    if count:
        assert found[0] == before // per_day


def test_a_measure_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        pace.days(0, 1, 0)


@pytest.fixture
def association(db: None, settings: LazySettings) -> Association:
    kinds.register(PACED)
    settings.MAILS_A_DAY = 3
    return AssociationFactory.create()


def mailing(association: Association, first: int, count: int) -> None:
    letters = [(f"m{at}", UserFactory.create(), {}) for at in range(first, first + count)]
    actions.enqueue_all(kind=PACED.name, letters=letters, association=association, by=None)


def due(association: Association) -> list[int]:
    """After how many days each of this association's mails leaves."""
    mails = OutgoingMail.objects.filter(association=association).order_by("pk")
    return [round((mail.due_at - now()) / dt.timedelta(days=1)) for mail in mails]


def test_a_long_list_leaves_over_several_days(association: Association) -> None:
    mailing(association, 0, 7)
    assert due(association) == [0, 0, 0, 1, 1, 1, 2]
    mailing(association, 7, 3)
    assert due(association)[7:] == [2, 2, 3]
    one = actions.enqueue(
        kind=PACED.name, to="a@exemple.org", key="one", association=association, by=None
    )
    assert round((one.due_at - now()) / dt.timedelta(days=1)) == 3


def test_a_day_later_there_is_room_again(association: Association) -> None:
    mailing(association, 0, 3)
    with time_machine.travel(now() + dt.timedelta(hours=25), tick=False):
        mailing(association, 3, 3)
        assert due(association)[3:] == [0, 0, 0]


def test_one_association_s_list_keeps_no_other_one_waiting(association: Association) -> None:
    mailing(association, 0, 9)
    other = AssociationFactory.create()
    mailing(other, 9, 2)
    assert due(other) == [0, 0]


def test_what_was_withdrawn_takes_nobody_s_place(association: Association) -> None:
    mailing(association, 0, 3)
    actions.withdraw(key="m0", by=None)
    mailing(association, 3, 1)
    assert due(association)[3:] == [0]


def test_what_somebody_waits_for_is_never_paced(association: Association) -> None:
    mailing(association, 0, 9)
    letters = [(f"l{at}", UserFactory.create(), {}) for at in range(4)]
    actions.enqueue_all(
        kind=PACED.name,
        letters=letters,
        association=association,
        priority=Priority.ORDINARY,
        by=None,
    )
    assert due(association)[9:] == [0, 0, 0, 0]
