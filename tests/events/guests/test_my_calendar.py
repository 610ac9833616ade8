"""One's own breakfasts in one's own calendar, under a secret address."""

from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from events.calendar import actions as calendar
from events.calendar.feeds import uid_of
from events.guests import actions
from events.guests.actions.calendar_address import replace_calendar_address
from events.guests.models import CalendarAddress, Registration
from networking.accounts.models import User
from tests.factories import EventFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


def feed_of(user: User) -> str:
    address = CalendarAddress.objects.filter(user=user).first()
    secret = address.secret if address else replace_calendar_address(user=user, by=user).secret
    return reverse("mine:feed", args=[secret])


def entries(user: User) -> dict[str, Any]:
    answer = Client().get(feed_of(user))
    assert answer.status_code == 200
    return {item["UID"]: item for item in icalendar.Calendar.from_ical(answer.content).events}


def only(registration: Registration) -> Any:
    return entries(registration.user)[uid_of(registration.event)]


def test_who_comes_finds_it_confirmed_with_the_online_address() -> None:
    event = EventFactory.create(online_url="https://visio.exemple.org/salon")
    found = only(RegistrationFactory.create(event=event))
    assert found["STATUS"] == "CONFIRMED"
    assert "https://visio.exemple.org/salon" in found["LOCATION"]


@pytest.mark.parametrize("trait", ["waiting", "offered"])
def test_who_only_may_come_finds_it_tentative_without_the_online_address(trait: str) -> None:
    event = EventFactory.create(online_url="https://visio.exemple.org/salon")
    found = only(RegistrationFactory.create(event=event, **{trait: True}))
    assert found["STATUS"] == "TENTATIVE"
    assert "visio" not in found["LOCATION"]


def test_breakfasts_of_several_associations_stand_in_one_calendar() -> None:
    user = UserFactory.create()
    for _ in range(2):
        RegistrationFactory.create(user=user)
    RegistrationFactory.create()
    assert len(entries(user)) == 2


def test_a_moved_breakfast_is_the_same_entry_with_a_higher_sequence() -> None:
    registration = RegistrationFactory.create()
    before = only(registration)
    calendar.change(event=registration.event, venue="Ailleurs", by=None)
    after = only(registration)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LOCATION"].startswith("Ailleurs")


def test_what_is_called_off_is_cancelled_in_it() -> None:
    registration = RegistrationFactory.create()
    calendar.cancel(event=registration.event, note="", by=None)
    assert only(registration)["STATUS"] == "CANCELLED"


def test_who_gave_up_the_seat_has_it_no_more() -> None:
    registration = RegistrationFactory.create()
    actions.cancel(registration=registration, by=registration.user)
    assert not entries(registration.user)


def test_nobody_has_an_address_who_has_not_asked_for_one(client: Client) -> None:
    user = UserFactory.create(language="en")
    client.force_login(user)
    assert "Make my address" in client.get(reverse("mine:calendar")).content.decode()
    assert not CalendarAddress.objects.exists()


def test_the_old_address_dies_as_soon_as_there_is_a_new_one(client: Client) -> None:
    user = RegistrationFactory.create().user
    old = feed_of(user)
    client.force_login(user)
    client.post(reverse("mine:replace_calendar"))
    assert Client().get(old).status_code == 404
    new = feed_of(user)
    assert new != old
    assert Client().get(new).status_code == 200
    assert new in client.get(reverse("mine:calendar")).content.decode()


def test_an_address_taken_away_opens_nothing(client: Client) -> None:
    user = RegistrationFactory.create().user
    old = feed_of(user)
    client.force_login(user)
    client.post(reverse("mine:replace_calendar"), {"close": "yes"})
    assert Client().get(old).status_code == 404


def test_a_made_up_address_opens_nothing(client: Client) -> None:
    assert client.get(reverse("mine:feed", args=["x" * 22])).status_code == 404


def test_a_secret_address_is_nobodys_to_keep() -> None:
    user = RegistrationFactory.create().user
    answer = Client().get(feed_of(user))
    assert answer["Cache-Control"] == "private, no-cache"
    again = Client().get(feed_of(user), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("count", [1, 3])
def test_ones_calendar_costs_the_same_for_one_and_three(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    user = UserFactory.create()
    RegistrationFactory.create_batch(count, user=user)
    path = feed_of(user)
    with django_assert_num_queries(3):
        client.get(path)
