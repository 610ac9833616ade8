"""Who had no phone ticks whom she met, by a link of the mail, and answers who asked her."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.encounters.models import Encounter, Source
from events.guests.consent import KEPT
from events.guests.models import Registration
from followups.contacts.giving import actions as giving
from followups.contacts.met import met_lately
from followups.contacts.models import Contact, Exchange, ExchangeState, GivenCard, Told
from followups.reminders import actions, links, sweep
from followups.reminders.models import FollowUp, Reminder, ReminderState
from followups.reminders.ticks.actions import tell
from networking.accounts.models import Block, User
from networking.mail.sending import send_due
from tests.factories import CheckInFactory, ProfileFactory, RegistrationFactory
from tests.followups.reminders.conftest import FIRST, Breakfast
from tests.services.smtp import SmtpSink


def comes(breakfast: Breakfast, **guest: Any) -> Registration:
    """Somebody more who is checked in."""
    guest.setdefault("user", ProfileFactory.create().user)
    registration = RegistrationFactory.create(event=breakfast.event, **guest)
    CheckInFactory.create(registration=registration)
    return registration


@pytest.fixture
def there(breakfast: Breakfast) -> Breakfast:
    """All three of the breakfast were checked in, and what follows is made."""
    for registration in breakfast.event.registrations.all():
        CheckInFactory.create(registration=registration)
    actions.derive(event=breakfast.event)
    return breakfast


@pytest.fixture
def anybody() -> Client:
    """Whoever opens a link, without a session, and strict about forms."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en"})


def page_of(breakfast: Breakfast, user: User | None = None) -> str:
    reminder = Reminder.objects.get(user=user or breakfast.amina, number=1)
    return re.sub(r"^https?://[^/]+", "", links.url_of(reminder, "met"))


def public_id(breakfast: Breakfast, user: User) -> str:
    return user.registrations.get(event=breakfast.event).public_id


def people(user: User) -> set[User]:
    return {each.person for each in FollowUp.objects.of(user)}


def test_the_page_names_those_present_as_a_participant_sees_them(
    there: Breakfast, anybody: Client
) -> None:
    seen = comes(there, shared=["title", "email"])
    away = RegistrationFactory.create(event=there.event, given_name="Absente")
    page = anybody.get(page_of(there)).content.decode()
    assert seen.full_name in page
    assert str(seen.user.email) not in page
    assert "06 93 58 36 22" not in page
    assert away.full_name not in page
    assert there.amina.full_name not in page
    assert len(re.findall(r'name="met"[^>]* checked', page)) == 2


def test_a_tick_is_an_encounter_a_follow_up_and_a_suggestion_for_both_once(
    there: Breakfast, anybody: Client
) -> None:
    new = comes(there)
    ticked = [public_id(there, each) for each in (*there.met, new.user)]
    for _ in range(2):
        answer = anybody.post(page_of(there), {"met": ticked, "was": ticked[:2]}, follow=True)
        assert "Noted." in answer.content.decode()
    assert Encounter.objects.filter(source=Source.TOLD).count() == 1
    assert new.user in people(there.amina)
    assert people(new.user) == {there.amina}
    assert new.pk in {each.registration.pk for each in met_lately(there.amina)}


def test_opening_the_page_changes_nothing(there: Breakfast, anybody: Client) -> None:
    anybody.get(page_of(there))
    assert not Told.objects.exists()


def test_whom_one_did_not_meet_goes_from_oneself_and_the_other_notices_nothing(
    there: Breakfast, anybody: Client
) -> None:
    one, two = there.met
    hers = FollowUp.objects.of(one).get()
    was = [public_id(there, each) for each in there.met]
    for _ in range(2):
        anybody.post(page_of(there), {"was": was})
    assert people(there.amina) == set()
    # The same one: the link in her mail lives on.
    assert FollowUp.objects.of(one).get() == hers
    assert people(two) == {there.amina}
    assert not met_lately(there.amina)
    # A sweep that looks again brings nothing back, and finds nothing to do.
    actions.derive(event=there.event)
    assert people(there.amina) == set()
    assert not sweep.events_to_derive().exists()
    # And one may change one's mind.
    anybody.post(page_of(there), {"met": was})
    assert people(there.amina) == {one, two}
    assert people(one) == {there.amina}


