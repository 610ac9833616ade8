"""Taking a seat and giving it up."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from events.calendar import actions as calendar
from events.calendar.models import Event, Policy
from events.calendar.models import Status as EventStatus
from events.guests import actions
from events.guests.models import Kind, Registration, Status
from events.guests.opening import Opening
from events.guests.particulars import Particulars
from networking.accounts.models import User
from networking.audit.models import Entry
from networking.mail.models import OutgoingMail
from networking.time import now
from tests.factories import EventFactory, MembershipFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db
INES = Particulars(
    given_name="Inès", family_name="Roux", title="Juriste", organisation="Le Fournil",
    shared=("title", "email"),
)  # fmt: skip


def confirm(event: Event, user: User | None = None, said: Particulars = INES) -> Registration:
    user = user or UserFactory.create()
    return actions.confirm(event=event, user=user, particulars=said, by=user)


def register(event: Event, email: str = "ines@exemple.org") -> Registration:
    return actions.register(event=event, email=email, particulars=INES, language="fr", by=None)


def add(event: Event, **said: Any) -> Registration:
    usual = {"given_name": "Inès", "family_name": "Roux", "email": "ines@exemple.org"}
    return actions.add(event=event, **(usual | said), by=UserFactory.create())


def mails(kind: str) -> list[str]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


def test_a_confirmed_guest_has_a_seat_her_words_and_her_consent() -> None:
    registration = confirm(EventFactory.create())
    registration.refresh_from_db()
    assert registration.status == Status.CONFIRMED
    assert registration.full_name == "Inès Roux"
    assert (registration.title, registration.organisation) == ("Juriste", "Le Fournil")
    assert registration.shared == ["title", "email"]
    assert registration.consented_at
    assert mails("guests.confirmed") == [registration.user.email]


def test_confirming_twice_is_once() -> None:
    event, user = EventFactory.create(), UserFactory.create()
    first = confirm(event, user)
    again = confirm(event, user, Particulars(given_name="Autre"))
    assert again == first
    assert Registration.objects.get().given_name == "Inès"
    assert len(mails("guests.confirmed")) == 1


def test_when_it_is_full_one_waits_in_order() -> None:
    event = EventFactory.create(capacity=1)
    confirm(event)
    waiting = [confirm(event), confirm(event)]
    assert list(event.registrations.waiting()) == waiting
    assert mails("guests.waiting") == [registration.user.email for registration in waiting]


def test_who_cancels_leaves_her_seat_to_the_first_who_waits_and_both_are_told() -> None:
    event = EventFactory.create(capacity=1)
    seated, first, second = confirm(event), confirm(event), confirm(event)
    assert actions.cancel(registration=seated, by=seated.user) is True
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (Status.OFFERED, Status.WAITING)
    assert mails("guests.cancelled") == [seated.user.email]
    assert mails("guests.offered") == [first.user.email]


def test_cancelling_twice_promotes_nobody_more() -> None:
    event = EventFactory.create(capacity=1)
    seated, _, second = confirm(event), confirm(event), confirm(event)
    actions.cancel(registration=seated, by=seated.user)
    assert actions.cancel(registration=seated, by=seated.user) is False
    second.refresh_from_db()
    assert second.status == Status.WAITING


def test_who_cancelled_may_come_back_and_gets_another_mail() -> None:
    event, user = EventFactory.create(), UserFactory.create()
    with time_machine.travel(now(), tick=False) as clock:
        actions.cancel(registration=confirm(event, user), by=user)
        clock.shift(dt.timedelta(minutes=1))
        back = confirm(event, user)
    assert (back.status, back.ended_at) == (Status.CONFIRMED, None)
    assert mails("guests.confirmed") == [user.email] * 2


def test_nobody_is_promoted_once_the_event_has_begun() -> None:
    event = EventFactory.create(capacity=1)
    seated, waiting = confirm(event), confirm(event)
    with time_machine.travel(event.starts_at):
        actions.cancel(registration=seated, by=seated.user)
    waiting.refresh_from_db()
    assert waiting.status == Status.WAITING


def test_more_seats_are_offered_to_the_waiting_before_whoever_comes_next() -> None:
    event = EventFactory.create(capacity=1)
    confirm(event)
    waiting = confirm(event)
    Event.objects.filter(pk=event.pk).update(capacity=2)
    last = confirm(event)
    waiting.refresh_from_db()
    assert (waiting.status, last.status) == (Status.OFFERED, Status.WAITING)


def test_when_the_organisers_add_seats_those_who_wait_are_offered_them_at_once() -> None:
    event = EventFactory.create(capacity=1)
    confirm(event)
    waiting = confirm(event)
    calendar.change(event=event, capacity=2, by=UserFactory.create())
    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED
    assert mails("guests.offered") == [waiting.user.email]


@pytest.mark.django_db(transaction=True)
def test_seats_added_to_a_draft_are_offered_when_it_is_published() -> None:
    event = EventFactory.create(draft=True, capacity=1)
    add(event)
    second = add(event, email="seconde@exemple.org", tell_her=False)
    calendar.change(event=event, by=None, capacity=2)
    second.refresh_from_db()
    assert second.status == Status.WAITING
    calendar.move_to(event=event, status=EventStatus.PUBLISHED, by=None)
    second.refresh_from_db()
    assert second.status == Status.OFFERED
    assert mails("guests.offered") == ["seconde@exemple.org"]


def test_an_event_on_which_people_count_stays_public() -> None:
    registration = confirm(EventFactory.create())
    event = registration.event
    with pytest.raises(calendar.NoSuchTransition):
        calendar.move_to(event=event, status=EventStatus.DRAFT, by=None)
    actions.cancel(registration=registration, by=None)
    calendar.move_to(event=event, status=EventStatus.DRAFT, by=None)
    assert event.status == EventStatus.DRAFT


def test_promoting_gives_all_free_seats_in_order() -> None:
    event = EventFactory.create(capacity=2)
    guests = [
        RegistrationFactory.create(
            event=event, waiting=True, waiting_since=now() - dt.timedelta(minutes=minutes)
        )
        for minutes in (1, 3, 2)
    ]
    assert actions.promote(event=event, by=None) == [guests[1], guests[2]]
    assert actions.promote(event=event, by=None) == []


@pytest.mark.parametrize(
    ("said", "opening"),
    [
        ({"cancelled": True}, Opening.CANCELLED),
        ({"over": True}, Opening.OVER),
        ({"draft": True}, Opening.NOT_YET),
        ({"policy": Policy.MEMBERS}, Opening.MEMBERS_ONLY),
        ({"policy": Policy.INVITATION}, Opening.BY_INVITATION),
    ],
)
def test_where_it_is_closed_nothing_is_written(said: dict[str, Any], opening: Opening) -> None:
    event, user = EventFactory.create(**said), UserFactory.create()
    with pytest.raises(actions.Closed) as caught:
        confirm(event, user)
    assert caught.value.opening is opening
    with pytest.raises(actions.Closed):
        register(event)
    assert not Registration.objects.exists()
    assert not User.objects.filter(email="ines@exemple.org").exists()


def test_a_member_registers_where_only_members_may_and_comes_as_one() -> None:
    event = EventFactory.create(policy=Policy.MEMBERS)
    member = MembershipFactory.create(association=event.association).user
    assert confirm(event, member).kind == Kind.MEMBER


def test_on_approval_one_asks_and_the_organisers_answer() -> None:
    event = EventFactory.create(policy=Policy.APPROVAL)
    asked, refused = confirm(event), confirm(event)
    assert {asked.status, refused.status} == {Status.REQUESTED}
    assert mails("guests.confirmed") == []
    organiser = UserFactory.create()
    assert actions.approve(registration=asked, by=organiser).status == Status.CONFIRMED
    assert actions.approve(registration=asked, by=organiser).status == Status.CONFIRMED
    assert actions.decline(registration=refused, by=organiser).status == Status.DECLINED
    assert actions.decline(registration=refused, by=organiser).status == Status.DECLINED
    assert mails("guests.confirmed") == [asked.user.email]
    assert mails("guests.declined") == [refused.user.email]
    assert Entry.objects.filter(verb__in=("guest.approved", "guest.declined")).count() == 2


def test_a_pending_registration_holds_no_seat_and_sends_no_mail() -> None:
    event = EventFactory.create(capacity=1)
    pending = register(event)
    assert pending.status == Status.PENDING
    assert confirm(event).status == Status.CONFIRMED
    assert not OutgoingMail.objects.filter(to="ines@exemple.org").exists()


def test_typing_an_address_twice_keeps_the_last_words() -> None:
    event = EventFactory.create()
    register(event)
    said = Particulars(given_name="Inès-Marie")
    actions.register(
        event=event, email=" INES@exemple.org", particulars=said, language="fr", by=None
    )
    assert Registration.objects.get().given_name == "Inès-Marie"


@pytest.mark.parametrize("trait", ["waiting", "cancelled", None])
def test_typing_somebodys_address_touches_nothing_of_hers(trait: str | None) -> None:
    hers = RegistrationFactory.create(given_name="Amina", **({trait: True} if trait else {}))
    before = (hers.status, hers.user.given_name)
    register(hers.event, hers.user.email)
    hers.refresh_from_db()
    assert (hers.status, hers.user.given_name) == before
    assert hers.given_name == "Amina"


def test_an_unknown_address_becomes_a_person_whose_name_only_she_can_say() -> None:
    event = EventFactory.create()
    pending = register(event)
    assert pending.user.given_name == ""
    confirm(event, pending.user)
    pending.user.refresh_from_db()
    assert pending.user.full_name == "Inès Roux"


def test_the_name_a_person_has_is_not_changed_by_registering() -> None:
    user = UserFactory.create(given_name="Agnès")
    confirm(EventFactory.create(), user)
    user.refresh_from_db()
    assert user.given_name == "Agnès"


def test_a_guest_added_by_hand_is_told_once_and_noted() -> None:
    event = EventFactory.create()
    registration = add(event, organisation="Le Fournil", title="Juriste")
    assert add(event) == registration
    assert registration.status == Status.CONFIRMED
    assert mails("guests.confirmed") == ["ines@exemple.org"]
    assert Entry.objects.get().verb == "guest.added"


def test_a_guest_may_be_added_quietly_or_without_an_address() -> None:
    event = EventFactory.create()
    quiet = add(event, tell_her=False)
    nameless = add(event, email=None)
    assert quiet.user != nameless.user
    assert nameless.user.email is None
    assert not OutgoingMail.objects.exists()


def test_adding_by_hand_keeps_to_the_seats_but_not_to_the_policy() -> None:
    event = EventFactory.create(capacity=1, policy=Policy.INVITATION)
    assert add(event).status == Status.CONFIRMED
    assert add(event, email="paul@exemple.org").status == Status.WAITING


def test_adding_who_was_only_invited_pending_or_gone_seats_her_under_the_name_typed() -> None:
    event = EventFactory.create()
    for status in (Status.INVITED, Status.PENDING, Status.CANCELLED):
        before = RegistrationFactory.create(event=event, status=status, confirmed_at=None)
        after = add(event, email=before.user.email)
        assert (after.pk, after.status, after.given_name) == (before.pk, Status.CONFIRMED, "Inès")


def test_a_walk_in_is_seated_even_if_it_is_full_and_gets_no_mail() -> None:
    event = EventFactory.create(capacity=1)
    confirm(event)
    walk_in: dict[str, Any] = {
        "given_name": "Paul",
        "family_name": "Petit",
        "by": UserFactory.create(),
    }
    paul = actions.walk_in(event=event, email="paul@exemple.org", **walk_in)
    again = actions.walk_in(event=event, email="paul@exemple.org", **walk_in)
    assert paul == again
    assert (paul.status, paul.kind) == (Status.CONFIRMED, Kind.WALK_IN)
    assert event.registrations.confirmed().count() == 2
    assert not OutgoingMail.objects.filter(to="paul@exemple.org").exists()
    assert actions.walk_in(event=event, email=None, **walk_in) != paul


def test_who_waits_at_the_door_is_let_in_as_what_she_was() -> None:
    waiting = RegistrationFactory.create(waiting=True, kind=Kind.VISITOR)
    let_in = actions.walk_in(
        event=waiting.event,
        given_name="x",
        family_name="y",
        email=waiting.user.email,
        by=UserFactory.create(),
    )
    assert (let_in.pk, let_in.status, let_in.kind) == (waiting.pk, Status.CONFIRMED, Kind.VISITOR)
    assert let_in.given_name == waiting.given_name


def test_cancelling_a_registration_that_was_never_confirmed_writes_to_nobody() -> None:
    pending = RegistrationFactory.create(pending=True)
    actions.cancel(registration=pending, by=UserFactory.create())
    assert not OutgoingMail.objects.exists()
    assert Entry.objects.get().verb == "guest.cancelled"


def test_cancelling_ones_own_is_nobodys_affair() -> None:
    registration = RegistrationFactory.create()
    actions.cancel(registration=registration, by=registration.user)
    assert not Entry.objects.exists()


def test_a_guest_without_an_address_cancels_without_a_mail() -> None:
    registration = RegistrationFactory.create(user__email=None)
    actions.cancel(registration=registration, by=UserFactory.create())
    assert not OutgoingMail.objects.exists()


def test_who_comes_for_the_first_time_is_known_from_the_second_event_on() -> None:
    earlier = RegistrationFactory.create(event__over=True)
    event = EventFactory.create(association=earlier.event.association)
    assert confirm(event, earlier.user).first_time is False
    assert confirm(event).first_time is True
    assert confirm(EventFactory.create()).first_time is False


def test_consent_is_set_field_by_field_and_nothing_unknown() -> None:
    registration = RegistrationFactory.create()
    actions.set_consent(
        registration=registration, shared=["email", "phone", "password"], by=registration.user
    )
    registration.refresh_from_db()
    assert registration.shared == ["phone", "email"]
    assert not Entry.objects.exists()
    actions.set_consent(registration=registration, shared=[], by=UserFactory.create())
    assert Entry.objects.get().details == {"fields": []}


def test_a_badge_is_corrected_and_found_under_its_new_name() -> None:
    registration = RegistrationFactory.create()
    said = {"given_name": "Łucja", "family_name": "Ørsted", "title": "", "organisation": "Énergie"}
    actions.describe(registration=registration, **said, by=registration.user)
    assert Registration.objects.all().matching("lucja energie").get() == registration
    assert not Entry.objects.exists()
    actions.describe(registration=registration, **said, by=UserFactory.create())
    assert Entry.objects.get().verb == "guest.described"
