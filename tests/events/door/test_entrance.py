"""Guests who check themselves in, by a code shown at the entrance."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from events.calendar.models import Event
from events.door import actions
from events.door.models import CheckIn, CheckInSource
from events.door.self_check_in import EARLY, code_of
from events.guests.models import Registration
from networking.accounts.models import User
from tests.factories import RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(event: Event, host: User) -> str:
    code = actions.open_self_check_in(event=event, by=host).self_check_in
    return reverse("door:here", args=[event.association.slug, event.slug, code])


@pytest.fixture
def lea(event: Event) -> Registration:
    return RegistrationFactory.create(event=event, given_name="Léa", family_name="Ørsted")


def phone_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def test_a_guest_opens_the_code_and_says_that_she_is_here(
    opened: str, event: Event, lea: Registration
) -> None:
    phone = phone_of(lea.user)
    assert "Hello Léa" in phone.get(opened).text
    assert not CheckIn.objects.exists()
    assert "Welcome, Léa" in phone.post(opened, follow=True).text
    found = CheckIn.objects.get()
    assert (found.registration, found.source, found.by) == (lea, CheckInSource.SELF, lea.user)
    phone.post(opened)
    assert CheckIn.objects.count() == 1


def test_who_has_not_signed_in_is_asked_to_and_comes_back(opened: str) -> None:
    answer = Client().get(opened)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={opened}")


def test_who_is_not_on_the_list_is_sent_to_the_hosts(opened: str, event: Event) -> None:
    waiting = RegistrationFactory.create(event=event, waiting=True)
    for user in (UserFactory.create(), waiting.user):
        phone = phone_of(user)
        assert "You aren’t on the list yet" in phone.get(opened).text
        phone.post(opened)
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (EARLY + dt.timedelta(minutes=1), "A little early"),
        (-dt.timedelta(hours=3), "This event is over"),
    ],
)
def test_at_another_hour_it_says_so_and_checks_nobody_in(
    opened: str, event: Event, lea: Registration, before: dt.timedelta, words: str
) -> None:
    with time_machine.travel(event.starts_at - before, tick=False):
        phone = phone_of(lea.user)
        assert words in phone.get(opened).text
        phone.post(opened)
    assert not CheckIn.objects.exists()


def test_another_code_or_a_closed_entrance_opens_nothing(
    opened: str, event: Event, lea: Registration, host: User
) -> None:
    phone = phone_of(lea.user)
    actions.open_self_check_in(event=event, by=host)
    answer = phone.get(opened)
    assert answer.status_code == 404
    assert event.title not in answer.text
    now = reverse("door:here", args=[event.association.slug, event.slug, code_of(event)])
    assert phone.get(now).status_code == 200
    assert actions.close_self_check_in(event=event, by=host)
    assert not actions.close_self_check_in(event=event, by=host)
    assert phone.get(now).status_code == 404
    assert phone.post(now).status_code == 404
    assert not CheckIn.objects.exists()


def test_hosts_open_the_entrance_show_its_code_and_close_it(door: Client, event: Event) -> None:
    page = reverse("door:self_check_in", args=[event.association.slug, event.slug])
    assert "Make a code" in door.get(page).text
    shown = door.post(page, {"do": "open"}, follow=True).text
    first = code_of(event)
    assert first in shown
    assert "<svg" in shown
    door.post(page, {"do": "renew"})
    assert code_of(event) not in {"", first}
    assert "Make a code" in door.post(page, {"do": "close"}, follow=True).text
    assert code_of(event) == ""


def test_the_poster_carries_the_code(door: Client, event: Event) -> None:
    from tests.networking.paper import pages

    path = reverse("door:print", args=[event.association.slug, event.slug, "entrance"])
    assert door.get(path).status_code == 404
    actions.open_self_check_in(event=event, by=None)
    (drawn,) = pages.drawn(door.get(path).content)
    (found,) = pages.codes(drawn)
    assert found.text.endswith(f"/here/{code_of(event)}/")
