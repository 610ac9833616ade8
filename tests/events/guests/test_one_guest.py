"""One guest, as the organisers see her."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.guests import actions
from events.guests.models import GuestTag, Kind, QuestionKind, Registration, Status
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from tests.factories import (
    EventFactory,
    MembershipFactory,
    QuestionFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
BADGE = {"given_name": "Zoë", "family_name": "Diallo", "title": "Avocate", "organisation": "SCOP"}
NOTES = {"diet": "Halal", "mobile": "06 93 58 36 22", "phone": "", "fax": "", "tags": "VIP, Presse"}


@pytest.fixture
def event() -> Event:
    return EventFactory.create()


@pytest.fixture
def zoe(event: Event) -> Registration:
    return RegistrationFactory.create(event=event, given_name="Zoë", family_name="Diallo")


@pytest.fixture(autouse=True)
def organiser(event: Event, client: Client) -> User:
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def at(name: str, guest: Registration) -> str:
    event = guest.event
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug, guest.pk])


def page(client: Client, guest: Registration) -> str:
    return client.get(at("guest", guest)).content.decode()


def test_everything_that_is_known_of_a_guest_stands_on_one_page(
    client: Client, event: Event
) -> None:
    likes, where = (
        QuestionFactory.create(event=event, label="Coffee?", kind=QuestionKind.YES_NO),
        QuestionFactory.create(event=event, label="Where from?"),
    )
    replaced = RegistrationFactory.create(event=event, family_name="Replaced", cancelled=True)
    guest = RegistrationFactory.create(
        event=event,
        kind=Kind.SUBSTITUTE,
        inviter=UserFactory.create(given_name="Amina", family_name="Inviter"),
        substitute_for=replaced,
        diet="Halal",
        mobile="06 93 58 36 22",
        to_pay=True,
        answers={str(likes.pk): True, str(where.pk): "Lyon"},
    )
    actions.tag(event=event, guests=[guest.pk], name="Presse", by=None)
    said = page(client, guest)
    for words in (
        *(guest.full_name, guest.user.email, "06 93 58 36 22", "Halal", "To pay", "Presse"),
        *("Amina Inviter", replaced.full_name, "Coffee?", "Yes", "Where from?", "Lyon"),
        *("Substitute", "Registered"),
    ):
        assert str(words) in said
    assert guest.full_name in page(client, replaced)


def test_a_guest_without_an_address_is_said_to_get_no_mail(client: Client, event: Event) -> None:
    guest = RegistrationFactory.create(event=event, user=UserFactory.create(email=None))
    assert "but no mail" in page(client, guest)


def test_the_badge_is_corrected(client: Client, zoe: Registration) -> None:
    answer = client.post(at("guest_badge", zoe), BADGE | {"family_name": ""}, follow=True)
    assert "The badge will say so." in answer.content.decode()
    zoe.refresh_from_db()
    assert (zoe.title, zoe.full_name) == ("Avocate", "Zoë")
    assert Entry.objects.filter(verb="guest.described").count() == 1


def test_a_badge_without_a_name_is_refused_with_the_rest_kept(
    client: Client, zoe: Registration
) -> None:
    answer = client.post(at("guest_badge", zoe), BADGE | {"given_name": ""})
    assert answer.status_code == 422
    assert "Avocate" in answer.content.decode()


def test_diet_numbers_and_tags_are_noted_once(client: Client, zoe: Registration) -> None:
    for _ in range(2):
        client.post(at("guest_note", zoe), NOTES)
    zoe.refresh_from_db()
    assert (zoe.diet, zoe.mobile) == ("Halal", "06 93 58 36 22")
    assert set(zoe.tags.values_list("name", flat=True)) == {"VIP", "Presse"}
    noted = Entry.objects.get(verb="guest.noted")
    assert noted.details == {"fields": ["diet", "mobile"]}
    assert Entry.objects.filter(verb="guest.tagged").count() == 1


def test_a_tag_that_is_taken_out_of_the_text_is_taken_off(
    client: Client, zoe: Registration
) -> None:
    client.post(at("guest_note", zoe), NOTES)
    client.post(at("guest_note", zoe), NOTES | {"tags": "presse; ;!"})
    assert [tag.name for tag in zoe.tags.all()] == ["Presse"]
    assert GuestTag.objects.count() == 1


def test_a_tag_that_is_too_long_is_refused_with_the_rest_kept(
    client: Client, zoe: Registration
) -> None:
    answer = client.post(at("guest_note", zoe), NOTES | {"tags": "x" * 41})
    assert answer.status_code == 422
    assert "40 letters at most" in answer.content.decode()
    assert "Halal" in answer.content.decode()
    assert not zoe.tags.exists()


def test_the_tick_for_paying_is_set_and_taken_away(client: Client, zoe: Registration) -> None:
    for value, ticked in (("1", True), ("1", True), ("0", False)):
        client.post(at("guest_pay", zoe), {"to_pay": value})
        zoe.refresh_from_db()
        assert zoe.to_pay is ticked
    assert Entry.objects.filter(verb__startswith="guests.marked").count() == 2


def test_what_can_be_done_follows_from_where_she_stands(client: Client, event: Event) -> None:
    asked = RegistrationFactory.create(event=event, status=Status.REQUESTED, confirmed_at=None)
    waits = RegistrationFactory.create(event=event, waiting=True)
    gone = RegistrationFactory.create(event=event, cancelled=True)
    assert at("approve", asked) in page(client, asked)
    assert at("give_seat", waits) in page(client, waits)
    assert at("cancel_guest", gone) not in page(client, gone)
    sent = client.post(at("approve", asked), {"to_guest": "1"})
    assert sent["Location"] == at("guest", asked)


def test_her_history_tells_what_happened_and_whose_doing_it_was(
    client: Client, event: Event, organiser: User
) -> None:
    waits = RegistrationFactory.create(event=event, waiting=True)
    actions.give_seat(registration=waits, by=organiser)
    actions.cancel(registration=waits, by=organiser)
    said = page(client, waits)
    assert "Given a seat" in said
    assert organiser.full_name in said
    assert "Cancelled" in said


def test_the_history_of_another_guest_stays_there(
    client: Client, zoe: Registration, organiser: User
) -> None:
    other = RegistrationFactory.create(event=zoe.event, waiting=True)
    actions.give_seat(registration=other, by=organiser)
    assert "Given a seat" not in page(client, zoe)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_database_as_often_for_much_as_for_little(
    client: Client,
    zoe: Registration,
    organiser: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        actions.tag(event=zoe.event, guests=[zoe.pk], name=f"Tag {number}", by=organiser)
        QuestionFactory.create(event=zoe.event)
        actions.set_consent(registration=zoe, shared=[], by=organiser)
    # Session, user, event, roles; guest, her tags; questions, entries, substitute, tags in use;
    # whether mail reaches her.
    with django_assert_num_queries(11):
        client.get(at("guest", zoe))


@pytest.mark.parametrize("name", ["guest_badge", "guest_note", "guest_pay", "give_seat"])
def test_a_guest_of_another_event_is_not_found(client: Client, event: Event, name: str) -> None:
    other = RegistrationFactory.create()
    path = reverse(f"guests:{name}", args=[event.association.slug, event.slug, other.pk])
    assert client.post(path, BADGE).status_code == 404
