"""The mail of the evening before: when, to whom, and what it says of whom."""

import datetime as dt
import threading
import zoneinfo
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connections
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from events.directory import eve
from events.directory.mails.eve import KIND
from events.directory.tasks import tell_of_tomorrow
from events.directory.tips import TIPS
from events.guests import actions as guests
from events.guests.links import cancel_url
from events.guests.models import Registration
from networking.accounts.models import Block
from networking.mail.kinds import Content, kind_of
from networking.mail.models import OutgoingMail, Priority, State, Stop
from networking.mail.sending import content_of, send_due
from tests.factories import EventFactory, ProfileFactory, RegistrationFactory, UserFactory
from tests.services.smtp import SmtpSink

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
STARTS = dt.datetime(2026, 12, 1, 8, tzinfo=PARIS)
BEFORE = dt.datetime(2026, 11, 20, 9, tzinfo=PARIS)
EVENING = dt.datetime(2026, 11, 30, 18, 2, tzinfo=PARIS)


@pytest.fixture
def breakfast(db: None) -> Event:
    event: Event = EventFactory.create(starts_at=STARTS, title="Café & croissants")
    return event


def coming(event: Event, **said: object) -> Registration:
    registration: Registration = RegistrationFactory.create(
        **{"event": event, "confirmed_at": BEFORE, **said}
    )
    return registration


def sweep(at: dt.datetime = EVENING) -> None:
    with time_machine.travel(at, tick=False):
        tell_of_tomorrow()


def content(registration: Registration, language: str = "en") -> Content:
    mail = OutgoingMail.objects.create(
        kind=KIND,
        to=registration.user.email or "",
        key=f"test:{registration.pk}:{language}",
        params={"registration": registration.pk, "day": "2026-12-01"},
        user=registration.user,
        association=registration.event.association,
        language=language,
    )
    return content_of(mail, kind_of(KIND))


# --- When ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "starts", "begins"),
    [
        ("Europe/Paris", "2026-12-01T08:00", "2026-11-30T18:00"),
        ("America/Montreal", "2026-12-01T08:00", "2026-11-30T18:00"),
        ("Africa/Tunis", "2026-12-01T23:59", "2026-11-30T18:00"),
        ("Europe/Paris", "2026-12-01T00:30", "2026-11-30T18:00"),
        # The clocks change in the night between.
        ("Europe/Paris", "2026-10-25T08:00", "2026-10-24T18:00"),
    ],
)
def test_the_eve_begins_at_six_the_day_before_where_the_event_is(
    zone: str, starts: str, begins: str
) -> None:
    here = zoneinfo.ZoneInfo(zone)
    start = dt.datetime.fromisoformat(starts).replace(tzinfo=here)
    begin, end = eve.eve_of(start, here)
    assert begin.astimezone(here).isoformat()[:16] == begins
    assert end.astimezone(here).hour == 21
    assert start - begin <= eve.AHEAD


