"""A cursor stays at hand for as long as its connection does, and no longer."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import BigAutoField
from django.test.utils import CaptureQueriesContext

from events.door.models import CheckIn
from networking.accounts.models import User
from networking.cursors import at_hand
from networking.prepared import Gap, Prepared, PreparedInsert
from tests.factories import RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
BY_NUMBER = Prepared(lambda: User.objects.filter(pk=Gap("number", BigAutoField())))


def test_it_stays_the_same_until_the_connection_is_another() -> None:
    amina = UserFactory.create(given_name="Amina")
    assert BY_NUMBER.get(number=amina.pk) == amina
    cursor = at_hand(connection)
    assert at_hand(connection) is cursor
    connection.close()
    assert BY_NUMBER.get(number=amina.pk) == amina
    # A pool may give the same one again, and then its cursor is good as well.
    assert at_hand(connection).connection is connection.connection
    if connection.vendor != "postgresql":
        assert at_hand(connection) is not cursor


def test_a_connection_that_died_is_opened_again_before_it_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("the pool looks at them itself")
    amina = UserFactory.create()
    at_hand(connection)
    looked: list[bool] = []
    connection.health_check_enabled, connection.health_check_done = True, False
    monkeypatch.setattr(connection, "is_usable", lambda: looked.append(True))
    assert BY_NUMBER.get(number=amina.pk) == amina
    assert looked == [True]


def test_after_an_error_it_answers_the_next_question() -> None:
    guest = RegistrationFactory()
    insert = PreparedInsert(CheckIn)
    insert(CheckIn(registration=guest, source="search"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(CheckIn(registration=guest, source="search"))
    with pytest.raises(DatabaseError), transaction.atomic():
        at_hand(connection).execute("SELECT nothing FROM nowhere")
    assert BY_NUMBER.get(number=guest.user_id) == guest.user
    assert CheckIn.objects.count() == 1


def test_a_new_row_leaves_nothing_open_that_would_hold_a_transaction() -> None:
    guest = RegistrationFactory()
    with transaction.atomic():
        PreparedInsert(CheckIn)(CheckIn(registration=guest, source="search"))
    assert CheckIn.objects.get().registration == guest


def test_what_is_noted_down_is_noted_down_here_too() -> None:
    amina = UserFactory.create()
    BY_NUMBER.get(number=amina.pk)
    with CaptureQueriesContext(connection) as asked:
        BY_NUMBER.get(number=amina.pk)
    assert len(asked) == 1


def test_each_thread_has_its_own() -> None:
    cursors = [at_hand(connection)]

    def look() -> None:
        cursors.append(at_hand(connection))
        connection.close()

    other = threading.Thread(target=look)
    other.start()
    other.join()
    assert len({id(cursor) for cursor in cursors}) == 2
