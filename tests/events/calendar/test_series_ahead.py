"""A series' events are made ahead: once each, like the one before, whoever makes them."""

import datetime as dt
import threading
import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
import time_machine
from django.db import IntegrityError, connections
from pytest_django import DjangoAssertNumQueries

from events.agenda import actions as agenda
from events.calendar import actions, tasks
from events.calendar.models import Event, Series, Status
from events.guests import actions as guests
from tests.factories import AssociationFactory, EventFactory, SeriesFactory, UserFactory

pytestmark = pytest.mark.django_db
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
HANDS = 6


@pytest.fixture(autouse=True)
def _in_january() -> None:
    with time_machine.travel(dt.datetime(2027, 1, 10, 12, tzinfo=dt.UTC)):
        yield


def day_of(event: Event) -> str:
    return event.local_start.isoformat(sep=" ", timespec="minutes")


def made(series: Series) -> list[str]:
    return [day_of(event) for event in series.events.order_by("starts_at")]


def test_the_first_tuesdays_of_half_a_year_are_made_at_eight_whatever_the_clocks_do() -> None:
    series = SeriesFactory.create()
    assert tasks.make_ahead() == 6
    assert made(series) == [
        "2027-02-02 08:00+01:00",
        "2027-03-02 08:00+01:00",
        "2027-04-06 08:00+02:00",
        "2027-05-04 08:00+02:00",
        "2027-06-01 08:00+02:00",
        "2027-07-06 08:00+02:00",
    ]
    event = series.events.earliest("starts_at")
    assert (event.title, event.venue, event.status) == (series.title, series.venue, "published")
    assert event.ends_at - event.starts_at == dt.timedelta(hours=2)


def test_a_series_in_montreal_keeps_its_own_clock() -> None:
    series = SeriesFactory.create(time_zone="America/Montreal")
    actions.make_due(by=None)
    assert made(series)[1:3] == ["2027-03-02 08:00-05:00", "2027-04-06 08:00-04:00"]


def test_once_a_day_is_enough_and_between_it_is_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        SeriesFactory.create()
    actions.make_due(by=None)
    with django_assert_num_queries(1):
        assert actions.make_due(by=None) == 0


def test_a_month_later_the_next_is_made_and_august_is_left_out() -> None:
    series = SeriesFactory.create()
    actions.make_due(by=None)
    with time_machine.travel(dt.datetime(2027, 2, 10, 12, tzinfo=dt.UTC)):
        assert actions.make_due(by=None) == 0
    with time_machine.travel(dt.datetime(2027, 3, 10, 12, tzinfo=dt.UTC)):
        assert actions.make_due(by=None) == 1
    assert made(series)[-1] == "2027-09-07 08:00+02:00"


def test_what_a_series_says_of_registration_is_said_of_each_event() -> None:
    series = SeriesFactory.create(opens_days_before=21, closes_hours_before=12)
    actions.make_due(by=None)
    event = series.events.earliest("starts_at")
    assert event.registration_opens_at == dt.datetime(2027, 1, 12, 8, tzinfo=PARIS)
    assert event.registration_closes_at == dt.datetime(2027, 2, 1, 20, tzinfo=PARIS)


def test_a_series_that_asks_for_drafts_gets_drafts() -> None:
    series = SeriesFactory.create(drafts=True)
    actions.make_due(by=None)
    assert set(series.events.values_list("status", flat=True)) == {Status.DRAFT}


def test_an_event_begins_with_the_agenda_and_the_colour_of_the_one_before() -> None:
    series = SeriesFactory.create()
    last = EventFactory.create(
        association=series.association,
        series=series,
        over=True,
        cover_colour="#224466",
        starts_at=dt.datetime(2027, 1, 5, 7, tzinfo=dt.UTC),
    )
    (segment,) = [agenda.add_segment(event=last, format="talk", by=None)]
    agenda.change_segment(segment=segment, title="Une heure avec Zoë", by=None)
    actions.make_due(by=None)
    for event in series.events.exclude(pk=last.pk):
        assert event.cover_colour == "#224466"
        # The same parts; what was announced for that one day is not announced again.
        assert [each.format for each in event.segments.all()] == ["talk"]
        assert not event.segments.filter(title="Une heure avec Zoë").exists()


def test_a_day_on_which_an_event_was_moved_or_cancelled_is_not_made_again() -> None:
    series = SeriesFactory.create()
    actions.make_due(by=None)
    moved, off = series.events.order_by("starts_at")[:2]
    later = {"starts_at": moved.starts_at + dt.timedelta(days=7)}
    later["ends_at"] = moved.ends_at + dt.timedelta(days=7)
    actions.change(event=moved, by=None, **later)
    actions.cancel(event=off, by=None)
    assert actions.make_ahead(series=series, by=None) == 0


