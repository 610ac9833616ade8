"""Long lists are written slice by slice, by a worker that may die and another that goes on."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from events.calendar.models import Event
from events.guests import actions, reading, tasks
from events.guests.actions import lists, writing
from events.guests.models import ImportBatch, Imported, Registration, Status, Step
from events.guests.views import importing
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.mail import poke
from networking.mail.models import OutgoingMail, Priority
from networking.time import now
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
PEOPLE = 11


@pytest.fixture
def event() -> Event:
    return EventFactory.create(capacity=4)


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SLICE", 3)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What workers were told."""
    said: list[tuple[Any, ...]] = []
    monkeypatch.setattr(poke, "tell", lambda *args, **_how: said.append(args))
    return said


def batch_of(event: Event, people: int = PEOPLE, **more: Any) -> ImportBatch:
    lines = "".join(
        f"Guest;Number {n};{f'guest{n}@exemple.org' if n % 3 else ''}\n" for n in range(people)
    )
    table = reading.read(f"Prénom;Nom;Courriel\n{lines}".encode())
    return actions.store_batch(event=event, filename="liste.csv", table=table, by=None, **more)


def names(event: Event, status: str) -> list[str]:
    found = event.registrations.filter(status=status).order_by("waiting_since", "pk")
    return [each.family_name for each in found]


def numbered(first: int, last: int) -> list[str]:
    return [f"Number {n}" for n in range(first, last)]


def test_seats_and_places_on_the_waiting_list_go_in_the_order_of_the_file(event: Event) -> None:
    outcome = actions.import_batch(batch=batch_of(event), by=None)
    assert outcome == {"new": 11, "waiting": 7, "known": 0, "twice": 0, "refused": 0}
    assert names(event, Status.CONFIRMED) == numbered(0, 4)
    assert names(event, Status.WAITING) == numbered(4, 11)


