"""A question asked many times is made into SQL once, and answers as if it were made anew."""

import threading
import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import (
    BigAutoField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    OuterRef,
    UUIDField,
)
from django.test.utils import CaptureQueriesContext

from events.door.models import CheckIn
from events.guests.models import Registration
from networking.accounts.models import User
from networking.associations.models import Membership
from networking.audit.models import Entry
from networking.prepared import Gap, Prepared, PreparedInsert, PreparedUpdate
from networking.time import now
from tests.factories import AssociationFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

LEAP = datetime(2024, 2, 29, 8, 30, tzinfo=UTC)


def by_number() -> Prepared[User]:
    return Prepared(lambda: User.objects.filter(pk=Gap("number", BigAutoField())))


def test_it_answers_each_value_by_itself() -> None:
    amina, lea = UserFactory(given_name="Amina"), UserFactory(given_name="Léa")
    question = by_number()
    assert [question.get(number=each.pk).given_name for each in (amina, lea, amina)] == [
        "Amina",
        "Léa",
        "Amina",
    ]


def test_nobody_is_found_twice_over_or_not_at_all_without_an_error() -> None:
    UserFactory(given_name="Léa")
    UserFactory(given_name="Léa")
    by_name = Prepared(lambda: User.objects.filter(given_name=Gap("name", CharField())))
    assert len(by_name.rows(name="Léa")) == 2
    assert by_name.rows(name="' OR 1=1 --") == []
    with pytest.raises(User.MultipleObjectsReturned):
        by_name.get(name="Léa")
    with pytest.raises(User.DoesNotExist):
        by_name.get(name="Zoé")


def test_a_gap_without_a_value_is_refused() -> None:
    with pytest.raises(KeyError):
        by_number().rows()


def test_no_value_matches_nobody() -> None:
    UserFactory()
    assert by_number().rows(number=None) == []


def test_it_is_one_query_and_says_the_same_as_one_made_anew() -> None:
    house = AssociationFactory()
    member = Membership.objects.create(association=house, user=UserFactory(), role="host")
    ask = Prepared(
        lambda: (
            Membership.objects.select_related("association")
            .filter(user=Gap("user", BigAutoField()))
            .order_by("pk")
        )
    )
    ask.rows(user=member.user_id)
    with CaptureQueriesContext(connection) as asked:
        (found,) = ask.rows(user=member.user_id)
        assert found.association.name == house.name
    anew = Membership.objects.select_related("association").filter(user=member.user_id)
    with CaptureQueriesContext(connection) as made:
        list(anew.order_by("pk"))
    assert len(asked) == 1
    plain = asked[0]["sql"].replace("(", "").replace(")", "")
    assert plain == made[0]["sql"].replace("(", "").replace(")", "")


def test_columns_annotations_and_kinds_of_values_come_as_they_do_from_a_queryset() -> None:
    guest = RegistrationFactory()
    here = CheckIn.objects.create(registration=guest, source="search")
    seated = Registration.objects.filter(
        pk=OuterRef("registration"), event=Gap("event", BigAutoField())
    )
    named = CheckIn.objects.filter(
        tap=Gap("tap", UUIDField()), at__date__gte=Gap("since", DateField())
    )
    rows = Prepared(lambda: named.annotate(seated=Exists(seated)).values_list("pk", "seated"))
    values = {"tap": here.tap, "since": date(2020, 1, 1)}
    assert rows.rows(event=guest.event_id, **values) == [(here.pk, True)]
    assert rows.rows(event=0, **values) == [(here.pk, False)]
    assert rows.rows(event=0, tap=uuid.uuid4(), since=date(2020, 1, 1)) == []


@pytest.mark.django_db(transaction=True)
def test_threads_ask_it_at_once_each_on_its_own_connection() -> None:
    people = [UserFactory() for _ in range(4)]
    question = by_number()
    wrong: list[int] = []

    def ask(person: User) -> None:
        try:
            wrong.extend(person.pk for _ in range(50) if question.get(number=person.pk) != person)
        except Exception:
            wrong.append(-person.pk)
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def renaming() -> PreparedUpdate:
    return PreparedUpdate(
        lambda: User.objects.filter(given_name=Gap("old", CharField())),
        given_name=Gap("new", CharField()),
        last_login=Gap("at", DateTimeField()),
    )


def test_a_change_touches_those_it_names_and_says_how_many() -> None:
    amina, zoe = UserFactory(given_name="Amina"), UserFactory(given_name="Zoé")
    rename = renaming()
    assert rename(old="Amina", new="Aminata", at=LEAP) == 1
    assert rename(old="Nobody", new="Somebody", at=None) == 0
    assert rename(old="Zoé", new="' OR 1=1 --", at=None) == 1
    amina.refresh_from_db()
    zoe.refresh_from_db()
    assert (amina.given_name, amina.last_login) == ("Aminata", LEAP)
    assert (zoe.given_name, zoe.last_login) == ("' OR 1=1 --", None)


def test_a_change_is_one_statement_the_first_time_and_later() -> None:
    rename = renaming()
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            rename(old="Léa", new="Zoé", at=None)
        assert len(asked) == 1


def test_a_change_with_a_value_missing_is_refused() -> None:
    UserFactory(given_name="Léa")
    with pytest.raises(KeyError):
        renaming()(old="Léa", new="Zoé")
    assert User.objects.filter(given_name="Léa").exists()


def test_a_new_row_is_written_as_saving_writes_it() -> None:
    guest, host = RegistrationFactory(), UserFactory()
    insert = PreparedInsert(CheckIn)
    for _ in range(2):
        written = CheckIn(registration=guest, source="search", at=LEAP, door="Terrasse", by=host)
        with CaptureQueriesContext(connection) as asked:
            insert(written)
        assert len(asked) == 1
        found = CheckIn.objects.get(pk=written.pk)
        for field in CheckIn._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(written, field.attname)
        # What is written already is changed by saving, not written once more.
        written.door = "Salon"
        written.save()
        assert CheckIn.objects.get().door == "Salon"
        written.delete()


def test_a_new_row_carries_whatever_a_column_holds_and_defaults_where_nothing_is_said() -> None:
    before = now()
    entry = Entry(verb="guest.imported", subject_type="x", subject_id="7", details={"é": [1, None]})
    PreparedInsert(Entry)(entry)
    found = Entry.objects.get(pk=entry.pk)
    assert found.details == {"é": [1, None]}
    assert found.association is None
    assert found.at >= before


def test_a_new_row_that_the_database_refuses_is_an_error() -> None:
    guest = RegistrationFactory()
    insert = PreparedInsert(CheckIn)
    insert(CheckIn(registration=guest, source="search"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(CheckIn(registration=guest, source="search"))
    assert CheckIn.objects.count() == 1