def test_what_one_told_alone_goes_from_the_other_and_what_one_told_of_others_stays(
    there: Breakfast,
) -> None:
    new, other = comes(there).user, comes(there).user
    tell(event=there.event, user=there.amina, met=[new, other], by=None)
    tell(event=there.event, user=there.amina, met=[], not_met=[new], by=None)
    assert people(new) == set()
    assert people(other) == {there.amina}


def test_what_both_told_stays_to_the_one_who_still_says_so(there: Breakfast) -> None:
    new = comes(there).user
    tell(event=there.event, user=there.amina, met=[new], by=None)
    tell(event=there.event, user=new, met=[there.amina], by=None)
    tell(event=there.event, user=there.amina, met=[], not_met=[new], by=None)
    assert new not in people(there.amina)
    assert people(new) == {there.amina}
    tell(event=there.event, user=new, met=[], not_met=[there.amina], by=None)
    assert not Encounter.objects.filter(source=Source.TOLD).exists()


def test_whoever_has_written_keeps_her_follow_up(there: Breakfast) -> None:
    one = there.met[0]
    mine = FollowUp.objects.of(one).get()
    actions.done(follow_up=mine, by=one)
    tell(event=there.event, user=there.amina, met=[], not_met=[one], by=None)
    assert one not in people(there.amina)
    assert people(one) == {there.amina}
    assert Encounter.objects.of(one).exists()


def test_whom_somebody_else_ticked_meanwhile_is_not_denied_by_an_old_page(
    there: Breakfast, anybody: Client
) -> None:
    new = comes(there)
    was = [public_id(there, each) for each in there.met]
    tell(event=there.event, user=new.user, met=[there.amina], by=None)
    anybody.post(page_of(there), {"met": was, "was": was})
    assert new.user in people(there.amina)


def test_across_a_block_a_tick_is_noted_and_nothing_follows(
    there: Breakfast, anybody: Client
) -> None:
    new = comes(there)
    Block.objects.create(by=new.user, person=there.amina)
    anybody.post(page_of(there), {"met": [new.public_id]})
    assert not Encounter.objects.filter(source=Source.TOLD).exists()
    assert not people(new.user)
    page = anybody.get(page_of(there)).content.decode()
    assert re.search(rf'value="{new.public_id}" checked', page)


def test_a_strangers_name_cannot_be_ticked(there: Breakfast, anybody: Client) -> None:
    elsewhere = RegistrationFactory.create()
    anybody.post(page_of(there), {"met": [elsewhere.public_id, "x"]})
    assert not Told.objects.exists()


def test_the_page_lasts_as_long_as_the_cards(
    there: Breakfast, anybody: Client, clock: time_machine.Traveller
) -> None:
    page = page_of(there)
    clock.move_to(there.event.ends_at + KEPT)
    assert anybody.get(page).status_code == 410


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    there: Breakfast, anybody: Client, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        comes(there)
    page = page_of(there)
    with django_assert_num_queries(5):
        anybody.get(page)


