"""An import can be taken back for a day: what it added goes, whoever has done something stays."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.calendar.models import Event
from events.guests import actions, reading
from events.guests.actions import undoing as take_back
from events.guests.models import GuestTag, ImportBatch, Imported, Registration, Status, Step
from events.guests.undoing import Stays, plan_of
from networking.accounts.models import User
from networking.associations.models import Role
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail, State
from networking.time import now
from tests.factories import (
    BadgeFactory,
    CheckInFactory,
    EncounterFactory,
    EventFactory,
    MembershipFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = (
    "Prénom;Nom;Courriel;Société\n"
    "Inès;Roux;ines@exemple.org;Le Fournil\n"
    "Paul;Petit;;\n"
    "Aïcha;Brunet;aicha@exemple.org;\n"
)


@pytest.fixture
def event() -> Event:
    return EventFactory.create()


def imported(event: Event, text: str = LIST, purpose: str = "register") -> ImportBatch:
    table = reading.read(text.encode())
    batch = actions.store_batch(
        event=event, filename="liste.csv", table=table, purpose=purpose, by=None
    )
    actions.import_batch(batch=batch, tell_them=True, by=None)
    return batch


def undo(batch: ImportBatch) -> None:
    actions.undo_batch(batch=batch, by=None)
    batch.refresh_from_db()


def test_what_was_added_goes_people_and_mails_and_all(event: Event) -> None:
    already = RegistrationFactory.create(event=event)
    people = User.objects.count()
    batch = imported(event)
    assert event.registrations.count() == 4
    undo(batch)
    assert batch.step == Step.UNDONE
    assert (batch.outcome["undone"], batch.outcome["stayed"]) == (3, 0)
    assert list(event.registrations.all()) == [already]
    assert User.objects.count() == people
    assert not OutgoingMail.objects.waiting().exists()
    assert not Imported.objects.exists()


def test_undoing_twice_is_once(event: Event) -> None:
    batch = imported(event)
    undo(batch)
    again = RegistrationFactory.create(event=event, user__email="ines@exemple.org")
    undo(batch)
    assert (batch.outcome["undone"], batch.outcome["stayed"]) == (3, 0)
    assert event.registrations.get() == again
    assert Entry.objects.filter(verb="guests.import_undone").count() == 1


def test_the_same_list_can_be_imported_anew(event: Event) -> None:
    undo(imported(event))
    assert imported(event).outcome["new"] == 3


def test_after_a_day_it_is_too_late(event: Event) -> None:
    batch = imported(event)
    with time_machine.travel(now() + dt.timedelta(hours=23, minutes=59)):
        plan_of(batch)
    with (
        time_machine.travel(now() + dt.timedelta(hours=24, minutes=1)),
        pytest.raises(actions.TooLate),
    ):
        undo(batch)
    assert event.registrations.count() == 3


def test_what_was_never_imported_cannot_be_undone(event: Event) -> None:
    table = reading.read(LIST.encode())
    batch = actions.store_batch(event=event, filename="x", table=table, by=None)
    with pytest.raises(actions.TooLate):
        undo(batch)


def _tagged(guest: Registration) -> None:
    guest.tags.add(GuestTag.objects.create(association=guest.event.association, name="presse"))


def _met(guest: Registration) -> None:
    EncounterFactory.create(event=guest.event, first=guest.user, second=UserFactory.create())


def _signed_in(guest: Registration) -> None:
    User.objects.filter(pk=guest.user_id).update(last_login=now())


def _renamed(guest: Registration) -> None:
    guest.family_name = "Roux-Martin"
    guest.save()


def _consented(guest: Registration) -> None:
    actions.set_consent(registration=guest, shared=["email"], by=guest.user)


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda guest: CheckInFactory.create(registration=guest), Stays.TAKES_PART),
        (lambda guest: BadgeFactory.create(registration=guest), Stays.TAKES_PART),
        (_met, Stays.TAKES_PART),
        (_tagged, Stays.TAKES_PART),
        (_signed_in, Stays.SIGNED_IN),
        (_renamed, Stays.CHANGED),
        (_consented, Stays.CHANGED),
        (lambda guest: actions.cancel(registration=guest, by=guest.user), Stays.ENDED),
    ],
)
def test_whoever_has_done_something_since_stays(
    event: Event, happens: Callable[[Registration], object], why: Stays
) -> None:
    batch = imported(event)
    ines = event.registrations.get(given_name="Inès")
    happens(ines)
    plan = plan_of(batch)
    assert [(each.registration, reason) for each, reason in plan.staying] == [(ines, why)]
    assert len(plan.going) == 2
    undo(batch)
    assert (batch.outcome["undone"], batch.outcome["stayed"]) == (2, 1)
    assert event.registrations.get() == ines
    assert User.objects.filter(pk=ines.user_id).exists()


def test_what_happens_after_one_has_looked_counts_too(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = imported(event)
    ines = event.registrations.get(given_name="Inès")
    take_slice = take_back._take_slice

    def late(*args: object) -> None:
        CheckInFactory.create(registration=ines)
        take_slice(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(take_back, "_take_slice", late)
    undo(batch)
    assert event.registrations.get() == ines


def test_a_person_known_from_elsewhere_is_not_deleted(event: Event) -> None:
    aicha = UserFactory.create(email="aicha@exemple.org", verified=False)
    batch = imported(event)
    ines = User.objects.get(email="ines@exemple.org")
    MembershipFactory.create(association=event.association, user=ines)
    undo(batch)
    assert not event.registrations.exists()
    assert set(User.objects.filter(email__contains="exemple.org")) >= {aicha, ines}
    assert not User.objects.filter(given_name="Paul", family_name="Petit").exists()


def test_a_person_who_confirmed_her_address_stays_on_tablee(event: Event) -> None:
    batch = imported(event)
    ines = User.objects.get(email="ines@exemple.org")
    ines.emailaddress_set.update(verified=True)
    undo(batch)
    assert User.objects.filter(pk=ines.pk).exists()
    assert not event.registrations.exists()


def test_who_was_invited_before_is_invited_again(event: Event) -> None:
    before = RegistrationFactory.create(
        event=event,
        invited=True,
        user__email="ines@exemple.org",
        given_name="Agnès",
        consented_at=None,
    )
    batch = imported(event)
    before.refresh_from_db()
    assert (before.status, before.given_name) == (Status.CONFIRMED, "Inès")
    undo(batch)
    before.refresh_from_db()
    assert (before.status, before.given_name, before.batch) == (Status.INVITED, "Agnès", None)
    assert before.confirmed_at is None
    assert "agnes" in before.search_text


def test_a_mail_that_has_left_is_gone_and_the_others_are_withdrawn(event: Event) -> None:
    aicha = UserFactory.create(email="aicha@exemple.org")
    batch = imported(event)
    OutgoingMail.objects.filter(user=aicha).update(state=State.SENT)
    ines = UserFactory.create()
    OutgoingMail.objects.filter(to="ines@exemple.org").update(user=ines)
    undo(batch)
    assert OutgoingMail.objects.get(user=aicha).state == State.SENT


def test_invitations_that_nobody_answered_are_taken_back(event: Event) -> None:
    batch = imported(event, purpose="invite")
    ines = event.registrations.get(given_name="Inès")
    actions.turn_down(registration=ines, by=ines.user)
    assert [reason for _each, reason in plan_of(batch).staying] == [Stays.ENDED]
    undo(batch)
    assert event.registrations.get() == ines


def test_seats_that_come_free_go_to_those_who_waited(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(capacity=1)
    batch = imported(event)
    waiting = RegistrationFactory.create(event=event, waiting=True)
    undo(batch)
    waiting.refresh_from_db()
    assert waiting.status in {Status.OFFERED, Status.CONFIRMED}
    assert event.registrations.count() == 1
    kinds = OutgoingMail.objects.waiting().values_list("user", flat=True)
    assert list(kinds) == [waiting.user_id]


def test_looking_asks_the_database_as_often_for_one_as_for_three(
    event: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = imported(EventFactory.create(), "Nom;Prénom\nRoux;Inès\n")
    three = imported(event)
    # One for each kind of thing that may hang on a guest: as many as the rooms have made.
    with CaptureQueriesContext(connection) as first:
        plan_of(one)
    with django_assert_num_queries(len(first)):
        plan_of(three)


# --- The page -----------------------------------------------------------------------------------


@pytest.fixture
def organiser(event: Event, client: Client) -> User:
    user = MembershipFactory.create(association=event.association, role=Role.ORGANISER).user
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def page_of(batch: ImportBatch, name: str = "undo_import") -> str:
    event = batch.event
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug, batch.pk])


def test_the_page_says_who_goes_and_who_stays_before_it_does_it(
    client: Client, event: Event, organiser: User
) -> None:
    batch = imported(event)
    CheckInFactory.create(registration=event.registrations.get(given_name="Inès"))
    page = client.get(page_of(batch)).content.decode()
    assert "2 people will be taken off the guest list." in page
    assert "1 person stays" in page
    assert "Already has a badge" in page
    assert event.registrations.count() == 3
    for _ in range(2):
        answer = client.post(page_of(batch))
        assert answer["Location"] == page_of(batch, "preview")
    done = client.get(answer["Location"]).content.decode()
    assert "2 people taken off the list again. Stayed: 1." in done
    assert "It is undone already." in client.get(page_of(batch)).content.decode()


def test_after_a_day_the_page_says_so(client: Client, event: Event, organiser: User) -> None:
    batch = imported(event)
    ImportBatch.objects.filter(pk=batch.pk).update(confirmed_at=now() - dt.timedelta(hours=25))
    assert "that time is over" in client.get(page_of(batch, "preview")).content.decode()
    assert "that time is over" in client.get(page_of(batch)).content.decode()
    late = client.post(page_of(batch))
    assert late.status_code == 422
    assert "that time is over" in late.content.decode()
    assert event.registrations.count() == 3


def test_an_import_that_everybody_has_outlived_cannot_be_undone(
    client: Client, event: Event, organiser: User
) -> None:
    batch = imported(event)
    for guest in event.registrations.all():
        CheckInFactory.create(registration=guest)
    page = client.get(page_of(batch)).content.decode()
    assert "There is nobody left to be taken off the list." in page
    assert "button--danger" not in page
