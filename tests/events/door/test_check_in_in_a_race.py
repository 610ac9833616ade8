"""Two doors, one guest, the same instant: on a real database, with real threads and processes."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from events.calendar.models import Event
from events.door import actions
from events.door.models import Badge, CheckIn
from networking.audit.models import Entry
from tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


@pytest.fixture
def event() -> Event:
    return EventFactory.create(live=True)


def at_once(doing: Callable[[], object]) -> list[object]:
    """Do it from several threads that start together; what each of them got."""
    start = threading.Barrier(HANDS)

    def work() -> object:
        start.wait()
        try:
            return doing()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        return [done.result() for done in [pool.submit(work) for _ in range(HANDS)]]


def test_hosts_who_tap_the_same_guest_at_the_same_instant_check_her_in_once(event: Event) -> None:
    guest = RegistrationFactory.create(event=event)

    def tap() -> bool:
        return actions.check_in(registration=guest, source="search", by=None).already

    assert sorted(at_once(tap)) == [False] + [True] * (HANDS - 1)  # type: ignore[type-var]
    assert CheckIn.objects.filter(registration=guest).count() == 1
    assert Entry.objects.filter(verb="guest.checked_in").count() == 1


def test_without_the_constraint_the_same_hosts_check_her_in_many_times(event: Event) -> None:
    """The control: looking first and writing then is not enough."""
    guest = RegistrationFactory.create(event=event)
    looked = threading.Barrier(HANDS)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE unguarded (registration_id integer)")

    def tap() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM unguarded WHERE registration_id = %s", [guest.pk])
            found = cursor.fetchone()
            looked.wait(timeout=10)
            if not found:
                cursor.execute("INSERT INTO unguarded VALUES (%s)", [guest.pk])

    try:
        at_once(tap)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM unguarded")
            assert cursor.fetchone()[0] > 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE unguarded")


def test_badges_made_by_several_at_once_are_one_for_each_guest(event: Event) -> None:
    RegistrationFactory.create_batch(5, event=event)
    at_once(lambda: actions.make_badges(event=event, by=None))
    assert sorted(Badge.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


_TAP = """
import sys
import django
django.setup()
from events.door import actions
from events.guests.models import Registration
guest = Registration.objects.select_related("event__association").get(pk=int(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print(actions.check_in(registration=guest, source="search", by=None).already, flush=True)
"""


@pytest.mark.slow
def test_servers_of_their_own_check_her_in_once_between_them(event: Event) -> None:
    guest = RegistrationFactory.create(event=event)
    database = connection.settings_dict
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "networking.settings",
        "TABLEE_TESTING": "1",
    }
    if connection.vendor == "sqlite":
        environment["DATABASE_URL"] = f"sqlite:///{database['NAME']}"
    doors = [
        subprocess.Popen(
            [sys.executable, "-c", _TAP, str(guest.pk)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(3)
    ]
    for door in doors:
        assert door.stdout is not None
        assert door.stdout.readline() == "ready\n"
    for door in doors:
        assert door.stdin is not None
        door.stdin.write("tap\n")
        door.stdin.flush()
    said = sorted(door.communicate()[0].strip() for door in doors)
    assert said == ["False", "True", "True"]
    assert CheckIn.objects.filter(registration=guest).count() == 1
