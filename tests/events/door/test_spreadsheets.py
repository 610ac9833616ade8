"""The lists as files: whom they show what, and that nothing in them runs."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from tests.factories import CheckInFactory, MembershipFactory, ProfileFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LISTS = ("attendees", "door-list", "sign-in")


def at(name: str, event: Event, kind: str = "csv") -> str:
    return reverse(f"door:print_{kind}", args=[event.association.slug, event.slug, name])


def lines(client: Client, event: Event, name: str) -> list[list[str]]:
    answer = client.get(at(name, event))
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def organiser(event: Event) -> Client:
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize("name", LISTS)
def test_names_stand_in_the_order_of_a_french_list(door: Client, event: Event, name: str) -> None:
    for family in ("Roux", "Émile", "Édouard", "Elodie"):
        RegistrationFactory.create(event=event, given_name="Lou", family_name=family)
    RegistrationFactory.create(event=event, family_name="Waiting", waiting=True)
    _headings, *rows = lines(door, event, name)
    assert [row[0] for row in rows] == ["Édouard", "Elodie", "Émile", "Roux"]


def test_what_a_guest_keeps_to_herself_does_not_leave_with_the_list_to_hand_out(
    door: Client, event: Event
) -> None:
    RegistrationFactory.create(
        event=event, organisation="Atelier Lumière", title="Graphiste", shared=["title", "email"]
    )
    headings, row = lines(door, event, "attendees")
    said = dict(zip(headings, row, strict=True))
    assert said["Title"] == "Graphiste"
    assert said["E-mail"]
    assert said["Organisation"] == said["Phone"] == ""


def test_the_door_list_says_who_came_when(door: Client, event: Event) -> None:
    CheckInFactory.create(
        registration__event=event, registration__to_pay=True, late=True, at=event.starts_at
    )
    headings, row = lines(door, event, "door-list")
    said = dict(zip(headings, row, strict=True))
    assert said["Came at"] == f"{event.local_start:%Y-%m-%d %H:%M}"
    assert (said["Late"], said["Remarks"]) == ("yes", "To pay")


def test_numbers_to_call_are_for_organisers(door: Client, organiser: Client, event: Event) -> None:
    RegistrationFactory.create(event=event, mobile="+33 6 93 58 36 22")
    assert door.get(at("emergency", event)).status_code == 404
    _headings, row = lines(organiser, event, "emergency")
    assert "+33 6 93 58 36 22" in row


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", [*LISTS, "emergency", "covers"])
def test_nothing_leaves_as_a_formula(organiser: Client, event: Event, name: str, kind: str) -> None:
    RegistrationFactory.create(
        event=event,
        given_name="=1+1",
        family_name="@SUM(1)",
        organisation="+cmd",
        title="-2+3",
        diet="=x",
        mobile="=2",
    )
    content = organiser.get(at(name, event, kind)).content
    if kind == "csv":
        cells = [
            cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row
        ]
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        cells = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert any("1+1" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_who_took_a_list_away_is_noted(door: Client, event: Event, host: User) -> None:
    RegistrationFactory.create(event=event)
    door.get(at("door-list", event, "xlsx"))
    entry = Entry.objects.get(verb="guests.door_list_exported")
    assert (entry.by, entry.details) == (host, {"kind": "xlsx", "count": 1})


def test_a_print_without_a_table_has_no_file(door: Client, event: Event) -> None:
    assert door.get(at("poster", event)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", [*LISTS, "emergency"])
def test_a_file_asks_the_database_as_often_for_one_as_for_three(
    organiser: Client,
    event: Event,
    name: str,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for guest in CheckInFactory.create_batch(rows, registration__event=event):
        ProfileFactory.create(user=guest.registration.user)
    queries = {"attendees": 9, "emergency": 9}
    with django_assert_num_queries(queries.get(name, 8)):
        organiser.get(at(name, event))