def test_a_worker_that_dies_is_followed_by_one_that_writes_only_the_rest(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = batch_of(event)
    actions.begin_import(batch=batch, by=None)
    write_slice, written = writing._write_slice, []

    def die_at_the_third(*args: Any) -> bool:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(args)
        return write_slice(*args)

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_write_slice", die_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            actions.write(batch=batch)
    batch.refresh_from_db()
    assert (batch.step, batch.written, batch.total) == (Step.WRITING, 6, 11)
    assert event.registrations.count() == 6
    tasks.go_on_importing(batch.pk)
    batch.refresh_from_db()
    assert (batch.step, batch.written) == (Step.DONE, 11)
    assert batch.outcome == {"new": 11, "waiting": 7, "known": 0, "twice": 0, "refused": 0}
    assert sorted(event.registrations.values_list("family_name", flat=True)) == sorted(
        numbered(0, 11)
    )
    assert names(event, Status.WAITING) == numbered(4, 11)
    assert User.objects.filter(given_name="Guest").count() == 11


def test_two_workers_at_one_list_write_nobody_twice(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = batch_of(event)
    actions.begin_import(batch=batch, by=None)
    verdict_of, other = writing.verdict_of, ImportBatch.objects.get(pk=batch.pk)

    def overtaken(mine: ImportBatch) -> Any:
        """The other one writes all of it after this one has looked."""
        verdict = verdict_of(mine)
        if mine is batch:
            actions.write(batch=other)
        return verdict

    monkeypatch.setattr(writing, "verdict_of", overtaken)
    monkeypatch.setattr(writing, "written_by", lambda batch: set())
    assert actions.write(batch=batch)
    assert event.registrations.count() == 11
    assert User.objects.filter(given_name="Guest").count() == 11
    assert Entry.objects.filter(verb="guests.imported").count() == 1


def test_two_workers_in_step_write_nobody_twice(event: Event) -> None:
    batch = batch_of(event)
    actions.begin_import(batch=batch, by=None)
    people = [line.person for line in writing.verdict_of(batch).lines]
    for at in (0, 3, 0, 3, 6, 6, 9, 9):
        assert writing._write_slice(batch, people[at : at + 3])
    assert event.registrations.count() == 11
    assert Imported.objects.filter(batch=batch).count() == 11


def test_a_worker_whose_time_is_over_asks_for_more(
    event: Event, told: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = batch_of(event)
    actions.begin_import(batch=batch, later=False, by=None)
    monkeypatch.setattr(tasks, "SECONDS", -1)
    for written in (3, 6, 9):
        tasks.go_on_importing(batch.pk)
        assert event.registrations.count() == written
    assert told == [(lists.TASK, batch.pk)] * 3
    tasks.go_on_importing(batch.pk)
    batch.refresh_from_db()
    assert batch.step == Step.DONE
    tasks.go_on_importing(batch.pk)
    tasks.go_on_importing(0)
    assert len(told) == 3


def test_who_came_onto_the_list_between_two_slices_is_known(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = batch_of(event)
    actions.begin_import(batch=batch, by=None)
    monkeypatch.setattr(writing, "SLICE", 3)
    assert not actions.write(batch=batch, seconds=-1)
    RegistrationFactory.create(event=event, user__email="guest10@exemple.org")
    RegistrationFactory.create(
        event=event, user__email=None, given_name="Guest", family_name="Number 9", organisation=""
    )
    assert actions.write(batch=batch)
    batch.refresh_from_db()
    assert (batch.outcome["new"], batch.outcome["known"]) == (9, 2)
    assert event.registrations.count() == 11


def test_a_list_left_lying_is_found_by_the_sweep(event: Event, told: list[tuple[Any, ...]]) -> None:
    lying, busy = batch_of(event), batch_of(event)
    for batch in (lying, busy):
        actions.begin_import(batch=batch, later=False, by=None)
    ImportBatch.objects.filter(pk=lying.pk).update(touched_at=now() - dt.timedelta(minutes=2))
    tasks.sweep_imports()
    assert told == [(lists.TASK, lying.pk)]


def test_a_list_that_nobody_confirmed_is_forgotten_after_a_week(event: Event) -> None:
    old, done = batch_of(event), batch_of(event)
    actions.import_batch(batch=done, by=None)
    with time_machine.travel(now() + dt.timedelta(days=6, hours=23)):
        new = batch_of(event)
        tasks.sweep_imports()
        assert ImportBatch.objects.filter(pk=old.pk).exists()
    with time_machine.travel(now() + dt.timedelta(days=7, hours=1)):
        tasks.sweep_imports()
        tasks.sweep_imports()
    assert set(ImportBatch.objects.values_list("pk", flat=True)) == {done.pk, new.pk}
    assert not Imported.objects.exists()
    assert event.registrations.count() == 11


def test_whoever_is_told_is_told_once_and_behind_those_who_wait_for_a_code(event: Event) -> None:
    batch = batch_of(event, tell_them=True)
    actions.import_batch(batch=batch, tell_them=True, by=None)
    actions.import_batch(batch=batch, tell_them=True, by=None)
    mails = OutgoingMail.objects.all()
    assert mails.count() == 7
    assert set(mails.values_list("priority", flat=True)) == {Priority.MAILING}
    assert mails.filter(kind="guests.confirmed").count() == 2


def test_a_list_of_invitations_invites_and_gives_no_seat(event: Event) -> None:
    batch = batch_of(event, purpose="invite")
    outcome = actions.import_batch(batch=batch, by=None)
    assert outcome == {"new": 7, "waiting": 0, "known": 0, "twice": 0, "refused": 4}
    assert event.registrations.filter(status=Status.INVITED, batch=batch).count() == 7
    assert OutgoingMail.objects.filter(kind="guests.invited").count() == 7
    again = actions.import_batch(batch=batch_of(event, purpose="invite"), by=None)
    assert (again["new"], again["known"]) == (0, 7)


# --- The pages ----------------------------------------------------------------------------------


@pytest.fixture
def organiser(event: Event, client: Client) -> User:
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    return user


def at(name: str, batch: ImportBatch) -> str:
    event = batch.event
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug, batch.pk])


def test_a_long_list_is_left_to_a_worker_and_the_page_shows_how_far_it_is(
    client: Client,
    event: Event,
    organiser: User,
    told: list[tuple[Any, ...]],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(importing, "SHORT", 5)
    batch = batch_of(event)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(at("confirm_import", batch))
    assert told == [(lists.TASK, batch.pk)]
    assert not Registration.objects.exists()
    assert not actions.write(batch=batch, seconds=-1)
    page = client.get(answer["Location"]).content.decode()
    assert '<progress value="3" max="11"' in page
    fragment = client.get(at("import_progress", batch))
    assert '<progress value="3" max="11"' in fragment.content.decode()
    assert "HX-Refresh" not in fragment
    actions.write(batch=batch)
    assert client.get(at("import_progress", batch))["HX-Refresh"] == "true"
    done = client.get(answer["Location"])
    assert done.context["can_be_undone"] is True
    assert b"<progress" not in done.content


def test_earlier_imports_are_found_again(client: Client, event: Event, organiser: User) -> None:
    client.cookies["django_language"] = "en"
    batch, unconfirmed = batch_of(event), batch_of(event)
    actions.import_batch(batch=batch, by=None)
    path = reverse("guests:upload", args=[event.association.slug, event.slug])
    page = client.get(path).content.decode()
    assert "11 people added. On the waiting list: 7." in page
    assert at("preview", batch) in page
    assert at("preview", unconfirmed) not in page
