"""The paper list entered afterwards, and who came where nobody was checked in."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from events.calendar.models import Event
from events.door import actions
from events.door.attendance import is_asked
from events.door.models import CheckIn, CheckInSource, Door
from networking.accounts.models import User
from networking.audit.models import Entry
from tests.factories import CheckInFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def at(event: Event) -> str:
    return reverse("door:attendance", args=[event.association.slug, event.slug])


def test_a_whole_paper_list_is_entered_in_one_go(door: Client, event: Event, host: User) -> None:
    here, *came, absent = RegistrationFactory.create_batch(5, event=event)
    CheckInFactory.create(registration=here)
    page = door.get(at(event)).text
    assert f'value="{here.pk}" checked' in page
    sent = {"ticked": [here.pk], "came": [here.pk, *(guest.pk for guest in came)]}
    answer = door.post(at(event), sent, follow=True)
    assert "3 people more have come." in answer.text
    assert set(CheckIn.objects.values_list("registration", flat=True)) == {
        here.pk,
        *(guest.pk for guest in came),
    }
    entered = CheckIn.objects.get(registration=came[0])
    assert (entered.source, entered.by, entered.late) == (CheckInSource.AFTERWARDS, host, False)
    assert entered.at <= event.starts_at
    assert "0 people" not in door.post(at(event), sent, follow=True).text
    assert CheckIn.objects.count() == 4
    assert not hasattr(type(absent).objects.get(pk=absent.pk), "check_in")


def test_who_was_ticked_on_the_form_and_is_no_more_is_not_here(door: Client, event: Event) -> None:
    guest = CheckInFactory.create(registration__event=event).registration
    answer = door.post(at(event), {"ticked": [guest.pk], "came": []}, follow=True)
    assert "1 person is not here after all." in answer.text
    assert not CheckIn.objects.exists()


def test_who_was_checked_in_while_the_form_lay_open_stays(door: Client, event: Event) -> None:
    meanwhile = CheckInFactory.create(registration__event=event).registration
    door.post(at(event), {"ticked": [], "came": []})
    assert CheckIn.objects.get().registration == meanwhile


def test_numbers_that_are_none_of_this_event_change_nothing(door: Client, event: Event) -> None:
    stranger = RegistrationFactory.create()
    door.post(at(event), {"came": [stranger.pk, "x", "9" * 30], "ticked": [stranger.pk]})
    assert not CheckIn.objects.exists()


def test_a_list_of_many_takes_a_fixed_number_of_queries(
    event: Event, host: User, django_assert_max_num_queries: object
) -> None:
    def cost(count: int) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        guests = RegistrationFactory.create_batch(count, event=event)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            actions.tell_attendance(
                event=event, ticked=(), came=[guest.pk for guest in guests], by=host
            )
        return len(captured)

    cost(1)
    assert cost(2) == cost(20)
    assert Entry.objects.filter(verb="guests.attendance_told").count() == 3


def test_an_event_that_is_over_without_a_check_in_asks_until_somebody_says(
    event: Event, host: User
) -> None:
    guest = RegistrationFactory.create(event=event)
    assert not is_asked(event)
    event.status = "over"
    event.save()
    assert is_asked(event)
    # "Nobody came" is an answer.
    actions.tell_attendance(event=event, ticked=(), came=(), by=host)
    assert not is_asked(event)
    Door.objects.all().delete()
    CheckInFactory.create(registration=guest)
    assert not is_asked(event)


def test_an_event_without_guests_asks_nothing(event: Event) -> None:
    event.status = "over"
    event.save()
    assert not is_asked(event)


def test_the_event_s_page_asks_its_organisers_who_came(
    door: Client, event: Event, host: User
) -> None:
    RegistrationFactory.create(event=event)
    event.status = "over"
    event.save()
    with time_machine.travel(event.ends_at + dt.timedelta(hours=2), tick=False):
        assert at(event) in door.get(event.get_absolute_url()).text
        actions.tell_attendance(event=event, ticked=(), came=(), by=host)
        assert at(event) not in door.get(event.get_absolute_url()).text
