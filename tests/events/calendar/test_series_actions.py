"""A changed series: what its events learn of it, what is their own, who is asked."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from events.calendar import actions
from events.calendar.actions.plans import Plan, plan_change
from events.calendar.models import Event, Series, Status
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail
from tests.factories import RegistrationFactory, SeriesFactory, SpeakerFactory, UserFactory

pytestmark = pytest.mark.django_db
THURSDAYS = "FREQ=MONTHLY;BYDAY=2TH"
TUESDAYS = "FREQ=MONTHLY;BYDAY=1TU"


@pytest.fixture(autouse=True)
def _in_january() -> None:
    with time_machine.travel(dt.datetime(2027, 1, 10, 12, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def series() -> Series:
    """Six first Tuesdays, from February to July."""
    series = SeriesFactory.create(rule=TUESDAYS)
    actions.make_due(by=None)
    return series


def events(series: Series) -> list[Event]:
    return list(series.events.order_by("starts_at"))


def change(series: Series, *, since: dt.date | None = None, **fields: Any) -> Plan:
    """Change a series as an organiser does who agrees to what she is told."""
    asked = {name: fields.pop(name) for name in ("too", "off", "note") if name in fields}
    plan = plan_change(Series.objects.get(pk=series.pk), fields, since=since)
    by = UserFactory.create()
    actions.change_series(series=series, agreed=plan.mark, since=since, by=by, **asked, **fields)
    return plan


def days(series: Series) -> list[str]:
    return [f"{event.local_start:%m-%d}" for event in events(series)]


def test_all_to_come_learn_what_changed_and_nothing_else(series: Series) -> None:
    Event.objects.filter(pk=events(series)[2].pk).update(capacity=99)
    change(series, venue="Chez Paul")
    assert {event.venue for event in events(series)} == {"Chez Paul"}
    assert [event.capacity for event in events(series)] == [30, 30, 99, 30, 30, 30]


def test_this_and_all_following_leaves_those_before_as_they_are(series: Series) -> None:
    third = events(series)[2]
    change(series, since=third.occurrence, venue="Chez Paul")
    assert [event.venue == "Chez Paul" for event in events(series)] == [False] * 2 + [True] * 4
    # A later change of something else brings no venue along.
    change(series, capacity=12)
    assert events(series)[0].venue == "Café de la Place"
    assert events(series)[0].capacity == 12


def test_what_was_set_by_hand_stays_until_the_organiser_says_otherwise(series: Series) -> None:
    event = events(series)[1]
    actions.change(event=event, by=None, venue="À la médiathèque", title="Spécial livres")
    plan = change(series, venue="Chez Paul")
    assert [line.event.pk for line in plan.own] == [event.pk]
    assert set(plan.own[0].kept) == {"venue"}
    event.refresh_from_db()
    assert event.venue == "À la médiathèque"
    change(series, venue="Chez Jeanne", too=[event.pk])
    event.refresh_from_db()
    assert (event.venue, event.title) == ("Chez Jeanne", "Spécial livres")
    assert event.own_fields == ["title"]


def test_only_a_hand_on_one_event_makes_something_its_own(series: Series) -> None:
    event = events(series)[0]
    actions.change(event=event, by=None, venue=event.venue, cover_colour="#112233")
    assert event.own_fields == []
    actions.change(event=event, by=None, capacity=8)
    event.refresh_from_db()
    assert event.own_fields == ["capacity"]
    assert plan_change(series, {"capacity": 20}).own[0].event == event


@pytest.mark.parametrize("status", [Status.LIVE, Status.OVER, Status.CANCELLED, Status.ARCHIVED])
def test_what_has_begun_is_over_or_cancelled_is_never_touched(
    series: Series, status: Status
) -> None:
    event = events(series)[0]
    Event.objects.filter(pk=event.pk).update(status=status)
    change(series, venue="Chez Paul", starts_at_time=dt.time(9))
    before = (event.venue, event.starts_at)
    event.refresh_from_db()
    assert (event.venue, event.starts_at) == before


def test_a_past_event_is_never_touched_whatever_its_status(series: Series) -> None:
    with time_machine.travel(dt.datetime(2027, 2, 2, 8, 30, tzinfo=dt.UTC)):
        change(series, venue="Chez Paul")
    assert events(series)[0].venue == "Café de la Place"


def test_guests_are_told_of_another_hour_once_each(series: Series) -> None:
    event = events(series)[0]
    guest = RegistrationFactory.create(event=event)
    change(series, starts_at_time=dt.time(8, 30), venue="Chez Paul", title="Le petit-déj’")
    mail = OutgoingMail.objects.get(kind="guests.moved")
    assert mail.to == guest.user.email
    event.refresh_from_db()
    assert (f"{event.local_start:%H:%M}", event.sequence) == ("08:30", 1)


def test_an_event_with_hours_of_its_own_keeps_them_and_their_registration(series: Series) -> None:
    event = events(series)[0]
    actions.change(event=event, by=None, starts_at=event.starts_at + dt.timedelta(hours=1))
    plan = plan_change(series, {"starts_at_time": dt.time(7, 30)})
    (line,) = plan.own
    assert set(line.kept) == {"starts_at", "ends_at"}
    assert not line.changes
    plan = plan_change(series, {"starts_at_time": dt.time(7, 30), "closes_hours_before": 12})
    assert set(plan.own[0].changes) == {"registration_closes_at"}


def test_registration_follows_the_series(series: Series) -> None:
    change(series, closes_hours_before=24)
    event = events(series)[0]
    assert event.registration_closes_at == event.starts_at - dt.timedelta(hours=24)
    change(series, starts_at_time=dt.time(9))
    event.refresh_from_db()
    assert event.registration_closes_at == event.starts_at - dt.timedelta(hours=24)


def test_another_day_of_the_month_moves_each_month(series: Series) -> None:
    guest = RegistrationFactory.create(event=events(series)[1])
    change(series, rule=THURSDAYS)
    assert days(series) == ["02-11", "03-11", "04-08", "05-13", "06-10", "07-08"]
    assert series.first_day == dt.date(2027, 2, 11)
    assert OutgoingMail.objects.get(kind="guests.moved").user == guest.user
    assert actions.make_ahead(series=series, by=None) == 0


def test_from_one_event_on_a_new_rule_leaves_the_months_before(series: Series) -> None:
    fourth = events(series)[3]
    change(series, since=fourth.occurrence, rule="FREQ=MONTHLY;BYDAY=1MO")
    assert days(series) == ["02-02", "03-02", "04-06", "05-03", "06-07", "07-05"]
    assert actions.make_ahead(series=series, by=None) == 0


def test_a_rule_with_fewer_days_removes_what_nobody_counts_on(series: Series) -> None:
    speaker = SpeakerFactory.create(event=events(series)[1])
    plan = change(series, rule="FREQ=MONTHLY;BYDAY=1TU;BYMONTH=2,4,6")
    assert days(series) == ["02-02", "04-06", "06-01"]
    assert len(plan.removed) == 3
    assert Entry.objects.filter(verb="event.removed").count() == 3
    # Who was to speak is an idea for another month.
    speaker.refresh_from_db()
    assert speaker.event is None


def test_an_event_with_guests_is_never_removed_but_kept_or_cancelled_by_choice(
    series: Series,
) -> None:
    march, may = events(series)[1], events(series)[3]
    for event in (march, may):
        RegistrationFactory.create(event=event)
    actions.change(event=events(series)[5], by=None, description="Au jardin.")
    plan = change(
        series, rule="FREQ=MONTHLY;BYDAY=1TU;BYMONTH=2,4,6", off=[may.pk], note="Travaux."
    )
    assert len(plan.held) == 3
    assert days(series) == ["02-02", "03-02", "04-06", "05-04", "06-01", "07-06"]
    may.refresh_from_db()
    march.refresh_from_db()
    assert (may.status, may.cancel_note) == (Status.CANCELLED, "Travaux.")
    assert march.status == Status.PUBLISHED
    # Kept once, it is not asked about again, and still learns what changes.
    plan = change(series, venue="Chez Paul")
    assert not plan.leaving
    march.refresh_from_db()
    assert march.venue == "Chez Paul"


def test_only_those_whom_the_rule_lets_go_are_cancelled(series: Series) -> None:
    event = events(series)[0]
    RegistrationFactory.create(event=event)
    change(series, venue="Chez Paul", off=[event.pk])
    event.refresh_from_db()
    assert event.status == Status.PUBLISHED


def test_a_cancelled_month_stays_cancelled_under_another_rule(series: Series) -> None:
    actions.cancel(event=events(series)[0], by=None)
    change(series, rule=THURSDAYS)
    assert days(series) == ["02-02", "03-11", "04-08", "05-13", "06-10", "07-08"]
    assert actions.make_ahead(series=series, by=None) == 0


def test_a_month_left_out_is_gone_and_comes_back(series: Series) -> None:
    change(series, exceptions=["2027-03-02"])
    assert "03-02" not in days(series)
    change(series, exceptions=[])
    assert days(series)[1] == "03-02"


def test_more_months_ahead_are_made_at_once(series: Series) -> None:
    plan = change(series, months_ahead=8)
    assert plan.made == (dt.date(2027, 8, 3), dt.date(2027, 9, 7))
    assert series.events.count() == 8


def test_what_is_not_what_was_agreed_to_is_not_done(series: Series) -> None:
    plan = plan_change(series, {"rule": "FREQ=MONTHLY;BYDAY=1TU;BYMONTH=2,4,6"})
    RegistrationFactory.create(event=events(series)[1])
    with pytest.raises(actions.Outdated):
        actions.change_series(
            series=series,
            agreed=plan.mark,
            by=None,
            rule="FREQ=MONTHLY;BYDAY=1TU;BYMONTH=2,4,6",
        )
    assert series.events.count() == 6


def test_a_weekly_rule_moves_within_its_week_and_keeps_its_beat() -> None:
    series = SeriesFactory.create(
        rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", first_day=dt.date(2027, 1, 5), months_ahead=2
    )
    actions.make_due(by=None)
    assert days(series) == ["01-19", "02-02", "02-16", "03-02"]
    change(series, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
    assert days(series) == ["01-18", "02-01", "02-15", "03-01"]


def test_an_end_or_a_skipped_month_keeps_the_beat() -> None:
    series = SeriesFactory.create(
        rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", first_day=dt.date(2027, 1, 4), months_ahead=1
    )
    with time_machine.travel(dt.datetime(2027, 1, 19, 12, tzinfo=dt.UTC)):
        actions.make_due(by=None)
        assert days(series) == ["01-21", "02-01", "02-04", "02-15", "02-18"]
        plan = change(series, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270205")
        assert not plan.made
        assert days(series) == ["01-21", "02-01", "02-04"]


def test_a_series_that_has_ended_changes_what_it_has_and_makes_nothing(series: Series) -> None:
    actions.end(series=series, by=None)
    change(series, venue="Chez Paul", months_ahead=12)
    assert {event.venue for event in events(series)} == {"Chez Paul"}
    assert series.events.count() == 6


def test_changing_a_series_is_written_down(series: Series) -> None:
    change(series, venue="Chez Paul", capacity=30)
    entry = Entry.objects.get(verb="series.changed")
    assert entry.details == {"fields": ["venue"], "since": None, "events": 6}
