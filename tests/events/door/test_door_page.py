"""The door's page as the server draws it: all there is without a script."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.door import actions
from events.door.looking import MOST_ROWS
from events.door.models import CheckIn, CheckInSource
from events.guests.models import Registration
from networking.accounts.models import User
from tests.factories import BadgeFactory, CheckInFactory, RegistrationFactory, next_breakfast

pytestmark = pytest.mark.django_db


def at(name: str, event: Event, *more: object) -> str:
    return reverse(f"door:{name}", args=[event.association.slug, event.slug, *more])


@pytest.fixture
def amina(event: Event) -> Registration:
    return RegistrationFactory.create(
        event=event, given_name="Amina", family_name="Diallo", organisation="Énergie Partagée"
    )


def test_the_page_shows_who_is_expected_and_how_many_are_here(
    door: Client, event: Event, amina: Registration
) -> None:
    CheckInFactory.create(
        registration__event=event, registration__given_name="Zoé", registration__family_name="Li"
    )
    page = door.get(at("door", event)).text
    assert "Amina Diallo" in page
    assert "Énergie Partagée" in page
    assert "Zoé Li" not in page
    assert "1 of 2 are here" in page


def test_what_is_looked_for_is_found_without_a_script(
    door: Client, event: Event, amina: Registration
) -> None:
    assert "Amina Diallo" in door.get(at("door", event), {"q": "dia"}).text
    nobody = door.get(at("door", event), {"q": "xy"})
    assert "Nobody expected is called that" in nobody.text
    assert list(nobody.context["guests"]) == []


def test_who_isn_t_found_can_be_added_with_the_name_typed(door: Client, event: Event) -> None:
    page = door.get(at("door", event), {"q": "Camille Dor"}).text
    assert f"{at('walk_in', event)}?name=Camille%20Dor" in page
    form = door.get(at("walk_in", event), {"name": "Camille Dor"}).context["form"]
    assert form.initial == {"given_name": "Camille", "family_name": "Dor", "badge": ""}


def test_a_tap_checks_in_and_leads_back_to_the_page(
    door: Client, event: Event, host: User, amina: Registration
) -> None:
    answer = door.post(at("check_in", event, amina.pk), follow=True)
    assert answer.redirect_chain == [(f"{at('door', event)}?q=Amina+Diallo", 302)]
    check_in = CheckIn.objects.get(registration=amina)
    assert (check_in.by, check_in.source) == (host, CheckInSource.SEARCH)
    assert "door__row--here" in answer.text
    assert "1 of 1 are here" in answer.text
    assert "was here already" not in answer.text
    again = door.post(at("check_in", event, amina.pk), follow=True)
    assert "Amina Diallo was here already." in again.text
    assert CheckIn.objects.count() == 1


def test_undo_brings_the_row_back_as_it_was(
    door: Client, event: Event, amina: Registration
) -> None:
    CheckInFactory.create(registration=amina)
    answer = door.post(at("undo", event, amina.pk), follow=True).text
    assert not CheckIn.objects.exists()
    assert "door__row--here" not in answer
    assert "0 of 1 are here" in answer


def test_a_guest_of_another_breakfast_is_not_of_this_door(door: Client, event: Event) -> None:
    stranger = RegistrationFactory.create()
    assert door.post(at("check_in", event, stranger.pk)).status_code == 404
    assert door.post(at("undo", event, stranger.pk)).status_code == 404
    assert not CheckIn.objects.exists()


def test_a_page_with_too_many_rows_asks_for_another_letter(door: Client, event: Event) -> None:
    RegistrationFactory.create_batch(MOST_ROWS + 1, event=event, organisation="Tech & Co")
    answer = door.get(at("door", event), {"q": "tech"})
    assert len(answer.context["guests"]) == MOST_ROWS
    assert "There are more: type another letter." in answer.text


def test_empty_doors_say_why(door: Client, event: Event) -> None:
    def said(**query: str) -> str:
        page = door.get(at("door", event), query).text
        return page[page.index('id="people"') : page.index("<template")]

    assert "Nobody is on the list yet" in said()
    check_in = CheckInFactory.create(registration__event=event)
    assert "Everybody is here" in said()
    check_in.delete()
    assert "Nobody is here yet" in said(show="here")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_for_three(
    door: Client, event: Event, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        BadgeFactory.create(
            registration=CheckInFactory.create(registration__event=event).registration
        )
    # Session, user, event, role; the rows and the count.
    with django_assert_num_queries(6):
        door.get(at("door", event), {"show": "here"})


def test_a_walk_in_is_welcomed_in_one_form(door: Client, event: Event, host: User) -> None:
    answer = door.post(
        at("walk_in", event),
        {"given_name": "Inès", "family_name": "Roux", "organisation": "", "email": ""},
        follow=True,
    )
    guest = event.registrations.get()
    assert guest.check_in.by == host
    assert guest.badges.count() == 1
    assert "Inès Roux is registered and checked in." in answer.text
    assert "Inès Roux" in answer.text


def test_a_walk_in_who_is_here_already_is_said_to_be(
    door: Client, event: Event, amina: Registration
) -> None:
    CheckInFactory.create(registration=amina)
    answer = door.post(
        at("walk_in", event),
        {"given_name": "Amina", "email": amina.user.email},
        follow=True,
    )
    assert "was here already" in answer.text
    assert event.registrations.count() == 1


def test_a_walk_in_takes_the_blank_badge_she_is_handed(door: Client, event: Event) -> None:
    blank = actions.make_blank_badges(event=event, count=2, by=None)[1]
    form = door.get(at("walk_in", event), {"badge": str(blank.number)}).context["form"]
    assert form.initial["badge"] == str(blank.number)
    sent = {"given_name": "Inès", "badge": str(blank.number)}
    assert door.post(at("walk_in", event), sent).status_code == 302
    blank.refresh_from_db()
    assert blank.registration == event.registrations.get()
    again = door.post(at("walk_in", event), {"given_name": "Zoé", "badge": str(blank.number)})
    assert again.status_code == 422
    assert f"No blank badge has the number {blank.number}." in again.text
    assert event.registrations.count() == 1


def test_a_walk_in_without_a_name_is_asked_for_one(door: Client, event: Event) -> None:
    answer = door.post(at("walk_in", event), {"given_name": "", "email": "nowhere"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"given_name", "email"}
    assert not event.registrations.exists()


def test_a_host_finds_the_door_on_the_event_s_page_and_others_do_not(
    door: Client, event: Event, amina: Registration
) -> None:
    assert at("door", event) in door.get(event.get_absolute_url()).text
    guest = Client()
    guest.force_login(amina.user)
    assert at("door", event) not in guest.get(event.get_absolute_url()).text


def test_before_the_eve_the_event_s_page_does_not_speak_of_paper(
    door: Client, event: Event
) -> None:
    event.status = "published"
    event.starts_at = next_breakfast()
    event.ends_at = event.starts_at + dt.timedelta(hours=2)
    event.save()
    assert at("paper", event) not in door.get(event.get_absolute_url()).text
    with time_machine.travel(event.starts_at - dt.timedelta(hours=12), tick=False):
        assert at("paper", event) in door.get(event.get_absolute_url()).text