def test_an_event_set_up_by_hand_for_that_very_hour_is_taken_in_and_not_doubled() -> None:
    series = SeriesFactory.create()
    starts_at = dt.datetime(2027, 3, 2, 8, tzinfo=PARIS)
    event = EventFactory.create(
        association=series.association, title="Spécial livres", starts_at=starts_at
    )
    elsewhere = EventFactory.create(starts_at=starts_at)
    actions.make_due(by=None)
    event.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (event.series, event.occurrence) == (series, dt.date(2027, 3, 2))
    assert event.own_fields == ["description", "title"]
    assert series.events.count() == 6
    assert elsewhere.series is None


@pytest.mark.parametrize("change", [{"ended_at": dt.datetime(2027, 1, 9, tzinfo=dt.UTC)}])
def test_a_series_that_has_ended_makes_nothing(change: dict[str, object]) -> None:
    SeriesFactory.create(**change)
    assert actions.make_due(by=None) == 0


def test_the_worker_does_not_make_what_was_skipped_while_it_looked() -> None:
    series = SeriesFactory.create()
    Series.objects.update(exceptions=["2027-02-02"])
    made = actions.make_occurrence(series=series, day=dt.date(2027, 2, 2), by=None)
    assert made is None


def test_an_event_of_today_whose_hour_has_passed_is_not_made() -> None:
    with time_machine.travel(dt.datetime(2027, 2, 2, 7, 30, tzinfo=dt.UTC)):
        series = SeriesFactory.create()
        actions.make_due(by=None)
        assert made(series)[0].startswith("2027-03-02")


def test_beginning_a_series_makes_its_first_events_at_once() -> None:
    association = AssociationFactory.create(time_zone="Africa/Tunis")
    by = UserFactory.create()
    fields = {"title": "New", "first_day": dt.date(2027, 1, 1), "rule": "FREQ=WEEKLY;BYDAY=FR"}
    series = actions.begin(association=association, months_ahead=1, by=by, **fields)
    # `new` is another page's address.
    assert series.slug == "new-2"
    assert made(series)[0] == "2027-01-15 08:00+01:00"
    assert actions.begin(association=association, by=by, **fields).slug == "new-3"


def test_what_was_ended_goes_on_where_it_stands() -> None:
    series = SeriesFactory.create()
    actions.end(series=series, by=None)
    actions.end(series=series, by=None)
    assert actions.make_due(by=None) == 0
    actions.resume(series=series, by=None)
    actions.resume(series=series, by=None)
    assert series.events.count() == 6


def together(series: Series) -> list[object]:
    """Let several workers look at once; return what each made, or how it failed."""
    start = threading.Barrier(HANDS)

    def work() -> object:
        start.wait()
        try:
            return actions.make_ahead(series=Series.objects.get(pk=series.pk), by=None)
        except IntegrityError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        return [done.result() for done in [pool.submit(work) for _ in range(HANDS)]]


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_make_each_event_once() -> None:
    series = SeriesFactory.create(rule="FREQ=WEEKLY;BYDAY=TU", months_ahead=3)
    found = together(series)
    days = list(series.events.values_list("occurrence", flat=True))
    assert sum(found) == len(days) == len(set(days)) == 13
    assert series.events.filter(segments__isnull=True).count() == 0


@pytest.mark.django_db(transaction=True)
def test_without_looking_again_under_the_lock_workers_run_into_each_other() -> None:
    """The control: what looking again is for. The constraint holds even so."""
    series = SeriesFactory.create(rule="FREQ=WEEKLY;BYDAY=TU", months_ahead=1)
    gate = threading.Barrier(HANDS)

    def at_once(*, series: Series, day: dt.date, by: None) -> Event:
        gate.wait(timeout=20)
        return Event.objects.create(
            association=series.association,
            series=series,
            occurrence=day,
            title=series.title,
            slug=f"{day}-{threading.get_ident()}",
            starts_at=dt.datetime.combine(day, dt.time(8), PARIS),
            ends_at=dt.datetime.combine(day, dt.time(10), PARIS),
        )

    with (
        mock.patch.object(actions.series, "make_occurrence", at_once),
        mock.patch.object(actions.series, "days_to_come", return_value=[dt.date(2027, 2, 2)]),
    ):
        found = together(series)
    assert any(isinstance(each, IntegrityError) for each in found)
    assert series.events.count() == 1


def test_guests_can_register_for_what_the_worker_made() -> None:
    series = SeriesFactory.create()
    actions.make_due(by=None)
    event = series.events.earliest("starts_at")
    registration = guests.add(event=event, given_name="Zoë", family_name="", email=None, by=None)
    assert registration.event.series == series
