"""Inviting people: once each, nobody against her will, and the answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.guests import actions
from events.guests.actions import Closed
from events.guests.fates import Person
from events.guests.models import Kind, Registration, Status
from events.guests.particulars import Particulars
from networking.accounts.models import User
from networking.audit.models import Entry
from networking.mail.actions import stop
from networking.mail.models import OutgoingMail, State, topic_of
from tests.factories import (
    AssociationFactory,
    EventFactory,
    MembershipFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
INES = Person("Inès", "Roux", "ines@exemple.org", "Atelier Lumière")
SAID = Particulars(given_name="Inès", family_name="Roux")


def crowd(count: int, name: str = "guest") -> list[Person]:
    return [Person(f"Anne {n}", "Martin", f"{name}.{n}@exemple.org") for n in range(count)]


def test_somebody_unknown_is_enrolled_invited_and_written_to() -> None:
    event, organiser = EventFactory.create(), UserFactory.create()
    outcome = actions.invite_people(event=event, people=[INES], word=" Venez ! ", by=organiser)
    (registration,) = outcome.invited
    registration.refresh_from_db()
    assert registration.status == Status.INVITED
    assert registration.invited_at is not None
    assert registration.inviter == organiser
    assert registration.invitation_word == "Venez !"
    assert (registration.full_name, registration.organisation) == ("Inès Roux", "Atelier Lumière")
    assert registration.user.search_name == "ines roux"
    address = registration.user.emailaddress_set.get()
    assert (address.email, address.primary, address.verified) == ("ines@exemple.org", True, False)
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to) == ("guests.invited", INES.email)
    assert mail.topic == event.channel


def test_who_is_known_keeps_what_she_said_of_herself() -> None:
    known = UserFactory.create(given_name="Zoë", family_name="Benali")
    actions.invite_people(
        event=EventFactory.create(), people=[Person("Zoé", "B.", known.email)], by=None
    )
    known.refresh_from_db()
    assert known.full_name == "Zoë Benali"
    assert known.registrations.get().full_name == "Zoé B."
    assert known.emailaddress_set.count() == 1


def test_inviting_twice_writes_once() -> None:
    event = EventFactory.create()
    people = crowd(3)
    assert len(actions.invite_people(event=event, people=people, by=None).invited) == 3
    again = actions.invite_people(event=event, people=[*people, INES], by=None)
    assert [each.user.email for each in again.invited] == [INES.email]
    assert again.known == 3
    assert OutgoingMail.objects.count() == 4


@pytest.mark.parametrize("state", ["invited", "waiting", "cancelled", "offered"])
def test_who_is_on_the_list_is_left_as_she_is(state: str) -> None:
    registration = RegistrationFactory.create(**{state: True})
    before = registration.status
    person = Person("X", "Y", registration.user.email)
    outcome = actions.invite_people(event=registration.event, people=[person], by=None)
    assert (outcome.invited, outcome.known) == ((), 1)
    registration.refresh_from_db()
    assert registration.status == before
    assert not OutgoingMail.objects.exists()


def test_who_never_entered_her_code_is_invited_after_all() -> None:
    pending = RegistrationFactory.create(pending=True)
    person = Person(email=pending.user.email)
    outcome = actions.invite_people(event=pending.event, people=[person], by=None)
    pending.refresh_from_db()
    assert outcome.invited == (pending,)
    assert pending.status == Status.INVITED
    assert pending.full_name == pending.user.full_name


def test_an_address_that_stands_twice_in_the_list_is_invited_once() -> None:
    people = [INES, Person("Ines", "R.", " INES@exemple.org ")]
    outcome = actions.invite_people(event=EventFactory.create(), people=people, by=None)
    assert [each.full_name for each in outcome.invited] == ["Inès Roux"]


def test_who_has_no_address_is_counted_and_left_out() -> None:
    people = [Person("Sans", "Adresse"), INES]
    outcome = actions.invite_people(event=EventFactory.create(), people=people, by=None)
    assert (len(outcome.invited), outcome.without_address) == (1, 1)
    assert User.objects.count() == 1


def test_members_come_as_members_and_newcomers_as_newcomers() -> None:
    event = EventFactory.create()
    member = MembershipFactory.create(association=event.association).user
    RegistrationFactory.create(
        event=EventFactory.create(association=event.association, over=True), user=member
    )
    people = [Person(email=member.email), INES]
    invited = actions.invite_people(event=event, people=people, by=None).invited
    assert [(each.kind, each.first_time) for each in invited] == [
        (Kind.MEMBER, False),
        (Kind.GUEST, True),
    ]


def test_who_wants_no_more_invitations_of_this_association_gets_none_of_it() -> None:
    event, elsewhere = EventFactory.create(), EventFactory.create()
    topic = topic_of(event.association)
    stop(address=INES.email or "", kind="guests.invited", topic=topic, by=None)
    outcome = actions.invite_people(event=event, people=[INES], by=None)
    assert (outcome.invited, outcome.stopped) == ((), 1)
    assert not User.objects.exists()
    assert len(actions.invite_people(event=elsewhere, people=[INES], by=None).invited) == 1


def test_a_stop_follows_the_person_to_her_new_address() -> None:
    user = UserFactory.create(email="new@exemple.org")
    stop(address="old@exemple.org", user=user, kind="*", by=None)
    event = EventFactory.create()
    people = [Person(email="new@exemple.org")]
    assert actions.invite_people(event=event, people=people, by=None).stopped == 1


def test_hundreds_are_invited_in_few_queries() -> None:
    """SQLite takes 999 values in a statement: some sixty people, and so one query for ten."""
    event = EventFactory.create()
    RegistrationFactory.create(event=EventFactory.create(association=event.association, over=True))
    with CaptureQueriesContext(connection) as asked:
        actions.invite_people(event=event, people=crowd(400), by=None)
    assert len(asked) <= 50
    assert event.registrations.count() == OutgoingMail.objects.count() == 400


def test_what_was_done_is_noted_without_names() -> None:
    organiser = UserFactory.create()
    event = EventFactory.create()
    actions.invite_people(event=event, people=[INES], by=organiser)
    entry = Entry.objects.get(verb="guests.invited")
    assert entry.by == organiser
    assert entry.details == {"invited": 1, "known": 0, "without_address": 0, "stopped": 0}


# --- Answers -------------------------------------------------------------------------------------


def test_a_yes_takes_a_seat_and_is_confirmed_by_mail() -> None:
    registration = RegistrationFactory.create(invited=True)
    taken = actions.accept(registration=registration, particulars=SAID, by=registration.user)
    assert taken.status == Status.CONFIRMED
    assert taken.consented_at is not None
    assert OutgoingMail.objects.get().kind == "guests.confirmed"


def test_a_yes_to_a_full_breakfast_goes_on_the_waiting_list() -> None:
    event = EventFactory.create(capacity=1)
    RegistrationFactory.create(event=event)
    registration = RegistrationFactory.create(event=event, invited=True)
    taken = actions.accept(registration=registration, particulars=SAID, by=None)
    assert taken.status == Status.WAITING


@pytest.mark.parametrize("policy", ["members", "invitation", "approval"])
def test_an_invitation_opens_what_is_not_open_to_all(policy: str) -> None:
    registration = RegistrationFactory.create(invited=True, event__policy=policy)
    taken = actions.accept(registration=registration, particulars=SAID, by=None)
    assert taken.status == Status.CONFIRMED


def test_who_said_no_may_still_say_yes() -> None:
    registration = RegistrationFactory.create(invited=True, event__policy="invitation")
    for _ in range(2):
        actions.turn_down(registration=registration, by=None)
    assert registration.status == Status.DECLINED
    assert not OutgoingMail.objects.exists()
    taken = actions.accept(registration=registration, particulars=SAID, by=None)
    assert taken.status == Status.CONFIRMED
    assert taken.ended_at is None


def test_whom_the_organisers_took_off_the_list_does_not_come_back_by_her_link() -> None:
    registration = RegistrationFactory.create(invited=True, event__policy="invitation")
    actions.cancel(registration=registration, by=UserFactory.create())
    with pytest.raises(Closed):
        actions.accept(registration=registration, particulars=SAID, by=None)


def test_a_no_after_a_yes_changes_nothing() -> None:
    registration = RegistrationFactory.create()
    actions.turn_down(registration=registration, by=None)
    registration.refresh_from_db()
    assert registration.status == Status.CONFIRMED


def test_an_invitation_taken_back_is_forgotten_and_its_mail_with_it() -> None:
    event = EventFactory.create()
    (registration,) = actions.invite_people(event=event, people=[INES], by=None).invited
    assert actions.withdraw_invitation(registration=registration, by=None)
    assert not Registration.objects.exists()
    assert OutgoingMail.objects.get().state == State.DROPPED
    assert not actions.withdraw_invitation(registration=registration, by=None)
    assert len(actions.invite_people(event=event, people=[INES], by=None).invited) == 1
    assert OutgoingMail.objects.filter(state=State.WAITING).count() == 1


def test_an_invitation_that_was_answered_is_not_taken_back() -> None:
    registration = RegistrationFactory.create()
    assert not actions.withdraw_invitation(registration=registration, by=None)
    assert Registration.objects.get() == registration


def test_nothing_of_another_associations_stop_is_told() -> None:
    other = AssociationFactory.create()
    stop(address=INES.email or "", kind="guests.invited", topic=topic_of(other), by=None)
    outcome = actions.invite_people(event=EventFactory.create(), people=[INES], by=None)
    assert (len(outcome.invited), outcome.stopped) == (1, 0)
