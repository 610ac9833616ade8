"""Reminders on their way: at their hour, once, and not where they are of no use any more."""

import datetime as dt

import pytest
import time_machine

from followups.contacts.giving import actions as giving
from followups.reminders import actions, sweep
from followups.reminders.models import FollowUp, Habits, Reminder, ReminderState
from networking.mail import actions as outbox
from networking.mail.models import OutgoingMail
from networking.mail.models import State as MailState
from networking.mail.sending import send_due
from networking.time import now
from tests.factories import RegistrationFactory, UserFactory
from tests.followups.reminders.conftest import DEADLINE, FIRST, SECOND, Breakfast
from tests.services.smtp import SmtpSink


def states(breakfast: Breakfast) -> list[str]:
    mine = Reminder.objects.filter(user=breakfast.amina).order_by("number")
    return list(mine.values_list("state", flat=True))


def write_to_everybody(breakfast: Breakfast) -> None:
    for follow_up in FollowUp.objects.of(breakfast.amina):
        actions.done(follow_up=follow_up, by=breakfast.amina)


def test_a_guest_gets_one_mail_at_six_whatever_the_number_of_people_she_met(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    sweep.remind()
    assert send_due() == 0
    clock.move_to(FIRST)
    assert sweep.remind() == 3
    assert sweep.remind() == 0
    assert send_due() == 3
    (message,) = smtp_sink.to("amina@exemple.org")
    assert message["Subject"] == "The two people you met, a word on each?"
    assert message["From"].addresses[0].display_name == breakfast.event.association.name
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    for said in ("Bérénice Aubin", "Claire Lefèvre", "Thursday 10:00"):
        assert said in text
        assert said in html
    sweep.remind()
    assert states(breakfast) == [ReminderState.SENT, ReminderState.PLANNED]


def test_the_second_names_only_those_still_waiting_for_a_word(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    clock.move_to(FIRST)
    sweep.remind()
    send_due()
    written = FollowUp.objects.get(owner=breakfast.amina, person=breakfast.met[0])
    actions.done(follow_up=written, by=breakfast.amina)
    clock.move_to(SECOND)
    sweep.remind()
    send_due()
    _, message = smtp_sink.to("amina@exemple.org")
    assert message["Subject"] == "One more word to write, until Thursday 10:00"
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Claire" in text
    assert "Bérénice" not in text
    clock.move_to(DEADLINE)
    sweep.remind()
    assert states(breakfast) == [ReminderState.SENT, ReminderState.SENT]
    assert len(smtp_sink.to("amina@exemple.org")) == 2


def test_with_everything_done_no_mail_is_made(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    sweep.remind()
    write_to_everybody(breakfast)
    clock.move_to(FIRST)
    sweep.remind()
    assert states(breakfast) == [ReminderState.DROPPED, ReminderState.PLANNED]
    assert not OutgoingMail.objects.filter(user=breakfast.amina).exists()


def test_what_is_done_while_the_mail_waits_makes_it_superfluous(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    clock.move_to(FIRST)
    sweep.remind()
    write_to_everybody(breakfast)
    send_due()
    assert not smtp_sink.to("amina@exemple.org")
    sweep.remind()
    assert states(breakfast) == [ReminderState.DROPPED, ReminderState.PLANNED]


def test_what_is_put_off_is_not_named(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    sweep.remind()
    one = FollowUp.objects.get(owner=breakfast.amina, person=breakfast.met[0])
    actions.snooze(follow_up=one, by=breakfast.amina)
    clock.move_to(FIRST)
    sweep.remind()
    send_due()
    (message,) = smtp_sink.to("amina@exemple.org")
    assert message["Subject"] == "The person you met: a word to write?"


def test_a_reminder_that_could_not_leave_before_the_deadline_is_missed_not_sent_late(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    sweep.remind()
    clock.move_to(DEADLINE)
    assert sweep.remind() == 0
    assert states(breakfast) == [ReminderState.MISSED, ReminderState.MISSED]
    assert not OutgoingMail.objects.exists()


def test_a_mail_server_that_is_down_until_after_the_deadline_makes_it_missed_too(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    clock.move_to(SECOND)
    sweep.remind()
    clock.move_to(DEADLINE)
    send_due()
    sweep.remind()
    assert states(breakfast) == [ReminderState.MISSED, ReminderState.MISSED]
    assert not smtp_sink.messages


def test_after_an_outage_only_the_second_leaves(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    sweep.remind()
    clock.move_to(SECOND)
    assert sweep.remind() == 3
    assert states(breakfast) == [ReminderState.MISSED, ReminderState.QUEUED]


def test_a_late_sweep_waits_for_the_morning(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    sweep.remind()
    clock.move_to(FIRST + dt.timedelta(hours=4))
    assert sweep.remind() == 0
    morning = dt.datetime(2026, 12, 2, 7, tzinfo=dt.UTC)
    assert Reminder.objects.get(user=breakfast.amina, number=1).due_at == morning
    clock.move_to(morning)
    assert sweep.remind() == 3


def test_a_mail_held_up_into_the_night_waits_for_the_morning(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    clock.move_to(FIRST)
    sweep.remind()
    clock.move_to(FIRST + dt.timedelta(hours=4))
    assert send_due() == 0
    held = OutgoingMail.objects.get(user=breakfast.amina)
    assert held.state == MailState.WAITING
    assert held.due_at == dt.datetime(2026, 12, 2, 7, tzinfo=dt.UTC)


def test_a_mail_that_no_decent_hour_is_left_for_is_missed(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    clock.move_to(SECOND)
    sweep.remind()
    Habits.objects.create(user=breakfast.amina, quiet_from=dt.time(18), quiet_until=dt.time(17, 59))
    clock.shift(60)
    send_due()
    assert OutgoingMail.objects.get(user=breakfast.amina).due_at == DEADLINE
    clock.move_to(DEADLINE)
    send_due()
    sweep.remind()
    assert states(breakfast)[1] == ReminderState.MISSED


@pytest.mark.parametrize("everything", [True, False])
def test_who_wants_no_reminders_gets_none(
    breakfast: Breakfast,
    clock: time_machine.Traveller,
    smtp_sink: SmtpSink,
    everything: bool,
) -> None:
    about = None if everything else breakfast.event
    for _ in range(2):
        actions.stop(user=breakfast.amina, event=about, by=breakfast.amina)
    clock.move_to(FIRST)
    sweep.remind()
    send_due()
    sweep.remind()
    assert not smtp_sink.to("amina@exemple.org")
    assert states(breakfast)[0] == ReminderState.DROPPED
    for _ in range(2):
        actions.resume(user=breakfast.amina, event=about, by=breakfast.amina)
    clock.move_to(SECOND)
    sweep.remind()
    send_due()
    assert len(smtp_sink.to("amina@exemple.org")) == 1


def test_who_has_left_or_lost_her_address_gets_none(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    sweep.remind()
    one, two = breakfast.met
    one.is_active = False
    one.save()
    two.email = None
    two.save()
    actions.stop(user=two, by=two)
    clock.move_to(FIRST)
    assert sweep.remind() == 1


def test_cancelled_mails_of_an_event_make_their_reminders_dropped(
    breakfast: Breakfast, clock: time_machine.Traveller
) -> None:
    clock.move_to(FIRST)
    sweep.remind()
    outbox.withdraw(topic=breakfast.event.channel, by=None)
    sweep.remind()
    assert states(breakfast) == [ReminderState.DROPPED, ReminderState.PLANNED]


def test_queueing_twice_makes_one_mail(breakfast: Breakfast, clock: time_machine.Traveller) -> None:
    sweep.remind()
    clock.move_to(FIRST)
    first = Reminder.objects.get(user=breakfast.amina, number=1)
    assert actions.queue(reminder=first) == ReminderState.QUEUED
    assert actions.queue(reminder=first) == ReminderState.QUEUED
    assert OutgoingMail.objects.filter(user=breakfast.amina).count() == 1


def test_with_nothing_to_do_looking_costs_five_queries(
    breakfast: Breakfast, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    sweep.remind()
    with django_assert_num_queries(5):  # type: ignore[operator]
        sweep.remind()


def test_the_card_in_the_mail_shows_what_was_agreed_to_and_nothing_more(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    gwen = UserFactory.create(
        given_name="Gwenaëlle", family_name="Le Goff", email="gwen@exemple.org"
    )
    breakfast.meets(user=gwen, shared=["organisation", "email"], organisation="Tech & Co")
    clock.move_to(FIRST)
    sweep.remind()
    send_due()
    (message,) = smtp_sink.to("amina@exemple.org")
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "Gwenaëlle Le Goff, Tech & Co" in text
    assert "Tech &amp; Co" in html
    assert "gwen@exemple.org" in text
    assert "gwen@exemple.org" in html
    assert str(breakfast.met[0].email) not in text + html
    assert now() == FIRST


def test_who_asks_to_exchange_cards_is_told_in_the_same_mail(
    breakfast: Breakfast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    asker = RegistrationFactory.create(
        event=breakfast.event, user__given_name="Ingrid", user__family_name="Sørensen"
    ).user
    giving.ask(event=breakfast.event, asker=asker, asked=breakfast.amina, by=asker)
    clock.move_to(FIRST)
    sweep.remind()
    send_due()
    (message,) = smtp_sink.to("amina@exemple.org")
    for kind in ("plain", "html"):
        said = message.get_body((kind,)).get_content()  # type: ignore[union-attr]
        assert "Ingrid Sørensen would like to exchange cards with you." in said
