"""The organiser's guest list."""

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.guests import actions, marks
from events.guests.models import GuestTag, Kind, QuestionKind, Registration, Status
from networking.accounts.models import User
from networking.associations.models import Role
from networking.mail.models import OutgoingMail
from tests.factories import (
    EventFactory,
    MembershipFactory,
    QuestionFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory.create()


@pytest.fixture(autouse=True)
def organiser(event: Event, client: Client) -> User:
    """An organiser of the event, signed in, who reads English."""
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def at(name: str, event: Event, *more: object) -> str:
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug, *more])


def names(client: Client, event: Event, **query: str) -> list[str]:
    page = client.get(at("guests", event), query).context["page"]
    return [registration.family_name for registration in page]


def guest(event: Event, family_name: str, **said: object) -> Registration:
    return RegistrationFactory.create(event=event, family_name=family_name, **said)


def test_guests_stand_in_the_order_of_a_french_list(client: Client, event: Event) -> None:
    for name in ("Petit", "Étienne", "Ørsted", "Diallo"):
        guest(event, name)
    assert names(client, event) == ["Diallo", "Étienne", "Ørsted", "Petit"]


@pytest.mark.parametrize(
    "text", ["orsted", "ENERGIE", "partagee ørst", "b.orsted", "b.orsted@exemple", "zz.example.net"]
)
def test_a_guest_is_found_by_name_organisation_or_address_accents_aside(
    client: Client, event: Event, text: str
) -> None:
    bjorn = UserFactory.create(email="b.orsted@exemple.org")
    other = UserFactory.create(email="petit@exemple.org")
    if "zz" in text:
        User.objects.filter(pk=bjorn.pk).update(email="b@zz.example.net")
    guest(event, "Ørsted", organisation="Énergie Partagée", user=bjorn)
    guest(event, "Petit", organisation="Freelance", user=other)
    assert names(client, event, q=text) == ["Ørsted"]


def test_what_all_addresses_have_in_common_finds_nobody(client: Client, event: Event) -> None:
    guest(event, "Ørsted", user=UserFactory.create(email="b@exemple.org"))
    assert names(client, event, q="x") == []


def test_each_state_has_its_tab_with_its_count(client: Client, event: Event) -> None:
    guest(event, "Roux")
    guest(event, "Petit", waiting=True)
    guest(event, "Brunet", cancelled=True)
    guest(event, "Morin", pending=True)
    guest(event, "Lopez", status=Status.REQUESTED, confirmed_at=None)
    tabs = client.get(at("guests", event)).context["tabs"]
    assert {tab["key"]: tab["count"] for tab in tabs} == {
        "registered": 1, "waiting": 1, "requests": 1, "unsettled": 1, "ended": 1, "all": 5,
    }  # fmt: skip
    assert names(client, event, tab="waiting") == ["Petit"]
    assert names(client, event, tab="ended") == ["Brunet"]
    assert names(client, event, tab="unsettled") == ["Morin"]
    assert names(client, event, tab="nonsense") == ["Roux"]


def test_an_empty_list_invites_to_import_or_to_share(client: Client, event: Event) -> None:
    page = client.get(at("guests", event)).content.decode()
    assert "Nobody is registered yet" in page
    assert at("upload", event) in page
    assert event.get_absolute_url() in page
    assert "Nobody here" in client.get(at("guests", event), {"tab": "waiting"}).content.decode()


def test_a_search_without_a_result_says_what_to_try(client: Client, event: Event) -> None:
    guest(event, "Roux")
    page = client.get(at("guests", event), {"q": "xyz"}).content.decode()
    assert "Nobody like that here" in page


