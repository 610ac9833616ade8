"""So many mails a minute to one domain, and nobody who waits for a code is kept waiting."""

import datetime as dt
from collections import Counter, defaultdict

import pytest
import time_machine
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from networking.mail import actions, domains
from networking.mail.domains import Plan
from networking.mail.models import Departures, OutgoingMail, Priority, State
from networking.mail.sending import send_due
from networking.time import now
from tests.networking.mail.letters import post
from tests.services.smtp import SmtpSink

BEGIN = dt.datetime(2026, 12, 1, 7, 0, tzinfo=dt.UTC)
# Batches: how many seconds after the one before, and to which domains.
BATCHES = st.lists(
    st.tuples(st.integers(0, 45), st.lists(st.sampled_from("abc"), max_size=12)), max_size=25
)


@given(batches=BATCHES, measure=st.integers(1, 8))
def test_no_minute_ever_has_more_than_the_measure(
    batches: list[tuple[int, list[str]]], measure: int
) -> None:
    kept: defaultdict[int, Counter[str]] = defaultdict(Counter)
    left: defaultdict[str, list[dt.datetime]] = defaultdict(list)
    moment = BEGIN
    for wait, wanted in batches:
        moment += dt.timedelta(seconds=wait)
        present = domains.slice_of(moment)
        lately = [pair for at in kept if at >= present - domains.REACH for pair in kept[at].items()]
        found = domains.plan(wanted, domains.counted(lately), Counter(), measure)
        kept[present].update(found.leaving)
        for position in found.now:
            left[wanted[position]].append(moment)
        assert sorted([*found.now, *found.later]) == list(range(len(wanted)))
    for moments in left.values():
        for one in moments:
            assert sum(one <= other < one + domains.MINUTE for other in moments) <= measure


@given(number=st.integers(1, 60), measure=st.integers(1, 8))
def test_what_is_put_off_comes_back_a_measure_at_a_time(number: int, measure: int) -> None:
    put_off: Counter[str] = Counter()
    found = domains.plan(["a"] * number, {}, put_off, measure)
    assert len(found.now) == min(number, measure)
    assert all(many <= measure for many in Counter(found.later.values()).values())
    assert all(wait > domains.MINUTE for wait in found.later.values())


def test_a_measure_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        domains.plan(["a"], {}, Counter(), 0)


def states() -> Counter[str]:
    return Counter(OutgoingMail.objects.values_list("state", flat=True))


@pytest.mark.django_db
def test_a_gulp_to_one_domain_is_swallowed_in_sips(
    smtp_sink: SmtpSink, settings: LazySettings
) -> None:
    settings.MAILS_A_MINUTE_PER_DOMAIN = 3
    for number in range(5):
        post(number)
    post(5, to="ngoc@ailleurs.org")
    post(6, priority=Priority.NOW)
    assert send_due() == 5
    assert states() == {State.SENT: 5, State.WAITING: 2}
    waiting = OutgoingMail.objects.filter(state=State.WAITING)
    assert {mail.attempts for mail in waiting} == {0}
    with time_machine.travel(now() + dt.timedelta(seconds=59)):
        assert send_due() == 0
    with time_machine.travel(now() + dt.timedelta(seconds=75)):
        assert send_due() == 2
    assert len(smtp_sink.messages) == 7


@pytest.mark.django_db
def test_who_waits_for_a_code_waits_for_no_measure(
    smtp_sink: SmtpSink, settings: LazySettings
) -> None:
    settings.MAILS_A_MINUTE_PER_DOMAIN = 1
    for number in range(4):
        post(number, priority=Priority.NOW)
    assert send_due() == 4
    assert not Departures.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 25])
def test_counting_costs_the_same_for_one_mail_and_for_a_batch(
    number: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    addresses = [f"a@d{at % 3}.org" for at in range(number)]
    with django_assert_num_queries(5):  # type: ignore[operator]
        plan = actions.depart(addresses=addresses, put_off=Counter(), measure=100)
    assert isinstance(plan, Plan)
    assert sum(plan.leaving.values()) == number


@pytest.mark.django_db
def test_what_left_long_ago_is_forgotten() -> None:
    actions.depart(addresses=["a@exemple.org"], put_off=Counter(), measure=9)
    with time_machine.travel(now() + dt.timedelta(minutes=5)):
        actions.depart(addresses=["a@ailleurs.org"], put_off=Counter(), measure=9)
        assert actions.forget_departures() == 1
    assert [each.domain for each in Departures.objects.all()] == ["ailleurs.org"]
