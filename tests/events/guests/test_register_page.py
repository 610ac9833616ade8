"""Registering oneself: a name and an address, a code, a seat."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from events.calendar.models import Event, Policy
from events.guests.models import Registration, Status
from events.guests.opening import Opening
from events.guests.views import registering
from networking.accounts.models import User
from networking.mail.models import OutgoingMail
from networking.time import now
from tests.factories import (
    EventFactory,
    MembershipFactory,
    ProfileFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SAID = {
    "given_name": "Inès",
    "family_name": "Roux",
    "email": "ines@exemple.org",
    "shared": ["title", "organisation"],
}


def at(name: str, event: Event) -> str:
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug])


def send(client: Client, event: Event, **said: Any) -> Any:
    return client.post(at("register", event), SAID | said)


def enter_code(client: Client, answer: Any) -> Any:
    """Follow the code from the mail; return the answer of the page it leads to."""
    mail = OutgoingMail.objects.filter(kind="accounts.code").latest("pk")
    signed_in = client.post(answer["Location"], {"code": mail.params["code"]})
    return client.get(signed_in["Location"])


def test_a_name_and_an_address_then_the_code_and_one_is_registered(client: Client) -> None:
    event = EventFactory.create()
    assert client.get(at("register", event)).status_code == 200
    answer = send(client, event, title="Juriste", shared=["email"])
    assert answer["Location"].startswith("/sign-in/code/")
    assert event.registrations.get().status == Status.PENDING
    landed = enter_code(client, answer)
    assert landed["Location"] == at("mine", event)
    registration = event.registrations.get()
    assert registration.status == Status.CONFIRMED
    assert (registration.full_name, registration.title) == ("Inès Roux", "Juriste")
    assert registration.shared == ["email"]
    assert registration.user.emailaddress_set.get().verified
    assert registration.user.full_name == "Inès Roux"
    assert OutgoingMail.objects.filter(kind="guests.confirmed").count() == 1
    assert client.get(at("mine", event)).status_code == 200


def test_who_mistyped_the_address_goes_back_to_a_form_that_kept_the_rest(client: Client) -> None:
    event = EventFactory.create()
    answer = send(client, event, title="Juriste", diet="sans gluten", shared=["email"])
    assert f'href="{at("register", event)}"' in client.get(answer["Location"]).content.decode()
    form = client.get(at("register", event)).context["form"]
    assert (form["given_name"].value(), form["title"].value()) == ("Inès", "Juriste")
    assert (form["diet"].value(), list(form["shared"].value())) == ("sans gluten", ["email"])
    assert not form["email"].value()
    assert not Client().get(at("register", event)).context["form"]["given_name"].value()


def test_a_known_address_gets_the_very_same_answer_as_an_unknown_one(client: Client) -> None:
    event = EventFactory.create()
    amina = RegistrationFactory.create(event=event)
    unknown = send(Client(), event)
    known = send(Client(), event, email=amina.user.email)
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert OutgoingMail.objects.filter(kind="accounts.code").count() == 2
    amina.refresh_from_db()
    assert amina.status == Status.CONFIRMED
    assert amina.given_name != "Inès"


def test_what_a_stranger_typed_is_not_what_the_right_person_confirms(client: Client) -> None:
    event = EventFactory.create()
    mine = send(client, event, given_name="Inès")
    send(Client(), event, given_name="Mickey")
    mail = OutgoingMail.objects.filter(kind="accounts.code").earliest("pk")
    signed_in = client.post(mine["Location"], {"code": mail.params["code"]})
    client.get(signed_in["Location"])
    assert event.registrations.get().given_name == "Inès"
    assert User.objects.get(email="ines@exemple.org").given_name == "Inès"


def test_sending_the_form_twice_registers_once(client: Client) -> None:
    event = EventFactory.create()
    send(client, event)
    landed = enter_code(client, send(client, event))
    assert landed["Location"] == at("mine", event)
    assert client.get(at("finish", event))["Location"] == at("mine", event)
    assert event.registrations.count() == 1


def test_too_many_codes_are_refused_kindly(client: Client) -> None:
    event = EventFactory.create()
    answers = [send(client, event).status_code for _ in range(5)]
    assert answers[0] == 302
    assert answers[-1] == 429


def test_who_registers_strangers_one_after_the_other_is_stopped_before_the_list(
    client: Client, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip"}
    event = EventFactory.create()
    addresses = [f"invente.{number}@exemple.org" for number in range(3)]
    answers = [send(client, event, email=address).status_code for address in addresses]
    assert answers == [302, 302, 429]
    assert event.registrations.count() == 2


@pytest.mark.parametrize(
    "wrong", [{"given_name": " "}, {"email": "nope"}, {"email": ""}, {"shared": ["password"]}]
)
def test_what_is_missing_or_wrong_is_said_with_422(client: Client, wrong: dict[str, Any]) -> None:
    event = EventFactory.create()
    answer = send(client, event, **wrong)
    assert answer.status_code == 422
    assert not Registration.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_who_is_signed_in_only_confirms_her_name_and_consent(client: Client) -> None:
    event = EventFactory.create()
    user = ProfileFactory.create(title="Médiatrice", organisation="Tech & Co").user
    client.force_login(user)
    page = client.get(at("register", event))
    assert "email" not in page.context["form"].fields
    assert page.context["form"].initial["title"] == "Médiatrice"
    answer = send(client, event, email="autre@exemple.org")
    assert answer["Location"] == at("mine", event)
    assert event.registrations.get().user == user
    assert not OutgoingMail.objects.filter(kind="accounts.code").exists()


def test_nothing_ticked_means_only_the_name_is_seen(client: Client) -> None:
    event = EventFactory.create()
    client.force_login(UserFactory.create())
    send(client, event, shared=[])
    assert event.registrations.get().shared == []


def test_who_is_registered_is_led_to_her_registration(client: Client) -> None:
    registration = RegistrationFactory.create()
    client.force_login(registration.user)
    for answer in (
        client.get(at("register", registration.event)),
        send(client, registration.event),
    ):
        assert answer["Location"] == at("mine", registration.event)


def test_a_full_event_says_so_before_and_after(client: Client) -> None:
    client.cookies["django_language"] = "en"
    event = EventFactory.create(capacity=1)
    RegistrationFactory.create(event=event)
    assert "Every seat is taken" in client.get(at("register", event)).content.decode()
    enter_code(client, send(client, event))
    mine = client.get(at("mine", event)).content.decode()
    assert "You are on the waiting list" in mine
    assert "You are number 1" in mine
    assert event.registrations.confirmed().count() == 1


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"cancelled": True}, 410, "This breakfast is cancelled"),
        ({"over": True}, 410, "This breakfast is over"),
        (
            {"registration_opens_at": dt.datetime(2030, 1, 5, 9, tzinfo=dt.UTC)},
            403,
            "Registration isn’t open yet",
        ),
        (
            {"registration_closes_at": dt.datetime(2020, 1, 5, 9, tzinfo=dt.UTC)},
            403,
            "Registration is closed",
        ),
        ({"draft": True}, 404, ""),
    ],
)
def test_where_one_cannot_register_the_page_says_why(
    client: Client, said: dict[str, Any], status: int, sentence: str
) -> None:
    client.cookies["django_language"] = "en"
    event = EventFactory.create(**said)
    for answer in (client.get(at("register", event)), send(client, event)):
        assert answer.status_code == status
        assert sentence in answer.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize("policy", [Policy.MEMBERS, Policy.INVITATION])
def test_where_only_some_may_register_one_signs_in_first(client: Client, policy: str) -> None:
    event = EventFactory.create(policy=policy)
    answer = client.get(at("register", event))
    assert answer["Location"].startswith("/sign-in/?next=")
    client.force_login(UserFactory.create())
    assert client.get(at("register", event)).status_code == 403


def test_a_member_registers_where_only_members_may(client: Client) -> None:
    event = EventFactory.create(policy=Policy.MEMBERS)
    client.force_login(MembershipFactory.create(association=event.association).user)
    assert send(client, event)["Location"] == at("mine", event)


def test_who_was_invited_registers_where_only_the_invited_may(client: Client) -> None:
    invited = RegistrationFactory.create(
        event__policy=Policy.INVITATION, status=Status.INVITED, confirmed_at=None
    )
    client.force_login(invited.user)
    send(client, invited.event)
    invited.refresh_from_db()
    assert invited.status == Status.CONFIRMED


def test_what_closed_while_the_code_was_on_its_way_is_said(client: Client) -> None:
    event = EventFactory.create()
    answer = send(client, event)
    Event.objects.filter(pk=event.pk).update(registration_closes_at=now())
    assert enter_code(client, answer).status_code == 403
    assert event.registrations.get().status == Status.PENDING


def test_what_closed_while_one_was_typing_is_said(client: Client) -> None:
    event = EventFactory.create()
    client.force_login(UserFactory.create())
    client.get(at("register", event))
    Event.objects.filter(pk=event.pk).update(status="cancelled")
    assert send(client, event).status_code == 410


def test_what_closed_between_the_look_and_the_lock_is_said_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = EventFactory.create(registration_closes_at=now())
    monkeypatch.setattr(registering, "opening_for", lambda user, event: Opening.OPEN)
    assert send(client, event).status_code == 403
    assert not User.objects.filter(email="ines@exemple.org").exists()


def test_a_closed_page_says_when_it_opens_or_when_it_closed_on_the_events_own_clock(
    client: Client,
) -> None:
    client.cookies["django_language"] = "en"
    instant = dt.datetime(2030, 1, 8, 7, 30, tzinfo=dt.UTC)
    event = EventFactory.create(registration_opens_at=instant)
    shown = client.get(at("register", event)).content.decode()
    assert "It opens on Tuesday 8 January 2030 at 08:30" in shown
    closed = now().replace(hour=9, minute=0) - dt.timedelta(days=1)
    event = EventFactory.create(registration_closes_at=closed)
    assert "It closed on" in client.get(at("register", event)).content.decode()
    event = EventFactory.create(registration_closes_at=now() + dt.timedelta(days=1))
    assert "Registration closes on" in client.get(at("register", event)).content.decode()


def test_nobody_finishes_what_somebody_else_began(client: Client) -> None:
    event = EventFactory.create()
    assert client.get(at("finish", event))["Location"].startswith("/sign-in/")
    send(client, event)
    client.force_login(UserFactory.create())
    assert client.get(at("finish", event))["Location"] == at("mine", event)
    assert event.registrations.get().status == Status.PENDING


def test_on_approval_one_asks_to_come(client: Client) -> None:
    client.cookies["django_language"] = "en"
    event = EventFactory.create(policy=Policy.APPROVAL)
    assert "Ask to come" in client.get(at("register", event)).content.decode()
    client.force_login(UserFactory.create())
    send(client, event)
    assert event.registrations.get().status == Status.REQUESTED
    assert "with the organisers" in client.get(at("mine", event)).content.decode()
