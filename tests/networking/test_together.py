"""What is written together is there together or not at all: one statement where it can be."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import BigAutoField, CharField
from django.test.utils import CaptureQueriesContext

from events.door.models import CheckIn
from events.guests.models import Registration
from networking.accounts.models import User
from networking.audit.models import Entry
from networking.prepared import Gap, PreparedInsert, PreparedUpdate
from networking.together import written_together
from tests.factories import RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

LEAP = datetime(2024, 2, 29, 8, 30, tzinfo=UTC)
CHECK_IN = PreparedInsert(CheckIn)
ENTRY = PreparedInsert(Entry)
RENAME = PreparedUpdate(
    lambda: User.objects.filter(pk=Gap("number", BigAutoField())),
    given_name=Gap("name", CharField()),
)


def arrival(guest: Registration) -> CheckIn:
    return CheckIn(registration=guest, source="search", at=LEAP, door="Terrasse")


def entry() -> Entry:
    return Entry(verb="guest.checked_in", subject_type="guest", subject_id="7", details={"é": "%s"})


def written() -> tuple[int, int]:
    return CheckIn.objects.count(), Entry.objects.count()


def test_rows_and_the_change_after_them_are_all_written_each_with_its_number() -> None:
    guest, amina = RegistrationFactory(), UserFactory(given_name="Amina")
    Entry.objects.all().delete()
    here, told = arrival(guest), entry()
    with written_together():
        CHECK_IN(here)
        ENTRY(told)
        assert RENAME(number=amina.pk, name="Aminata") == 1
    assert CheckIn.objects.get() == here
    assert Entry.objects.get() == told
    assert (CheckIn.objects.get().at, Entry.objects.get().details) == (LEAP, {"é": "%s"})
    amina.refresh_from_db()
    assert amina.given_name == "Aminata"
    here.door = "Salon"
    here.save()
    assert CheckIn.objects.get().door == "Salon"


def test_a_change_says_how_many_it_found_even_if_nobody() -> None:
    guest = RegistrationFactory()
    with written_together():
        CHECK_IN(arrival(guest))
        assert RENAME(number=0, name="Nobody") == 0
    assert CheckIn.objects.count() == 1
    with written_together():
        assert RENAME(number=0, name="Nobody") == 0


def test_rows_without_a_change_after_them_are_written_at_the_blocks_end() -> None:
    guest = RegistrationFactory()
    here, told = arrival(guest), entry()
    with written_together():
        CHECK_IN(here)
        ENTRY(told)
    assert CheckIn.objects.get(pk=here.pk).registration == guest
    assert Entry.objects.get(pk=told.pk).verb == "guest.checked_in"


def test_an_empty_block_writes_nothing() -> None:
    with written_together():
        pass
    assert CheckIn.objects.count() == 0


@pytest.mark.parametrize("changing", [True, False])
@pytest.mark.django_db(transaction=True)
def test_if_one_row_is_refused_none_is_written_and_nothing_changed(changing: bool) -> None:
    guest, amina = RegistrationFactory(), UserFactory(given_name="Amina")
    CHECK_IN(arrival(guest))
    before = written()
    with pytest.raises(IntegrityError), written_together():
        ENTRY(entry())
        CHECK_IN(arrival(guest))
        if changing:
            RENAME(number=amina.pk, name="Aminata")
    assert written() == before
    amina.refresh_from_db()
    assert amina.given_name == "Amina"
    # The connection is good for the next one.
    ENTRY(entry())
    assert written() == (before[0], before[1] + 1)


def test_inside_another_transaction_it_fails_alone() -> None:
    guest, amina = RegistrationFactory(), UserFactory(given_name="Amina")
    CHECK_IN(arrival(guest))
    with transaction.atomic():
        User.objects.filter(pk=amina.pk).update(given_name="Zoé")
        with pytest.raises(IntegrityError), written_together():
            CHECK_IN(arrival(guest))
        assert CheckIn.objects.count() == 1
    amina.refresh_from_db()
    assert amina.given_name == "Zoé"


@pytest.mark.django_db(transaction=True)
def test_a_transaction_around_it_takes_it_back() -> None:
    guest = RegistrationFactory()

    def fail() -> None:
        with transaction.atomic():
            with written_together():
                CHECK_IN(arrival(guest))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert CheckIn.objects.count() == 0


def test_a_block_that_fails_before_its_end_leaves_nothing_to_the_next() -> None:
    guest = RegistrationFactory()

    def fail() -> None:
        with written_together():
            CHECK_IN(arrival(guest))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with written_together():
        ENTRY(entry())
    assert CheckIn.objects.count() == 0
    # Outside a block nothing waits.
    CHECK_IN(arrival(guest))
    assert CheckIn.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_is_one_statement_where_the_database_takes_one() -> None:
    guest, amina = RegistrationFactory(), UserFactory()
    with CaptureQueriesContext(connection) as asked, written_together():
        CHECK_IN(arrival(guest))
        ENTRY(entry())
        RENAME(number=amina.pk, name="Aminata")
    statements = [each["sql"].split()[0] for each in asked]
    assert statements == (
        ["WITH"]
        if connection.vendor == "postgresql"
        else ["BEGIN", "INSERT", "INSERT", "UPDATE", "COMMIT"]
    )
