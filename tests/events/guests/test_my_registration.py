"""A guest's own registration: where it stands, what the others see, giving it up."""

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from events.guests.links import cancel_path, cancel_url, public_id_of
from events.guests.models import Registration, Status
from events.guests.views.mine import _rank
from networking.time import now
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


def at(name: str, registration: Registration) -> str:
    event = registration.event
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug])


@pytest.fixture
def mine(client: Client) -> Registration:
    """My registration; I am signed in, and read English."""
    registration = RegistrationFactory.create()
    client.force_login(registration.user)
    client.cookies["django_language"] = "en"
    return registration


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.CONFIRMED, "You are registered"),
        (Status.OFFERED, "A seat is kept for you"),
        (Status.WAITING, "You are on the waiting list"),
        (Status.REQUESTED, "Your request is with the organisers"),
        (Status.INVITED, "You are invited"),
        (Status.DECLINED, "Not this time"),
        (Status.CANCELLED, "Your seat is given up"),
        (Status.LAPSED, "The seat has gone to the next one"),
        (Status.REPLACED, "Somebody comes in your place"),
    ],
)
def test_my_page_says_where_my_registration_stands(
    client: Client, mine: Registration, status: Status, sentence: str
) -> None:
    mine.status, mine.waiting_since = status, mine.confirmed_at
    mine.offered_until = mine.event.starts_at
    mine.save()
    answer = client.get(at("mine", mine))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("chosen", [True, False])
def test_who_was_put_on_the_list_learns_that_her_profile_is_hidden_until_she_says_so(
    client: Client, mine: Registration, chosen: bool
) -> None:
    if not chosen:
        Registration.objects.filter(pk=mine.pk).update(consented_at=None)
    shown = client.get(at("mine", mine)).content.decode()
    assert ("still hidden from the others" in shown) is not chosen
    client.post(at("consent", mine), {"shared": ["title"]})
    assert "still hidden" not in client.get(at("mine", mine)).content.decode()


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.CONFIRMED, "Give up my seat"),
        (Status.WAITING, "Take me off the waiting list"),
        (Status.REQUESTED, "Take my request back"),
    ],
)
def test_the_link_says_what_is_given_up(
    client: Client, mine: Registration, status: Status, word: str
) -> None:
    Registration.objects.filter(pk=mine.pk).update(status=status)
    assert word in client.get(cancel_path(mine)).content.decode()


def test_who_was_declined_is_not_asked_to_register_again(
    client: Client, mine: Registration
) -> None:
    Registration.objects.filter(pk=mine.pk).update(status=Status.DECLINED)
    assert "Register again" not in client.get(at("mine", mine)).content.decode()
    Registration.objects.filter(pk=mine.pk).update(status=Status.LAPSED)
    assert "Register again" in client.get(at("mine", mine)).content.decode()


def test_without_a_registration_i_am_led_to_where_i_can_make_one(client: Client) -> None:
    event = EventFactory.create()
    client.force_login(MembershipFactory.create(association=event.association).user)
    for name in ("mine", "calendar_entry"):
        answer = client.get(reverse(f"guests:{name}", args=[event.association.slug, event.slug]))
        assert answer.status_code == 302
    for name in ("consent", "card"):
        answer = client.post(reverse(f"guests:{name}", args=[event.association.slug, event.slug]))
        assert answer.status_code == 302


def test_one_step_is_left_for_who_never_entered_the_code(
    client: Client, mine: Registration
) -> None:
    mine.status, mine.confirmed_at = Status.PENDING, None
    mine.save()
    assert client.get(at("mine", mine))["Location"] == at("register", mine)


def test_a_stranger_does_not_even_learn_that_the_page_exists(client: Client) -> None:
    registration = RegistrationFactory.create()
    assert client.get(at("mine", registration)).status_code == 302
    client.force_login(UserFactory.create())
    assert client.get(at("mine", registration)).status_code == 404


