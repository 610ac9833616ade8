"""What a device keeps: enough to welcome everybody without network, and no more."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.door import actions, book
from networking.accounts.models import User
from tests.factories import BadgeFactory, CheckInFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def at(name: str, event: Event) -> str:
    return reverse(f"door:{name}", args=[event.association.slug, event.slug])


def test_the_list_has_everybody_with_a_seat_in_the_order_of_a_french_list(
    door: Client, event: Event
) -> None:
    for given, family in (("Zoé", "Édouard"), ("Amina", "Zola"), ("Léa", "Edmond")):
        RegistrationFactory.create(event=event, given_name=given, family_name=family)
    RegistrationFactory.create(event=event, cancelled=True)
    RegistrationFactory.create(event=event, waiting=True)
    RegistrationFactory.create()
    said = door.get(at("book", event)).json()
    assert [guest["name"] for guest in said["guests"]] == [
        "Léa Edmond",
        "Zoé Édouard",
        "Amina Zola",
    ]
    assert said["here"] == {}


def test_a_row_says_what_a_host_should_know(door: Client, event: Event) -> None:
    guest = RegistrationFactory.create(
        event=event,
        given_name="Léa",
        family_name="Ørsted",
        organisation="Fibre des Monts",
        first_time=True,
        to_pay=True,
        kind="visitor",
        remark="À la table de l’intervenante",
    )
    badge = BadgeFactory.create(registration=guest)
    (entry,) = door.get(at("book", event)).json()["guests"]
    assert entry | {"tint": 0} == {
        "id": guest.pk,
        "name": "Léa Ørsted",
        "house": "Fibre des Monts",
        "initials": "LØ",
        "tint": 0,
        "sort": guest.sort_name,
        "remark": "À la table de l’intervenante",
        "marks": ["first_time", "to_pay", "visitor"],
        "number": badge.number,
        "code": book.digest_of(badge.code),
    }


def test_no_code_that_opens_anything_is_on_the_device(door: Client, event: Event) -> None:
    badge = BadgeFactory.create(registration__event=event)
    (blank,) = actions.make_blank_badges(event=event, count=1, by=None)
    answer = door.get(at("book", event))
    assert badge.code not in answer.text
    assert blank.code not in answer.text
    assert answer.json()["blanks"] == [[blank.number, book.digest_of(blank.code)]]
    assert answer["Cache-Control"] == "no-store"


def test_who_is_here_is_told_with_when_how_where_and_by_whom(
    door: Client, event: Event, host: User
) -> None:
    guest = RegistrationFactory.create(event=event)
    arrival = actions.check_in(registration=guest, source="badge", door="Jardin", by=host).check_in
    said = door.get(at("arrivals", event)).json()
    assert said["here"] == {str(guest.pk): book.arrival_entry(arrival)}
    assert (said["here"][str(guest.pk)]["by"], said["here"][str(guest.pk)]["door"]) == (
        "Svetlana Petit",
        "Jardin",
    )


def test_the_version_is_another_one_once_somebody_joins_or_leaves_the_list(event: Event) -> None:
    guests = RegistrationFactory.create_batch(2, event=event)
    before = book.version_of(event)
    assert book.version_of(event) == before
    joined = RegistrationFactory.create(event=event)
    assert book.version_of(event) != before
    joined.delete()
    assert book.version_of(event) == before
    guests[0].status = "cancelled"
    guests[0].save()
    assert book.version_of(event) != before


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("book", 8), ("arrivals", 6)])
def test_it_takes_the_same_queries_for_one_and_for_three(
    door: Client,
    event: Event,
    count: int,
    name: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        BadgeFactory.create(
            registration=CheckInFactory.create(registration__event=event).registration
        )
    with django_assert_num_queries(queries):
        door.get(at(name, event))
