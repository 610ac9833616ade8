"""The one reminder of an invitation: when it may leave, and that it leaves once."""

import datetime as dt
import threading
import zoneinfo
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.guests import actions, invitation
from events.guests.fates import Person
from events.guests.models import Kind, Registration
from events.guests.tasks import remind_invited
from networking.mail.actions import stop
from networking.mail.kinds import kind_of
from networking.mail.models import OutgoingMail, State
from networking.mail.sending import content_of
from tests.factories import EventFactory, RegistrationFactory, UserFactory

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
STARTS = dt.datetime(2026, 12, 8, 8, tzinfo=PARIS)
LONG_AGO = dt.datetime(2026, 11, 20, 9, tzinfo=PARIS)
MOMENT = dt.datetime(2026, 12, 3, 10, tzinfo=PARIS)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def reminder_at(
    invited_at: dt.datetime = LONG_AGO, closes_at: dt.datetime | None = None
) -> dt.datetime | None:
    return invitation.reminder_at(
        invited_at=invited_at, starts_at=STARTS, closes_at=closes_at, zone=PARIS
    )


# --- The rule ------------------------------------------------------------------------------------


def test_it_is_five_days_before_at_ten_in_the_morning() -> None:
    assert reminder_at() == MOMENT


@pytest.mark.parametrize(
    ("invited", "reminded"),
    [
        ("2026-11-30T09:00", "2026-12-03T10:00"),
        ("2026-11-30T11:00", "2026-12-04T10:00"),
        ("2026-12-02T09:00", "2026-12-05T10:00"),
        ("2026-12-03T20:00", "2026-12-07T10:00"),
        ("2026-12-04T20:00", None),
    ],
)
def test_an_invitation_is_left_in_peace_for_three_days(invited: str, reminded: str | None) -> None:
    at = reminder_at(dt.datetime.fromisoformat(invited).replace(tzinfo=PARIS))
    assert (at and at.astimezone(PARIS).isoformat()[:16]) == reminded


def test_there_is_none_without_time_to_answer() -> None:
    assert reminder_at(closes_at=MOMENT + 20 * HOUR) == MOMENT
    assert reminder_at(closes_at=MOMENT + 19 * HOUR) is None


@given(
    st.integers(-60, 20),
    st.integers(0, 24 * 60 - 1),
    st.sampled_from(["Europe/Paris", "America/Montreal", "Africa/Tunis", "Asia/Tokyo"]),
    st.none() | st.integers(0, 200),
)
def test_it_keeps_peace_comes_by_day_and_leaves_time_to_answer(
    day: int, minute: int, zone: str, closes: int | None
) -> None:
    here = zoneinfo.ZoneInfo(zone)
    invited = STARTS + day * DAY + dt.timedelta(minutes=minute)
    closes_at = None if closes is None else STARTS - closes * HOUR
    at = invitation.reminder_at(
        invited_at=invited, starts_at=STARTS, closes_at=closes_at, zone=here
    )
    if at is None:
        return
    assert at - invited >= invitation.PEACE
    assert at.astimezone(here).time() == dt.time(10)
    assert STARTS - at <= invitation.AHEAD + DAY
    assert min(STARTS, closes_at or STARTS) - at >= invitation.TO_ANSWER


# --- The sweep -----------------------------------------------------------------------------------


@pytest.fixture
def breakfast(db: None) -> Event:
    event: Event = EventFactory.create(starts_at=STARTS)
    return event


def invited(event: Event, **said: object) -> Registration:
    registration: Registration = RegistrationFactory.create(
        **{"event": event, "invited": True, "invited_at": LONG_AGO, **said}
    )
    return registration


def sweep(at: dt.datetime = MOMENT) -> list[str]:
    with time_machine.travel(at, tick=False):
        remind_invited()
    return sorted(OutgoingMail.objects.values_list("to", flat=True))