@given(
    st.integers(1, 60),
    st.sets(st.integers(1, 60), max_size=50),
    st.sets(st.integers(1, 60), max_size=5),
)
def test_a_mail_names_some_who_come_never_herself_nor_who_is_kept_apart(
    reader: int, there: set[int], apart: set[int]
) -> None:
    named = eve.named_to(reader, sorted(there), apart=apart)
    assert named == eve.named_to(reader, sorted(there, reverse=True), apart=apart)
    assert set(named) <= there - apart - {reader}
    most = min(eve.NAMED, max(1, len(there - {reader}) * 2 // 3))
    assert len(named) == min(most, len(there - apart - {reader}))


@pytest.mark.parametrize("coming", [2, 3, 5, 9, 14, 40])
def test_how_many_a_mail_names_does_not_betray_that_somebody_is_kept_apart(coming: int) -> None:
    there = list(range(coming))
    assert len(eve.named_to(99, there)) == len(eve.named_to(99, there, apart={0}))
    assert len(eve.named_to(99, there)) < coming


@pytest.mark.parametrize("hour", ["17:59", "21:00", "23:30"])
def test_nothing_leaves_before_six_or_in_the_night(breakfast: Event, hour: str) -> None:
    coming(breakfast)
    time = dt.time.fromisoformat(hour)
    sweep(dt.datetime.combine(EVENING.date(), time, PARIS))
    assert not OutgoingMail.objects.exists()


def test_a_worker_that_was_away_writes_later_in_the_evening(breakfast: Event) -> None:
    coming(breakfast)
    sweep(EVENING.replace(hour=20, minute=59))
    assert OutgoingMail.objects.count() == 1


# --- To whom -------------------------------------------------------------------------------------


def test_everybody_who_comes_and_has_an_address_is_written_to_once(breakfast: Event) -> None:
    guest = coming(breakfast)
    coming(breakfast, user=UserFactory.create(email=None))
    for state in ("waiting", "cancelled", "invited", "offered", "pending"):
        RegistrationFactory.create(event=breakfast, **{state: True})
    sweep()
    sweep(EVENING + dt.timedelta(minutes=1))
    mail = OutgoingMail.objects.get()
    assert (mail.user, mail.kind, mail.priority) == (guest.user, KIND, Priority.MAILING)
    assert mail.topic == breakfast.channel


def test_who_registers_in_the_evening_gets_none(breakfast: Event) -> None:
    early = coming(breakfast, confirmed_at=EVENING.replace(minute=0))
    coming(breakfast, confirmed_at=EVENING)
    sweep()
    coming(breakfast, confirmed_at=BEFORE)
    sweep(EVENING + dt.timedelta(hours=1))
    assert OutgoingMail.objects.get().user == early.user


@pytest.mark.parametrize("status", [EventStatus.DRAFT, EventStatus.CANCELLED, EventStatus.OVER])
def test_nobody_is_written_to_about_what_does_not_take_place(
    breakfast: Event, status: EventStatus
) -> None:
    coming(breakfast)
    Event.objects.filter(pk=breakfast.pk).update(status=status)
    sweep()
    assert not OutgoingMail.objects.exists()


def test_a_cancelled_event_takes_its_mails_back(breakfast: Event) -> None:
    coming(breakfast)
    sweep()
    guests.tell_called_off(event=breakfast, by=None)
    assert OutgoingMail.objects.get(kind=KIND).state == State.DROPPED


def test_moved_to_another_day_it_has_another_evening_before(breakfast: Event) -> None:
    coming(breakfast)
    sweep()
    mail = OutgoingMail.objects.get()
    week = dt.timedelta(days=7)
    breakfast.starts_at, breakfast.ends_at = STARTS + week, STARTS + week + dt.timedelta(hours=2)
    breakfast.save()
    with time_machine.travel(EVENING, tick=False):
        assert not kind_of(KIND).still_wanted(mail)
    sweep(EVENING + week)
    assert OutgoingMail.objects.count() == 2


def test_moved_by_an_hour_it_is_told_once_with_the_hour_it_has(breakfast: Event) -> None:
    guest = coming(breakfast)
    sweep()
    hour = dt.timedelta(hours=1)
    breakfast.starts_at, breakfast.ends_at = STARTS + hour, STARTS + 3 * hour
    breakfast.save()
    sweep(EVENING + hour)
    mail = OutgoingMail.objects.get()
    with time_machine.travel(EVENING, tick=False):
        assert kind_of(KIND).still_wanted(mail)
    assert "09:00" in content(Registration.objects.get(pk=guest.pk)).subject


def test_it_is_not_wanted_any_more_by_who_cancelled_nor_in_the_night(breakfast: Event) -> None:
    guest = coming(breakfast)
    sweep()
    mail, kind = OutgoingMail.objects.get(), kind_of(KIND)
    with time_machine.travel(EVENING.replace(hour=22), tick=False):
        assert not kind.still_wanted(mail)
    with time_machine.travel(EVENING, tick=False):
        assert kind.still_wanted(mail)
        guests.cancel(registration=guest, by=guest.user)
        assert not kind.still_wanted(mail)


def test_who_stopped_it_gets_none_and_the_others_do(breakfast: Event, smtp_sink: SmtpSink) -> None:
    first, second = coming(breakfast), coming(breakfast)
    topic = f"association:{breakfast.association_id}"
    Stop.objects.create(address=first.user.email, kind=KIND, topic=topic)
    with time_machine.travel(EVENING, tick=False):
        tell_of_tomorrow()
        send_due()
    assert [message["To"] for message in smtp_sink.messages] == [second.user.email]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_instant_write_once_each() -> None:
    event = EventFactory.create(starts_at=STARTS)
    for _ in range(12):
        coming(event)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        try:
            tell_of_tomorrow()
        finally:
            connections.close_all()

    with time_machine.travel(EVENING, tick=False), ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work) for _ in range(4)]:
            done.result()
    assert OutgoingMail.objects.count() == 12
    assert OutgoingMail.objects.values("user").distinct().count() == 12


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_with_nothing_to_do_asks_one_question(
    count: int, breakfast: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        coming(EventFactory.create(starts_at=STARTS + dt.timedelta(days=3)))
    noon = EVENING - dt.timedelta(hours=5)
    with time_machine.travel(noon, tick=False), django_assert_num_queries(1):
        tell_of_tomorrow()


@pytest.mark.parametrize("count", [1, 3])
def test_a_sweep_after_the_mails_asks_two(
    count: int, breakfast: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        coming(breakfast)
    sweep()
    with time_machine.travel(EVENING, tick=False), django_assert_num_queries(2):
        tell_of_tomorrow()
    assert OutgoingMail.objects.count() == count


# --- What it says --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_says_when_where_how_long_who_comes_and_three_tips(
    breakfast: Event, language: str
) -> None:
    guest = coming(breakfast, given_name="Inès")
    other = coming(breakfast, given_name="Zoë", family_name="Benali")
    said = content(guest, language)
    for text in (said.text, said.html):
        assert "Inès" in text
        assert breakfast.venue in text
        assert "openstreetmap.org" in text
        assert "2\u00a0h" in text
        assert cancel_url(guest) in text
        assert "Zoë Benali" in text
        assert other.organisation in text.replace("&amp;", "&").replace("&#x27;", "'")
    assert "Café & croissants" in said.subject
    assert "None" not in said.text
    assert "{" not in said.text
    assert not said.attachments


def test_three_tips_are_chosen_and_vary_by_event(breakfast: Event) -> None:
    with translation.override("en"):
        texts = [str(tip) for tip in TIPS]
    chosen = set()
    for _ in range(6):
        said = content(coming(EventFactory.create(starts_at=STARTS)))
        tips = tuple(tip for tip in texts if tip in said.text)
        assert len(tips) == 3
        chosen.add(tips)
    assert len(chosen) > 1


def test_it_shows_of_each_what_she_agreed_to_and_nothing_else(breakfast: Event) -> None:
    reader = coming(breakfast)
    user = ProfileFactory.create(user=UserFactory.create(), mobile="06 93 58 36 22").user
    coming(
        breakfast,
        user=user,
        given_name="Fatou",
        family_name="N’Diaye",
        title="Juge",
        organisation="Tribunal",
        shared=[],
    )
    said = content(reader)
    for text in (said.text, said.html):
        assert "Fatou N’Diaye" in text
        for hidden in ("Juge", "Tribunal", "06 93", user.email, "médiatrice", "équipes"):
            assert hidden not in text


def test_who_is_kept_apart_is_counted_and_not_named(breakfast: Event) -> None:
    reader, blocked = coming(breakfast), coming(breakfast, given_name="Hugo")
    coming(breakfast, given_name="Claire")
    Block.objects.create(by=blocked.user, person=reader.user)
    said = content(reader)
    assert "Claire" in said.text
    assert "Hugo" not in said.text
    assert "1 more person" in said.text


def test_who_does_not_come_is_not_named(breakfast: Event) -> None:
    reader = coming(breakfast)
    for state in ("waiting", "cancelled", "invited", "offered"):
        RegistrationFactory.create(event=breakfast, given_name="Absente", **{state: True})
    said = content(reader)
    assert "Absente" not in said.text
    assert "Who is coming" not in said.text


def test_of_many_ten_are_named_and_the_others_counted(breakfast: Event) -> None:
    readers = [coming(breakfast) for _ in range(17)]
    said = content(readers[0])
    assert said.text.count("\n* ") == eve.NAMED + 3
    assert "and 6 more people" in said.text


@pytest.mark.parametrize("count", [2, 12])
def test_a_mail_asks_as_much_whatever_the_crowd(
    breakfast: Event, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader, *_ = [coming(breakfast, user=ProfileFactory.create().user) for _ in range(count)]
    with django_assert_num_queries(6):
        content(reader)