def test_who_was_there_and_met_nobody_known_is_asked_once(
    there: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    alone = comes(there)
    User.objects.filter(pk=alone.user.pk).update(language="en")
    actions.derive(event=there.event)
    clock.move_to(FIRST)
    for _ in range(2):
        sweep.remind()
        send_due()
    (message,) = smtp_sink.to(str(alone.user.email))
    assert message["Subject"] == "Thank you for being there. Whom did you meet?"
    assert "/f/r" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert Reminder.objects.filter(user=alone.user).count() == 1


def test_who_ticks_then_is_reminded_a_second_time_and_who_was_alone_never(
    there: Breakfast,
) -> None:
    new = comes(there)
    actions.derive(event=there.event)
    assert list(Reminder.objects.filter(user=new.user).values_list("number", flat=True)) == [1]
    tell(event=there.event, user=new.user, met=[there.amina], by=None)
    assert Reminder.objects.filter(user=new.user).count() == 2


def test_who_came_may_be_told_afterwards(breakfast: Breakfast) -> None:
    Encounter.objects.all().delete()
    actions.derive(event=breakfast.event)
    assert not Reminder.objects.exists()
    for registration in breakfast.event.registrations.all():
        CheckInFactory.create(registration=registration)
    assert list(sweep.events_to_derive()) == [breakfast.event]
    actions.derive(event=breakfast.event)
    assert Reminder.objects.count() == 3
    assert not sweep.events_to_derive().exists()


# --- Who asked to exchange cards -----------------------------------------------------------------


@pytest.fixture
def exchange(there: Breakfast) -> Exchange:
    """Claire scanned Amina's badge, who saw nothing of it."""
    ProfileFactory.create(user=there.amina)
    asker = there.met[1]
    return giving.ask(event=there.event, asker=asker, asked=there.amina, offers=["email"], by=asker)


def link(exchange: Exchange, verb: str) -> str:
    return re.sub(r"^https?://[^/]+", "", links.url_of(exchange, verb))


def test_the_evening_mail_answers_without_signing_in(
    exchange: Exchange,
    there: Breakfast,
    anybody: Client,
    clock: time_machine.Traveller,
    smtp_sink: SmtpSink,
) -> None:
    clock.move_to(FIRST)
    sweep.remind()
    send_due()
    (message,) = smtp_sink.to(str(there.amina.email))
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert links.url_of(exchange, "accept") in html
    assert links.url_of(exchange, "decline") in html

    page = anybody.get(link(exchange, "accept")).content.decode()
    assert exchange.asker.full_name in page
    # Neither hers nor the asker's: whoever holds the mail learns no number by it.
    assert "06 93 58 36 22" not in page
    assert str(exchange.asker.email) not in page
    assert Exchange.objects.get().state == ExchangeState.ASKED
    sent = {"answer": "accept", "card": "1", "fields": ["mobile"]}
    for _ in range(2):
        answer = anybody.post(link(exchange, "accept"), sent, follow=True)
        assert "You each have the other’s card now." in answer.content.decode()
    assert Contact.objects.of(exchange.asker).get().mobile == "06 93 58 36 22"
    assert Contact.objects.of(there.amina).get().email == exchange.asker.email
    giving.take_back(card=GivenCard.objects.get(giver=there.amina), by=there.amina)
    assert "settled" in anybody.get(link(exchange, "accept")).content.decode()


def test_not_this_time_is_said_once_and_stands(exchange: Exchange, anybody: Client) -> None:
    for said in ("decline", "accept"):
        anybody.post(link(exchange, "decline"), {"answer": said})
    assert Exchange.objects.get().state == ExchangeState.DECLINED
    assert not Contact.objects.exists()
    page = anybody.get(link(exchange, "accept")).content.decode()
    assert "No exchange this time." in page


@pytest.mark.parametrize("mine", [True, False])
def test_across_a_block_there_is_nothing_left_to_answer(
    exchange: Exchange, there: Breakfast, anybody: Client, mine: bool
) -> None:
    pair = (there.amina, exchange.asker)
    by, person = pair if mine else reversed(pair)
    Block.objects.create(by=by, person=person)
    answer = anybody.post(link(exchange, "accept"), {"answer": "accept"}, follow=True)
    assert "settled" in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_question_alone_is_reason_enough_for_the_evening_mail(
    there: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    shy = RegistrationFactory.create(event=there.event)
    User.objects.filter(pk=shy.user.pk).update(language="en")
    giving.ask(event=there.event, asker=there.amina, asked=shy.user, by=there.amina)
    actions.derive(event=there.event)
    clock.move_to(FIRST)
    mine = Reminder.objects.get(user=shy.user)
    assert actions.queue(reminder=mine) == ReminderState.QUEUED
    # She was not there, as far as we know: nobody thanks her for it, or asks whom she met.
    send_due()
    (message,) = smtp_sink.to(str(shy.user.email))
    assert message["Subject"] == "Somebody would like to exchange cards with you"
    for kind in ("plain", "html"):
        said = message.get_body((kind,)).get_content()  # type: ignore[union-attr]
        assert "You answer by one tap." in said
        assert "Thank you" not in said
        assert "Tick" not in said