def test_who_has_not_answered_is_reminded_once(breakfast: Event) -> None:
    asked = invited(breakfast)
    for state in ({}, {"waiting": True}, {"cancelled": True}):
        RegistrationFactory.create(event=breakfast, invited_at=LONG_AGO, **state)
    assert sweep(MOMENT - dt.timedelta(minutes=1)) == []
    assert sweep() == [asked.user.email]
    asked.refresh_from_db()
    assert asked.reminded_at == MOMENT
    assert sweep(MOMENT + DAY) == [asked.user.email]
    mail = OutgoingMail.objects.get()
    assert mail.params["again"]
    assert "Will you come?" in content_of(mail, kind_of(mail.kind)).subject or mail.language == "fr"


def test_the_invitation_and_its_reminder_are_two_mails(breakfast: Event) -> None:
    with time_machine.travel(LONG_AGO, tick=False):
        actions.invite_people(
            event=breakfast, people=[Person("Inès", "Roux", "ines@exemple.org")], by=None
        )
    assert sweep() == ["ines@exemple.org"] * 2


def test_nobody_is_reminded_without_an_address_or_against_her_will(breakfast: Event) -> None:
    invited(breakfast, user=UserFactory.create(email=None))
    unwilling = invited(breakfast)
    stop(address=unwilling.user.email or "", kind="guests.invited", by=None)
    assert sweep() == []
    unwilling.refresh_from_db()
    assert unwilling.reminded_at is None


def test_a_visitor_gets_the_one_mail_of_who_brings_her(breakfast: Event) -> None:
    invited(breakfast, kind=Kind.VISITOR)
    assert sweep() == []


@pytest.mark.parametrize(
    "change",
    [
        {"status": "cancelled"},
        {"status": "draft"},
        {"registration_closes_at": MOMENT + HOUR},
        {"registration_closes_at": MOMENT - HOUR},
        {"registration_opens_at": MOMENT + HOUR},
        {"capacity": 1},
    ],
)
def test_nobody_is_asked_to_what_has_closed_or_is_full(
    breakfast: Event, change: dict[str, object]
) -> None:
    invited(breakfast)
    RegistrationFactory.create(event=breakfast)
    Event.objects.filter(pk=breakfast.pk).update(**change)
    assert sweep() == []


@pytest.mark.parametrize("hour", [3, 9, 19, 23])
def test_nobody_is_woken(breakfast: Event, hour: int) -> None:
    invited(breakfast)
    assert sweep(MOMENT.replace(hour=hour) + DAY) == []


def test_a_worker_that_was_away_reminds_the_next_day(breakfast: Event) -> None:
    invited(breakfast)
    assert len(sweep(MOMENT + DAY + 3 * HOUR)) == 1


def test_it_is_too_late_the_day_before(breakfast: Event) -> None:
    invited(breakfast)
    assert sweep(STARTS - 19 * HOUR) == []


def test_who_answers_before_it_leaves_gets_none(breakfast: Event) -> None:
    asked = invited(breakfast)
    sweep()
    mail, kind = OutgoingMail.objects.get(), kind_of("guests.invited")
    with time_machine.travel(MOMENT, tick=False):
        assert kind.still_wanted(mail)
        actions.turn_down(registration=asked, by=None)
        mail.refresh_from_db()
    assert mail.state == State.DROPPED
    assert not kind.still_wanted(mail)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_instant_remind_once_each() -> None:
    event = EventFactory.create(starts_at=STARTS)
    for _ in range(10):
        invited(event)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        try:
            remind_invited()
        finally:
            connections.close_all()

    with time_machine.travel(MOMENT, tick=False), ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work) for _ in range(4)]:
            done.result()
    assert OutgoingMail.objects.count() == 10
    assert OutgoingMail.objects.values("user").distinct().count() == 10


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_with_nothing_due_asks_one_question(
    count: int, breakfast: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        invited(breakfast, reminded_at=MOMENT)
        invited(EventFactory.create(starts_at=STARTS + 30 * DAY))
    with time_machine.travel(MOMENT, tick=False), django_assert_num_queries(1):
        remind_invited()


@pytest.mark.parametrize("count", [1, 3])
def test_reminding_three_asks_as_much_as_reminding_one(
    count: int, breakfast: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        invited(breakfast)
    with time_machine.travel(MOMENT, tick=False), django_assert_num_queries(15):
        remind_invited()