def test_while_one_types_only_the_rows_are_sent(client: Client, event: Event) -> None:
    guest(event, "Roux")
    answer = client.get(at("guests", event), {"q": "ro"}, headers={"HX-Request": "true"})
    assert "Roux" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_long_lists_have_pages(client: Client, event: Event) -> None:
    RegistrationFactory.create_batch(51, event=event)
    page = client.get(at("guests", event), {"page": "2"}).context["page"]
    assert (page.start_index(), page.end_index()) == (51, 51)
    assert client.get(at("guests", event), {"page": "99"}).status_code == 200
    assert client.get(at("guests", event), {"page": "x"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_guest_as_for_three(
    client: Client, event: Event, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in RegistrationFactory.create_batch(rows, event=event):
        actions.tag(event=event, guests=[each.pk], name=f"Tag {each.pk}", by=None)
    QuestionFactory.create_batch(rows, event=event)
    # Session, user, event, roles; counts, guests, tags of guests; tags, questions; seats.
    with django_assert_num_queries(10):
        client.get(at("guests", event))


def test_the_address_says_what_the_list_shows(client: Client, event: Event) -> None:
    guest(event, "Roux", to_pay=True, diet="Végétarien", kind=Kind.VISITOR)
    guest(event, "Petit", first_time=True)
    assert names(client, event, pay="1") == ["Roux"]
    assert names(client, event, diet="1", kind="visitor") == ["Roux"]
    assert names(client, event, first="1") == ["Petit"]
    assert names(client, event, first="1", pay="1") == []
    assert names(client, event, kind="nonsense", tag="x", asked="y", sort="z") == ["Petit", "Roux"]


def test_tabs_count_what_the_filters_find(client: Client, event: Event) -> None:
    guest(event, "Roux", to_pay=True)
    guest(event, "Petit")
    guest(event, "Morin", waiting=True, to_pay=True)
    tabs = client.get(at("guests", event), {"pay": "1"}).context["tabs"]
    assert {tab["key"]: tab["count"] for tab in tabs} == {"registered": 1, "waiting": 1, "all": 2}
    assert all("pay=1" in tab["href"] for tab in tabs)


def test_guests_are_found_by_their_tag_and_not_by_one_of_another_association(
    client: Client, event: Event
) -> None:
    roux = guest(event, "Roux")
    guest(event, "Petit")
    actions.tag(event=event, guests=[roux.pk], name="Presse", by=None)
    other = RegistrationFactory.create()
    actions.tag(event=other.event, guests=[other.pk], name="Presse", by=None)
    ours, theirs = GuestTag.objects.order_by("pk")
    assert names(client, event, tag=str(ours.pk)) == ["Roux"]
    assert names(client, event, tag=str(theirs.pk)) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [("", ["A", "B", "C"]), (":yes", ["A"]), (":no", ["B"]), (":-", ["C"]), ("any", ["A", "B"])],
)
def test_guests_are_found_by_what_they_answered(
    client: Client, event: Event, asked: str, found: list[str]
) -> None:
    question = QuestionFactory.create(event=event, kind=QuestionKind.YES_NO)
    for name, said in (("A", {"answers": {str(question.pk): True}}),
                       ("B", {"answers": {str(question.pk): False}}), ("C", {})):  # fmt: skip
        guest(event, name, **said)
    value = "" if not asked else str(question.pk) + ("" if asked == "any" else asked)
    assert names(client, event, asked=value) == found


def test_guests_are_found_by_the_option_they_chose(client: Client, event: Event) -> None:
    question = QuestionFactory.create(
        event=event, kind=QuestionKind.CHOICE, options=["Thé", "Café"]
    )
    guest(event, "Roux", answers={str(question.pk): "Café"})
    guest(event, "Petit", answers={str(question.pk): "Thé"})
    assert names(client, event, asked=f"{question.pk}:1") == ["Roux"]
    assert names(client, event, asked=f"{question.pk}:7") == []
    assert names(client, event, asked="999999") == []


def test_an_answer_in_ones_own_words_is_found_by_being_there(client: Client, event: Event) -> None:
    question = QuestionFactory.create(event=event)
    guest(event, "Roux", answers={str(question.pk): "By the press"})
    guest(event, "Petit", answers={str(question.pk): ""})
    assert names(client, event, asked=str(question.pk)) == ["Roux"]
    assert names(client, event, asked=f"{question.pk}:-") == ["Petit"]
    assert names(client, event, asked=f"{question.pk}:0") == []


def test_the_last_to_come_stand_first_if_one_likes(client: Client, event: Event) -> None:
    for name in ("Brunet", "Adler"):
        guest(event, name)
    assert names(client, event, sort="date") == ["Adler", "Brunet"]


def test_who_waits_stands_in_the_order_of_the_waiting_list(client: Client, event: Event) -> None:
    for name in ("Zola", "Adler"):
        guest(event, name, waiting=True)
    assert names(client, event, tab="waiting") == ["Zola", "Adler"]
    assert names(client, event, tab="waiting", sort="name") == ["Adler", "Zola"]


def test_while_one_types_the_address_follows(client: Client, event: Event) -> None:
    answer = client.get(
        at("guests", event), {"q": "ro", "kind": "", "pay": "1"}, headers={"HX-Request": "true"}
    )
    assert answer["HX-Replace-Url"] == at("guests", event) + "?q=ro&pay=1"


def test_a_mark_of_another_room_filters_the_list(client: Client, event: Event) -> None:
    guest(event, "Roux", observer=True)
    guest(event, "Petit")
    marks.register("watching", marks.Mark(label="Watching", only=Q(observer=True)))
    try:
        assert names(client, event, mark="watching") == ["Roux"]
        assert "Watching" in client.get(at("guests", event)).content.decode()
    finally:
        del marks._marks["watching"]
    assert names(client, event, mark="watching") == ["Petit", "Roux"]


def test_somebody_is_added_by_hand(client: Client, event: Event) -> None:
    assert client.get(at("add", event)).status_code == 200
    said = {"given_name": "Inès", "family_name": "Roux", "email": "ines@exemple.org"}
    answer = client.post(at("add", event), said | {"tell_her": "on"}, follow=True)
    assert "Inès Roux is registered." in answer.content.decode()
    assert event.registrations.get().status == Status.CONFIRMED
    assert OutgoingMail.objects.get().kind == "guests.confirmed"
    again = client.post(at("add", event), said, follow=True)
    assert "on the list already" in again.content.decode()


def test_who_had_cancelled_is_said_to_be_registered_when_she_is_added_again(
    client: Client, event: Event
) -> None:
    gone = RegistrationFactory.create(event=event, cancelled=True)
    client.cookies["django_language"] = "en"
    said = {"given_name": "Inès", "family_name": "Roux", "email": gone.user.email}
    for sentence in ("Inès Roux is registered.", "Inès Roux is on the list already."):
        page = client.post(at("add", event), said, follow=True).content.decode()
        assert sentence in page


def test_added_to_a_full_event_one_waits(client: Client, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=1)
    guest(event, "Roux")
    assert "goes on the waiting list" in client.get(at("add", event)).content.decode()
    answer = client.post(at("add", event), {"given_name": "Paul"}, follow=True)
    assert "Paul is on the waiting list" in answer.content.decode()
    assert not OutgoingMail.objects.exists()


def test_a_guest_needs_at_least_a_first_name(client: Client, event: Event) -> None:
    assert client.post(at("add", event), {"given_name": ""}).status_code == 422


def test_a_registration_is_cancelled_after_a_question(client: Client, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=1)
    roux = guest(event, "Roux")
    petit = guest(event, "Petit", waiting=True)
    page = client.get(at("cancel_guest", event, roux.pk)).content.decode()
    assert petit.full_name in page
    for _ in range(2):
        client.post(at("cancel_guest", event, roux.pk))
    petit.refresh_from_db()
    assert petit.status == Status.OFFERED
    assert "cancelled already" in client.get(at("cancel_guest", event, roux.pk)).content.decode()


def test_a_request_is_approved_or_declined(client: Client, event: Event) -> None:
    asked = [guest(event, name, status=Status.REQUESTED, confirmed_at=None) for name in "AB"]
    assert "Approve" in client.get(at("guests", event), {"tab": "requests"}).content.decode()
    client.post(at("approve", event, asked[0].pk))
    client.post(at("decline", event, asked[1].pk))
    assert {r.family_name: r.status for r in event.registrations.all()} == {
        "A": Status.CONFIRMED,
        "B": Status.DECLINED,
    }


def test_after_an_answer_one_is_back_on_the_list_as_it_was_filtered(
    client: Client, event: Event
) -> None:
    asked = guest(event, "Roux", status=Status.REQUESTED, confirmed_at=None)
    sent = client.post(at("approve", event, asked.pk), {"filters": "tab=requests&q=ro"})
    assert sent["Location"] == at("guests", event) + "?tab=requests&q=ro"
    evil = client.post(at("approve", event, asked.pk), {"filters": "//exemple.org/?x=1"})
    assert evil["Location"] == at("guests", event)


def test_who_waits_is_given_a_seat_though_every_seat_is_taken(client: Client, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=1)
    guest(event, "Roux")
    petit = guest(event, "Petit", waiting=True)
    page = client.get(at("guests", event), {"tab": "waiting"}).content.decode()
    assert at("give_seat", event, petit.pk) in page
    client.post(at("give_seat", event, petit.pk))
    petit.refresh_from_db()
    assert petit.status == Status.CONFIRMED


def test_a_guest_of_another_event_is_not_found(client: Client, event: Event) -> None:
    other = RegistrationFactory.create()
    assert client.get(at("cancel_guest", event, other.pk)).status_code == 404
    for name in ("cancel_guest", "approve", "decline"):
        assert client.post(at(name, event, other.pk)).status_code == 404
    other.refresh_from_db()
    assert other.status == Status.CONFIRMED


def test_what_a_guest_is_called_is_shown_as_text(client: Client, event: Event) -> None:
    guest(event, "<script>alert(1)</script>")
    assert b"<script>alert" not in client.get(at("guests", event)).content
