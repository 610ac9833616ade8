"""The pages of keeping the flame: one tap each, no reproach, nobody else's list."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from followups.contacts.flame.due import due_of, today
from followups.contacts.models import Contact, Entry, Kind, Rhythm
from networking.accounts.models import User
from networking.mail.models import OutgoingMail
from tests.factories import UserFactory
from tests.followups.contacts.ties.conftest import contact_of

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(2020, 5, 4)


def waiting(owner: User, given_name: str = "Zoë", rhythm: int = Rhythm.QUARTERLY) -> Contact:
    return contact_of(owner, given_name, rhythm=rhythm, seen_on=LONG_AGO)


def tap(client: Client, name: str, contact: Contact, **said: object) -> int:
    return client.post(reverse(f"contacts:{name}", args=[contact.pk]), said).status_code


def test_one_tap_notes_it_once_and_begins_the_rhythm_anew(client: Client, owner: User) -> None:
    zoe = waiting(owner)
    client.force_login(owner)
    assert [tap(client, "spoke", zoe, kind="message") for _ in range(2)] == [302, 302]
    zoe.refresh_from_db()
    entry = Entry.objects.get(contact=zoe)
    assert (entry.kind, entry.on, zoe.seen_on) == (Kind.MESSAGE, today(owner), today(owner))
    assert due_of(owner).count == 0


def test_what_is_put_off_stays_so_when_the_contact_is_edited(client: Client, owner: User) -> None:
    zoe = waiting(owner)
    client.force_login(owner)
    tap(client, "later", zoe)
    zoe = Contact.objects.get(pk=zoe.pk)
    zoe.note = "La chorale."
    zoe.save()
    assert due_of(owner).count == 0
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=32)):
        assert due_of(owner).count == 1


def test_a_rhythm_is_chosen_and_taken_back(client: Client, owner: User) -> None:
    zoe = contact_of(owner, seen_on=LONG_AGO)
    client.force_login(owner)
    assert tap(client, "rhythm", zoe, rhythm=3) == 302
    assert [each.pk for each in due_of(owner).contacts] == [zoe.pk]
    tap(client, "rhythm", zoe, rhythm=0)
    assert due_of(owner).contacts == []


@pytest.mark.parametrize(("name", "said"), [("rhythm", {"rhythm": 5}), ("spoke", {"kind": "note"})])
def test_what_is_no_answer_changes_nothing(
    client: Client, owner: User, name: str, said: dict[str, object]
) -> None:
    zoe = waiting(owner)
    client.force_login(owner)
    assert tap(client, name, zoe, **said) == 302
    zoe.refresh_from_db()
    assert (zoe.rhythm, zoe.seen_on, Entry.objects.count()) == (3, LONG_AGO, 0)


@pytest.mark.parametrize("name", ["spoke", "later", "rhythm"])
def test_nobody_taps_for_somebody_else(client: Client, owner: User, name: str) -> None:
    zoe = waiting(owner)
    client.force_login(UserFactory.create())
    assert tap(client, name, zoe, kind="call", rhythm=1) == 404
    assert not Entry.objects.exists()


def test_a_tap_leads_back_to_where_it_came_from(client: Client, owner: User) -> None:
    zoe = waiting(owner)
    client.force_login(owner)
    url = reverse("contacts:spoke", args=[zoe.pk])
    for came_from, leads_to in (
        ("flame", reverse("contacts:flame")),
        ("contacts", reverse("contacts:contacts")),
        ("https://mal.example", zoe.get_absolute_url()),
    ):
        answer = client.post(url, {"kind": "call", "from": came_from})
        assert answer["Location"] == leads_to


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_all_costs_the_same_for_one_and_three(
    client: Client, owner: User, people: int, django_assert_num_queries
) -> None:
    for _ in range(people):
        waiting(owner)
    client.force_login(owner)
    with django_assert_num_queries(4):
        page = client.get(reverse("contacts:flame")).content.decode()
    assert page.count("list__row--acts") == people
    assert not OutgoingMail.objects.exists()


def test_the_first_screen_names_five_and_says_how_many_there_are(owner: User) -> None:
    for _ in range(7):
        waiting(owner)
    due = due_of(owner)
    assert (len(due.contacts), due.count, due.more) == (5, 7, 2)