def test_i_choose_field_by_field_what_the_others_see(client: Client, mine: Registration) -> None:
    client.post(at("consent", mine), {"shared": ["email", "mobile"]})
    mine.refresh_from_db()
    assert mine.shared == ["mobile", "email"]
    assert mine.consented_at


def test_the_usual_card_is_one_tap(client: Client, mine: Registration) -> None:
    client.post(at("consent", mine), {"shared": ["email"], "usual": "1"})
    mine.refresh_from_db()
    assert mine.shared == ["title", "organisation"]


def test_a_field_nobody_knows_changes_nothing(client: Client, mine: Registration) -> None:
    client.post(at("consent", mine), {"shared": ["password"]})
    before = mine.shared
    mine.refresh_from_db()
    assert mine.shared == before


def test_i_correct_my_badge(client: Client, mine: Registration) -> None:
    said = {"given_name": "Zoé", "family_name": "Petit", "title": "", "organisation": "Fournil"}
    client.post(at("card", mine), said)
    mine.refresh_from_db()
    assert (mine.full_name, mine.title, mine.organisation) == ("Zoé Petit", "", "Fournil")
    assert client.post(at("card", mine), said | {"given_name": ""}).status_code == 422


def test_i_take_the_entry_for_my_calendar(client: Client, mine: Registration) -> None:
    answer = client.get(at("calendar_entry", mine))
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert calendar.events[0]["summary"] == mine.event.title


def test_who_waits_has_nothing_to_put_in_her_calendar(client: Client, mine: Registration) -> None:
    mine.status, mine.waiting_since = Status.WAITING, mine.confirmed_at
    mine.save()
    assert client.get(at("calendar_entry", mine)).status_code == 302


# --- The link in the mail -----------------------------------------------------------------------


def test_the_link_asks_first_and_a_look_at_it_cancels_nothing(client: Client) -> None:
    registration = RegistrationFactory.create()
    assert client.get(cancel_url(registration)).status_code == 200
    registration.refresh_from_db()
    assert registration.status == Status.CONFIRMED


def test_the_link_gives_up_the_seat_without_signing_in_and_once(client: Client) -> None:
    client.cookies["django_language"] = "en"
    event = EventFactory.create(capacity=1)
    registration = RegistrationFactory.create(event=event)
    waiting = [RegistrationFactory.create(event=event, waiting=True) for _ in range(2)]
    for _ in range(2):
        answer = client.post(cancel_path(registration), follow=True)
        assert "Your seat is given up" in answer.content.decode()
    assert [Registration.objects.get(pk=each.pk).status for each in waiting] == [
        Status.OFFERED,
        Status.WAITING,
    ]


def test_a_forged_link_and_one_of_another_event_lead_nowhere(client: Client) -> None:
    registration, other = RegistrationFactory.create(), EventFactory.create()
    token = cancel_path(registration).split("/")[-2]
    assert public_id_of(token) == registration.public_id
    forged = [
        cancel_path(registration).replace(token, f"{registration.public_id}.forged"),
        cancel_path(registration).replace(token, token[:-1]),
        reverse("guests:cancel", args=[other.association.slug, other.slug, token]),
    ]
    for path in forged:
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    registration.refresh_from_db()
    assert registration.status == Status.CONFIRMED


@pytest.mark.parametrize("trait", ["over", "cancelled"])
def test_once_it_is_over_or_off_there_is_nothing_to_cancel(client: Client, trait: str) -> None:
    registration = RegistrationFactory.create(event=EventFactory.create(**{trait: True}))
    assert client.get(cancel_path(registration)).status_code == 410
    assert client.post(cancel_path(registration)).status_code == 410
    registration.refresh_from_db()
    assert registration.status == Status.CONFIRMED


def test_who_was_offered_a_seat_while_her_page_was_made_has_no_place_in_the_line() -> None:
    waiting = RegistrationFactory.create(waiting=True)
    Registration.objects.filter(pk=waiting.pk).update(status="confirmed", confirmed_at=now())
    assert _rank(waiting, waiting.event) == 0
