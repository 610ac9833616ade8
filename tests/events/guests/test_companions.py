"""Visitors a member brings, and whoever comes in somebody's place."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.calendar.models import Event, Policy
from events.door import actions as door
from events.door.actions import NotExpectedError
from events.guests import actions
from events.guests.actions.companions import MOST, Refusal, may_bring
from events.guests.invitation_links import invitation_path
from events.guests.models import Kind, Registration, Status
from events.guests.opening import Opening
from events.guests.particulars import Particulars
from events.guests.rules import opening_for
from followups.reminders.models import FollowUp
from networking.accounts.models import User
from networking.audit.models import Entry
from networking.mail.kinds import kind_of
from networking.mail.models import OutgoingMail
from networking.mail.sending import content_of
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
PAUL = {"given_name": "Paul", "family_name": "Petit", "email": "paul@exemple.org"}


@pytest.fixture
def amina() -> Registration:
    """A member who comes to a breakfast of two seats."""
    event = EventFactory.create(capacity=2)
    member = MembershipFactory.create(association=event.association, user__given_name="Amina").user
    return RegistrationFactory.create(event=event, user=member, kind=Kind.MEMBER)


def bring(amina: Registration, **said: Any) -> Registration:
    named: dict[str, Any] = PAUL | said
    return actions.bring(event=amina.event, inviter=amina.user, **named, by=amina.user)


def send(registration: Registration, **said: Any) -> Registration:
    named: dict[str, Any] = PAUL | said
    return actions.send_in_place(registration=registration, **named, by=registration.user)


def mails(kind: str) -> list[str]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


def at(name: str, event: Event, *args: object) -> str:
    return reverse(f"guests:{name}", args=[event.association.slug, event.slug, *args])


# --- Bringing a visitor -------------------------------------------------------------------------


def test_a_visitor_gets_one_invitation_that_names_her_inviter_and_holds_no_seat(
    amina: Registration,
) -> None:
    visitor = bring(amina)
    assert (visitor.status, visitor.kind) == (Status.INVITED, Kind.VISITOR)
    assert visitor.inviter == amina.user
    assert (visitor.full_name, visitor.user.given_name) == ("Paul Petit", "")
    mail = OutgoingMail.objects.get()
    said = content_of(mail, kind_of(mail.kind))
    assert (mail.kind, mail.to) == ("guests.visitor_invited", "paul@exemple.org")
    assert amina.user.full_name in said.text
    assert "/invitation/" in said.text
    assert amina.event.registrations.seated().count() == 1


def test_a_visitor_who_says_yes_comes_as_a_visitor_with_her_inviter_on_record(
    amina: Registration,
) -> None:
    visitor = bring(amina)
    said = Particulars(given_name="Paul-Henri", family_name="Petit")
    came = actions.confirm(event=amina.event, user=visitor.user, particulars=said, by=visitor.user)
    assert (came.pk, came.status, came.kind) == (visitor.pk, Status.CONFIRMED, Kind.VISITOR)
    assert (came.inviter, came.given_name) == (amina.user, "Paul-Henri")
    assert mails("guests.confirmed") == ["paul@exemple.org"]


def test_bringing_the_same_person_twice_is_once(amina: Registration) -> None:
    assert bring(amina) == bring(amina, email="PAUL@exemple.org ")
    assert bring(amina, email=None) == bring(amina, email="", given_name=" paul")
    assert amina.event.registrations.filter(kind=Kind.VISITOR).count() == 2
    assert len(mails("guests.visitor_invited")) == 1


def test_whom_others_have_put_on_the_list_is_not_brought(amina: Registration) -> None:
    known = RegistrationFactory.create(event=amina.event, cancelled=True)
    with pytest.raises(actions.Refused) as refused:
        bring(amina, email=known.user.email)
    assert refused.value.reason is Refusal.KNOWN
    assert not mails("guests.visitor_invited")


def test_a_visitor_without_an_address_has_a_seat_or_waits_for_one_and_no_mail(
    amina: Registration,
) -> None:
    first, second = bring(amina, email=None), bring(amina, email="", given_name="Luc")
    assert (first.status, second.status) == (Status.CONFIRMED, Status.WAITING)
    assert {first.kind, second.kind} == {Kind.VISITOR}
    assert first.user.full_name == "Paul Petit"
    assert not OutgoingMail.objects.exists()


def test_where_the_organisers_approve_they_approve_visitors_too(amina: Registration) -> None:
    amina.event.policy = Policy.APPROVAL
    amina.event.save()
    visitor = bring(amina)
    assert opening_for(visitor.user, amina.event) is Opening.ON_APPROVAL
    said = Particulars(given_name="Paul")
    asked = actions.confirm(event=amina.event, user=visitor.user, particulars=said, by=visitor.user)
    assert asked.status == Status.REQUESTED
    assert bring(amina, email=None).status == Status.REQUESTED


def test_to_a_members_only_breakfast_a_member_may_bring_somebody(amina: Registration) -> None:
    amina.event.policy = Policy.MEMBERS
    amina.event.save()
    assert opening_for(bring(amina).user, amina.event) is Opening.OPEN


@pytest.mark.parametrize("change", ["stranger", "invitation", "waiting", "over"])
def test_only_a_member_who_comes_may_bring_somebody_while_one_may_register(
    amina: Registration, change: str
) -> None:
    event, user = amina.event, amina.user
    if change == "stranger":
        user = RegistrationFactory.create(event=event).user
    elif change == "invitation":
        event.policy = Policy.INVITATION
    elif change == "waiting":
        Registration.objects.filter(pk=amina.pk).update(status=Status.WAITING)
    else:
        event.status = "over"
    event.save()
    assert not may_bring(user, event)
    with pytest.raises(actions.Refused):
        actions.bring(event=event, inviter=user, given_name="x", family_name="", email="", by=user)
    assert event.registrations.filter(kind=Kind.VISITOR).count() == 0


def test_one_member_brings_a_few_and_no_more(amina: Registration) -> None:
    for number in range(MOST):
        bring(amina, email=f"visiteur{number}@exemple.org")
    with pytest.raises(actions.Refused) as refused:
        bring(amina)
    assert refused.value.reason is Refusal.TOO_MANY
    assert not User.objects.filter(email="paul@exemple.org").exists()


def test_who_brings_members_brings_no_more_of_them_and_the_same_one_once(
    amina: Registration,
) -> None:
    association = amina.event.association
    members = [MembershipFactory.create(association=association).user for _ in range(MOST + 1)]
    for member in members[:MOST]:
        assert bring(amina, email=member.email) == bring(amina, email=member.email)
    with pytest.raises(actions.Refused) as refused:
        bring(amina, email=members[MOST].email)
    assert refused.value.reason is Refusal.TOO_MANY


def test_a_member_brought_by_another_is_approved_by_the_organisers_and_comes_as_a_member(
    amina: Registration,
) -> None:
    amina.event.policy = Policy.APPROVAL
    amina.event.save()
    member = MembershipFactory.create(association=amina.event.association).user
    bring(amina, email=member.email)
    assert opening_for(member, amina.event) is Opening.ON_APPROVAL
    said = Particulars(given_name="Claire", family_name="Roux")
    found = actions.confirm(event=amina.event, user=member, particulars=said, by=member)
    assert (found.status, found.kind) == (Status.REQUESTED, Kind.MEMBER)


def test_who_was_brought_and_not_approved_is_not_let_in_by_the_link_of_her_invitation(
    amina: Registration, client: Client
) -> None:
    amina.event.policy = Policy.APPROVAL
    amina.event.save()
    member = MembershipFactory.create(association=amina.event.association).user
    brought = bring(amina, email=member.email)
    said = {"given_name": "Claire", "family_name": "Roux", "yes": "1"}
    client.post(invitation_path(brought), said)
    brought.refresh_from_db()
    assert brought.status == Status.REQUESTED
    actions.decline(registration=brought, by=None)
    assert client.post(invitation_path(brought), said).status_code == 410
    brought.refresh_from_db()
    assert brought.status == Status.DECLINED


def test_a_visitor_who_cannot_say_so_is_left_out_by_her_inviter_and_her_seat_passes_on(
    amina: Registration,
) -> None:
    silent = bring(amina, email=None)
    waiting = RegistrationFactory.create(event=amina.event, waiting=True)
    assert actions.leave_out(visitor=silent, by=amina.user) is True
    assert actions.leave_out(visitor=silent, by=amina.user) is False
    waiting.refresh_from_db()
    assert (silent.status, waiting.status) == (Status.CANCELLED, Status.OFFERED)


def test_a_visitor_who_registered_herself_is_nobody_elses_to_cancel(amina: Registration) -> None:
    visitor = bring(amina)
    said = Particulars(given_name="Paul")
    actions.confirm(event=amina.event, user=visitor.user, particulars=said, by=visitor.user)
    assert actions.leave_out(visitor=visitor, by=amina.user) is False
    visitor.refresh_from_db()
    assert visitor.status == Status.CONFIRMED


def test_the_page_invites_and_shows_who_was_invited(client: Client, amina: Registration) -> None:
    client.cookies["django_language"] = "en"
    client.force_login(amina.user)
    path = at("bring", amina.event)
    assert "Bring somebody" in client.get(at("mine", amina.event)).content.decode()
    shown = client.post(path, PAUL, follow=True).content.decode()
    assert "Paul Petit" in shown
    taken = RegistrationFactory.create(event=amina.event)
    again = client.post(path, PAUL | {"email": taken.user.email})
    assert again.status_code == 422
    assert "on the list already" in again.content.decode()
    assert client.post(path, {"given_name": ""}).status_code == 422
    visitor = amina.event.registrations.get(kind=Kind.VISITOR)
    client.post(at("leave_out", amina.event, visitor.public_id))
    visitor.refresh_from_db()
    assert visitor.status == Status.CANCELLED


def test_somebody_elses_visitor_is_not_mine_to_leave_out(
    client: Client, amina: Registration
) -> None:
    other = RegistrationFactory.create(event=amina.event, kind=Kind.VISITOR)
    client.force_login(amina.user)
    assert client.post(at("leave_out", amina.event, other.public_id)).status_code == 404


# --- Sending somebody in one's place ------------------------------------------------------------


def test_the_seat_passes_past_the_waiting_list_and_both_are_told(amina: Registration) -> None:
    RegistrationFactory.create(event=amina.event)
    waiting = RegistrationFactory.create(event=amina.event, waiting=True)
    paul = send(amina)
    amina.refresh_from_db()
    waiting.refresh_from_db()
    assert (amina.status, paul.status, waiting.status) == (
        Status.REPLACED, Status.CONFIRMED, Status.WAITING,
    )  # fmt: skip
    assert (paul.kind, paul.substitute_for) == (Kind.SUBSTITUTE, amina)
    assert paul.consented_at is None
    assert mails("guests.standing_in") == ["paul@exemple.org"]
    assert mails("guests.replaced") == [amina.user.email]
    assert not Entry.objects.exists()


def test_the_mails_to_both_carry_the_calendar_on_and_off(amina: Registration) -> None:
    send(amina)
    for kind, method in (("guests.standing_in", "REQUEST"), ("guests.replaced", "CANCEL")):
        mail = OutgoingMail.objects.get(kind=kind)
        assert kind_of(kind).still_wanted(mail)
        (entry,) = content_of(mail, kind_of(kind)).attachments
        assert method in entry.type


def test_sending_somebody_twice_is_once(amina: Registration) -> None:
    first = send(amina)
    assert send(amina, email="autre@exemple.org") == first
    assert amina.event.registrations.confirmed().get() == first


def test_a_replaced_guest_has_neither_door_nor_badge_nor_reminders(amina: Registration) -> None:
    paul = send(amina, email=None)
    made = door.make_badges(event=amina.event, by=None)
    assert [badge.registration for badge in made] == [paul]
    amina.refresh_from_db()
    with pytest.raises(NotExpectedError):
        door.check_in(registration=amina, source="search", by=None)
    assert not FollowUp.objects.exists()
    assert mails("guests.standing_in") == []


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.REQUESTED, Status.DECLINED])
def test_who_has_a_seat_or_was_declined_is_not_sent_by_somebody_else(
    amina: Registration, status: Status
) -> None:
    other = RegistrationFactory.create(event=amina.event, status=status)
    with pytest.raises(actions.Refused):
        send(amina, email=other.user.email)
    amina.refresh_from_db()
    assert amina.status == Status.CONFIRMED


def test_who_waits_may_be_sent_and_leaves_the_list(amina: Registration) -> None:
    waiting = RegistrationFactory.create(event=amina.event, waiting=True)
    paul = send(amina, email=waiting.user.email)
    assert (paul.pk, paul.status, paul.waiting_since) == (waiting.pk, Status.CONFIRMED, None)


def test_who_comes_back_and_sends_another_is_replaced_by_the_other(amina: Registration) -> None:
    first = send(amina)
    actions.give_seat(registration=amina, by=None)
    said = Particulars(given_name="Amina")
    actions.confirm(event=amina.event, user=amina.user, particulars=said, by=amina.user)
    amina.refresh_from_db()
    assert amina.status == Status.CONFIRMED
    second = send(amina, email="luce@exemple.org")
    first.refresh_from_db()
    assert (first.substitute_for, second.substitute_for) == (None, amina)
    assert first.status == Status.CONFIRMED


def test_nobody_is_sent_once_it_has_begun_or_by_who_has_no_seat() -> None:
    for registration in (
        RegistrationFactory.create(event__live=True),
        RegistrationFactory.create(waiting=True),
        RegistrationFactory.create(event__cancelled=True),
    ):
        with pytest.raises(actions.Refused) as refused:
            send(registration)
        assert refused.value.reason is Refusal.NOT_COMING


def test_the_page_sends_somebody_and_says_so(client: Client, amina: Registration) -> None:
    client.cookies["django_language"] = "en"
    client.force_login(amina.user)
    path = at("send", amina.event)
    assert client.get(path).status_code == 200
    taken = RegistrationFactory.create(event=amina.event)
    assert client.post(path, PAUL | {"email": taken.user.email}).status_code == 422
    for _ in range(2):
        shown = client.post(path, PAUL, follow=True).content.decode()
        assert "Somebody comes in your place" in shown
        assert "Paul Petit" in shown
    assert client.get(path).status_code == 302


def test_an_organiser_sending_somebody_for_a_guest_is_noted(amina: Registration) -> None:
    actions.send_in_place(registration=amina, **PAUL, by=UserFactory.create())
    assert Entry.objects.get().verb == "guest.replaced"
