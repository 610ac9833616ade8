"""A series is changed while guests register and another organiser is at it: real threads."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from events.calendar import actions
from events.calendar.actions.plans import plan_change
from events.calendar.models import Event, Series
from events.guests import actions as guests
from events.guests.models import Registration
from networking.mail.models import OutgoingMail
from networking.time import now
from tests.factories import RegistrationFactory, SeriesFactory

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6


def at_once(*doings: Callable[[], object]) -> list[object]:
    """Do all of it from threads that start together; return what came of each."""
    start = threading.Barrier(len(doings))

    def work(doing: Callable[[], object]) -> object:
        start.wait()
        try:
            return doing()
        except (actions.Outdated, Event.DoesNotExist) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(doings)) as pool:
        return [done.result() for done in [pool.submit(work, doing) for doing in doings]]


@pytest.fixture
def series() -> Series:
    """Every Tuesday of a month."""
    today = now().date()
    series = SeriesFactory.create(rule="FREQ=WEEKLY;BYDAY=TU", first_day=today, months_ahead=1)
    actions.make_ahead(series=series, by=None)
    return series


def changing(series: Series, **fields: object) -> Callable[[], object]:
    mark = plan_change(Series.objects.get(pk=series.pk), fields).mark
    mine = Series.objects.get(pk=series.pk)
    return lambda: actions.change_series(series=mine, agreed=mark, by=None, **fields)


@pytest.mark.parametrize("attempt", range(4))
def test_an_event_never_goes_with_somebody_who_has_just_registered(
    series: Series, attempt: int
) -> None:
    event = series.events.order_by("starts_at")[1]
    assert event.occurrence

    def registering() -> object:
        found = Event.objects.get(pk=event.pk)
        return guests.add(event=found, given_name="Zoë", family_name="", email=None, by=None)

    left_out = changing(series, exceptions=[event.occurrence.isoformat()])
    found = at_once(*[registering] * (HANDS - 1), left_out)
    registered = [each for each in found if isinstance(each, Registration)]
    if Event.objects.filter(pk=event.pk).exists():
        assert isinstance(found[-1], actions.Outdated)
        assert len(registered) == HANDS - 1
    else:
        assert not registered
    assert Registration.objects.count() == len(registered)


def test_of_two_organisers_at_once_one_is_asked_again_and_guests_hear_once(series: Series) -> None:
    event = series.events.order_by("starts_at")[1]
    RegistrationFactory.create(event=event)
    later = [changing(series, starts_at_time=dt.time(9)) for _ in range(2)]
    found = at_once(*later)
    assert sum(isinstance(each, actions.Outdated) for each in found) == 1
    assert OutgoingMail.objects.filter(kind="guests.moved").count() == 1


def test_a_change_and_the_worker_together_leave_each_day_once(series: Series) -> None:
    Series.objects.update(months_ahead=3, made_on=None)
    mondays = changing(series, rule="FREQ=WEEKLY;BYDAY=MO")
    at_once(mondays, *[lambda: actions.make_due(by=None)] * 3)
    actions.make_ahead(series=Series.objects.get(pk=series.pk), by=None)
    days = list(series.events.values_list("occurrence", flat=True))
    assert len(days) == len(set(days))
    assert {day.isocalendar()[1] for day in days if day} == {
        event.local_start.isocalendar()[1] for event in series.events.all()
    }
