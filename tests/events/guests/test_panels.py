"""What the guest list puts on an event's page."""

import pytest
from django.test import Client
from django.urls import reverse

from events.calendar.models import Policy
from events.guests.models import Status
from networking.accounts.models import User
from networking.associations.models import Role
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


def page(client: Client, event: object, user: User | None = None) -> str:
    client.cookies["django_language"] = "en"
    if user:
        client.force_login(user)
    return client.get(event.get_absolute_url()).content.decode()  # type: ignore[attr-defined]


def test_a_visitor_is_shown_the_seats_and_the_way_to_one(client: Client) -> None:
    event = EventFactory.create(capacity=2)
    RegistrationFactory.create(event=event)
    shown = page(client, event)
    assert "1 seat left" in shown
    assert reverse("guests:register", args=[event.association.slug, event.slug]) in shown


def test_a_full_event_offers_the_waiting_list(client: Client) -> None:
    event = EventFactory.create(capacity=1)
    RegistrationFactory.create(event=event)
    assert "Join the waiting list" in page(client, event)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.CONFIRMED, "You are registered"),
        (Status.WAITING, "You are on the waiting list"),
        (Status.REQUESTED, "Your request is with the organisers"),
        (Status.INVITED, "You are invited"),
        (Status.PENDING, "seats left"),
        (Status.CANCELLED, "seats left"),
    ],
)
def test_a_guest_is_shown_where_she_stands(client: Client, status: Status, sentence: str) -> None:
    registration = RegistrationFactory.create(status=status)
    assert sentence in page(client, registration.event, registration.user)


def test_where_one_asks_first_one_is_told(client: Client) -> None:
    assert "Ask to come" in page(client, EventFactory.create(policy=Policy.APPROVAL))


def test_where_only_members_may_others_are_told_and_offered_to_sign_in(client: Client) -> None:
    event = EventFactory.create(policy=Policy.MEMBERS)
    assert "Sign in to register" in page(client, event)
    shown = page(client, event, UserFactory.create())
    assert "For members only" in shown
    assert "Sign in to register" not in shown


@pytest.mark.parametrize("trait", ["over", "cancelled"])
def test_what_is_over_or_off_offers_nothing(client: Client, trait: str) -> None:
    shown = page(client, EventFactory.create(**{trait: True}))
    assert "/register/" not in shown
    assert "seats left" not in shown


def test_an_organiser_sees_who_comes_on_the_overview(client: Client) -> None:
    event = EventFactory.create(capacity=2)
    RegistrationFactory.create(event=event)
    RegistrationFactory.create(event=event, waiting=True)
    client.cookies["django_language"] = "en"
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    path = reverse("calendar:overview", args=[event.association.slug, event.slug])
    shown = client.get(path).content.decode()
    assert "1 of 2 seats taken" in shown
    assert "1 waiting" in shown
