"""What is taken to a spreadsheet or to the restaurant; how they came in over time."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.guests import actions, covers
from events.guests.courses import course_of
from events.guests.models import QuestionKind, Registration
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.time import now
from tests.factories import EventFactory, MembershipFactory, QuestionFactory, RegistrationFactory
from tests.networking.paper import pages
from tests.networking.paper.people import HARD

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory.create(
        title="Petit-déjeuner d’hiver",
        starts_at=dt.datetime(2027, 1, 5, 7, tzinfo=dt.UTC),
        ends_at=dt.datetime(2027, 1, 5, 9, tzinfo=dt.UTC),
    )


@pytest.fixture(autouse=True)
def organiser(event: Event, client: Client) -> User:
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def at(name: str, event: Event) -> str:
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug])


def guest(event: Event, name: str, **said: object) -> Registration:
    return RegistrationFactory.create(event=event, family_name=name, **said)


def lines(client: Client, event: Event, name: str = "guests_csv", **query: str) -> list[list[str]]:
    text = client.get(at(name, event), query).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


# --- The list as a file --------------------------------------------------------------------------


def test_the_list_leaves_as_it_was_filtered_with_the_answers(client: Client, event: Event) -> None:
    coffee = QuestionFactory.create(event=event, label="Coffee?", kind=QuestionKind.YES_NO)
    roux = guest(
        event,
        "Roux",
        to_pay=True,
        mobile="+33 6 93 58 36 22",
        answers={str(coffee.pk): False},
        created_at=dt.datetime(2026, 12, 1, 7, 30, tzinfo=dt.UTC),
    )
    guest(event, "Petit")
    actions.tag(event=event, guests=[roux.pk], name="Presse", by=None)
    headings, row = lines(client, event, pay="1")
    said = dict(zip(headings, row, strict=True))
    assert said["Family name"] == "Roux"
    assert said["E-mail"] == roux.user.email
    assert said["Mobile"] == "+33 6 93 58 36 22"
    assert (said["To pay"], said["Tags"], said["Coffee?"]) == ("yes", "Presse", "No")
    assert said["Came on the list"] == "2026-12-01 08:30"


def test_nothing_leaves_as_a_formula(client: Client, event: Event) -> None:
    QuestionFactory.create(event=event, label="=1+1")
    guest(event, "=HYPERLINK(1)", diet="@x", organisation="+cmd")
    for row in lines(client, event):
        assert not any(cell.startswith(("=", "@", "+c")) for cell in row)


def test_the_workbook_holds_the_same_and_its_name_says_what_it_is(
    client: Client, event: Event
) -> None:
    guest(event, "Roux")
    answer = client.get(at("guests_xlsx", event))
    assert "2027-01-05.xlsx" in answer["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet["C"]] == ["Family name", "Roux"]


def test_who_took_the_list_away_is_noted(client: Client, event: Event, organiser: User) -> None:
    guest(event, "Roux")
    client.get(at("guests_csv", event))
    client.get(at("covers_xlsx", event))
    taken = Entry.objects.order_by("pk")
    assert [(entry.verb, entry.by, entry.details) for entry in taken] == [
        ("guests.list_exported", organiser, {"kind": "csv", "count": 1}),
        ("guests.covers_exported", organiser, {"kind": "xlsx", "count": 1}),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_file_asks_the_database_as_often_for_one_as_for_three(
    client: Client, event: Event, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        one = guest(event, f"Roux {number}")
        actions.tag(event=event, guests=[one.pk], name=f"Tag {number}", by=None)
    with django_assert_num_queries(10):
        client.get(at("guests_csv", event))


# --- For the restaurant --------------------------------------------------------------------------


def test_the_restaurant_learns_how_many_come_and_who_eats_what(
    client: Client, event: Event
) -> None:
    for name, diet in (("A", "Végétarien"), ("B", "vegetarien"), ("C", "Halal"), ("D", "aucun")):
        guest(event, name, diet=diet, to_pay=name == "A")
    guest(event, "Offered", offered=True, diet="Halal")
    guest(event, "Waiting", waiting=True, diet="Halal")
    answer = client.get(at("covers", event))
    said = answer.content.decode()
    assert "4 covers" in said
    assert "perhaps 1 more" in said
    assert [(group.words, group.count) for group in answer.context["covers"].groups] == [
        ("Végétarien", 2),
        ("Halal", 1),
    ]
    assert answer.context["covers"].plain == 1
    assert [one.family_name for one in answer.context["covers"].to_pay] == ["A"]


def test_without_guests_and_without_diets_the_sheet_says_so(client: Client, event: Event) -> None:
    assert "No covers yet" in client.get(at("covers", event)).content.decode()
    guest(event, "Roux")
    said = client.get(at("covers", event)).content.decode()
    assert "Nobody asked for anything special." in said


def test_the_covers_leave_as_a_file_of_those_who_come(client: Client, event: Event) -> None:
    guest(event, "Roux", diet="Halal", to_pay=True)
    guest(event, "Petit", waiting=True)
    _headings, row = lines(client, event, "covers_csv")
    assert row[0] == "Roux"
    assert row[3:] == ["Halal", "yes"]


def test_the_sheet_for_the_restaurant_is_printed_in_the_association_s_language(
    client: Client, event: Event
) -> None:
    event.association.language = "en"
    for name, diet in (("Roux", "Végétarien"), ("Petit", "vegetarien"), ("Long", "")):
        guest(event, name, given_name="Lou", diet=diet, to_pay=name == "Roux")
    guest(event, "Offered", offered=True)
    (page,) = pages.texts(covers.printed(event))
    for words in ("3 covers", "perhaps 1 more", "2 vegetarien Lou Petit, Lou Roux", "1 Nothing"):
        assert words in page
    assert page.index("Still to pay") < page.rindex("Lou Roux")


def test_a_sheet_for_nobody_and_one_with_hard_names_keep_to_the_page(event: Event) -> None:
    event.association.language = "en"
    assert "0 covers" in pages.text(covers.printed(event))
    for given, family, title, house in HARD:
        guest(event, family, given_name=given, organisation=house, diet=title[:120], to_pay=True)
    for pixels in pages.drawn(covers.printed(event), dpi=100):
        margin = int(17 * 100 / 25.4)
        assert pixels[:, :margin].min() == 255
        assert pixels[:, -margin:].min() == 255


# --- Over time -----------------------------------------------------------------------------------


def test_each_guest_counts_from_the_day_she_came_to_stand_where_she_stands(event: Event) -> None:
    days = [now() - dt.timedelta(days=n) for n in (3, 2, 2)]
    for day in days:
        guest(event, "Roux", confirmed_at=day)
    guest(event, "Petit", waiting=True, waiting_since=days[1])
    guest(event, "Gone", cancelled=True, ended_at=days[2])
    guest(event, "Asked", invited=True)
    drawn = course_of(event)
    assert drawn is not None
    assert {line.name: line.counts for line in drawn.lines} == {
        "confirmed": (1, 3, 3, 3),
        "waiting": (0, 1, 1, 1),
        "ended": (0, 1, 1, 1),
    }


def test_the_overview_draws_the_course_with_a_table_behind_it(client: Client, event: Event) -> None:
    path = reverse("calendar:overview", args=[event.association.slug, event.slug])
    guest(event, "Roux")
    assert "Registrations over time" not in client.get(path).content.decode()
    guest(event, "Petit", confirmed_at=now() - dt.timedelta(days=9))
    said = client.get(path).content.decode()
    assert "Registrations over time" in said
    assert "As a table" in said


def test_the_overview_says_who_has_not_answered(client: Client, event: Event) -> None:
    guest(event, "Roux", invited=True)
    path = reverse("calendar:overview", args=[event.association.slug, event.slug])
    said = client.get(path).content.decode()
    assert "1 has not answered" in said
    assert at("guests", event) + "?tab=invited" in said
