"""Mails that Tablée brings: to whom, once, and what keeps one from leaving."""

import datetime as dt
from email.message import EmailMessage

import icalendar
import pytest
import time_machine

from events.guests.consent import KEPT
from followups.contacts.introductions.actions import open_up
from followups.contacts.journal import actions as journal
from followups.contacts.journal.timeline import timeline
from followups.contacts.models import Contact
from followups.reminders.models import Enclosure, FollowUp, Letter, State, Way
from followups.reminders.verbs import say
from followups.reminders.writing import actions
from followups.reminders.writing.actions import GRACE, File
from followups.reminders.writing.reach import KIND, MOST_A_DAY, address_for, sent_lately
from networking.accounts.models import Block
from networking.mail import actions as outbox
from networking.mail.models import OutgoingMail
from networking.mail.models import State as MailState
from networking.mail.sending import send_due
from networking.time import today
from tests.followups.reminders.conftest import Breakfast
from tests.followups.reminders.writing.conftest import LATER, accepts, coffee, sent, words
from tests.services.smtp import SmtpSink


def arrived(sink: SmtpSink, follow_up: FollowUp) -> EmailMessage:
    (message,) = sink.to(str(follow_up.person.email))
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    said: str = body.get_content()
    return said.replace("\r\n", "\n")


# --- What arrives --------------------------------------------------------------------------------


def test_the_words_arrive_as_written_in_a_frame_of_the_readers_language(
    follow_up: FollowUp, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    reader = accepts(follow_up.person)
    reader.language, reader.time_zone = "en", "Europe/London"
    reader.save()
    said = words("Merci & à bientôt.\n\nAmina", link="https://exemple.org/guide.pdf")
    sent(follow_up, said)
    assert send_due() == 0
    clock.shift(GRACE)
    assert send_due() == 1
    message = arrived(smtp_sink, follow_up)
    assert message["Subject"].strip() == f"Amina Diallo writes to you after {follow_up.event.title}"
    assert message["Reply-To"] == "amina@exemple.org"
    assert "List-Unsubscribe" in message
    text = text_of(message)
    for part in (
        "Merci & à bientôt.\n\nAmina",
        "https://exemple.org/guide.pdf",
        "Answer this mail",
    ):
        assert part in text
    # An organiser's outbox has nothing of it.
    assert OutgoingMail.objects.get(kind=KIND).association is None


def test_a_coffee_goes_along_in_words_and_as_an_entry_for_each_time(
    follow_up: FollowUp, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    reader = accepts(follow_up.person)
    reader.language, reader.time_zone = "en", "Europe/Lisbon"
    reader.save()
    sent(follow_up, coffee())
    clock.shift(GRACE)
    send_due()
    message = arrived(smtp_sink, follow_up)
    assert "Tuesday 8 December 2026 at 09:00 (Lisbon), 10:00 (Paris)" in text_of(message)
    files = [part for part in message.iter_attachments() if part.get_filename("")]
    assert [part.get_filename() for part in files] == ["coffee-1.ics", "coffee-2.ics"]
    entries = []
    for part in files:
        assert part.get_content_type() == "text/calendar"
        assert part.get_param("method") == "PUBLISH"
        calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
        (entry,) = calendar.walk("VEVENT")
        entries.append(entry)
        assert str(entry["status"]) == "TENTATIVE"
        assert str(entry["location"]) == "https://meet.example.org/amina"
        assert "attendee" not in entry
    assert [entry.decoded("dtstart") for entry in entries] == [
        LATER,
        LATER + dt.timedelta(days=1),
    ]
    assert len({str(entry["uid"]) for entry in entries}) == 2


def test_a_file_goes_along_and_is_kept_no_longer(
    follow_up: FollowUp, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    accepts(follow_up.person)
    sent(follow_up, words(file=File("guide.pdf", "application/pdf", b"%PDF-1.7")))
    assert actions.tidy() == 0
    clock.shift(GRACE)
    send_due()
    (file,) = arrived(smtp_sink, follow_up).iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("guide.pdf", b"%PDF-1.7")
    assert actions.tidy() == 1
    assert not Enclosure.objects.exists()


# --- To whom -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lacking",
    ["acceptance", "confirmation", "my address", "a stop", "a stop of all", "my block", "time"],
)
def test_who_is_not_to_be_written_to_is_not(
    breakfast: Breakfast, follow_up: FollowUp, clock: time_machine.Traveller, lacking: str
) -> None:
    person = follow_up.person
    if lacking != "acceptance":
        accepts(person)
        assert address_for(follow_up) == person.email
    if lacking in {"confirmation", "my address"}:
        whose = person if lacking == "confirmation" else follow_up.owner
        whose.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    elif lacking == "a stop":
        outbox.stop(address=str(person.email), kind=KIND, by=None)
    elif lacking == "a stop of all":
        outbox.stop(address="ancienne@exemple.org", user=person, kind="*", by=None)
    elif lacking == "my block":
        Block.objects.create(by=follow_up.owner, person=person)
    elif lacking == "time":
        clock.move_to(breakfast.event.ends_at + KEPT)
    with pytest.raises(actions.NotReachable):
        sent(follow_up)
    follow_up.refresh_from_db()
    assert follow_up.is_open
    assert not Letter.objects.exists()
    assert not OutgoingMail.objects.filter(kind=KIND).exists()


@pytest.mark.parametrize("meanwhile", ["a block", "my block", "a change of mind", "a stop"])
def test_what_is_said_before_it_leaves_keeps_it_and_its_author_sees_no_difference(
    follow_up: FollowUp, clock: time_machine.Traveller, smtp_sink: SmtpSink, meanwhile: str
) -> None:
    person = accepts(follow_up.person)
    if meanwhile == "a block":
        # Set even before: the button doesn't tell.
        Block.objects.create(by=person, person=follow_up.owner)
    letter = sent(follow_up)
    if meanwhile == "my block":
        Block.objects.create(by=follow_up.owner, person=person)
    elif meanwhile == "a change of mind":
        open_up(user=person, words=False, by=person)
    elif meanwhile == "a stop":
        outbox.stop(address=str(person.email), kind=KIND, by=None)
    clock.shift(GRACE)
    assert send_due() == 0
    assert not smtp_sink.messages
    letter.refresh_from_db()
    assert letter.mail is not None
    assert letter.mail.state == MailState.DROPPED
    assert not letter.has_failed
    assert not letter.may_be_taken_back


def test_twice_is_once_also_with_other_words(follow_up: FollowUp) -> None:
    accepts(follow_up.person)
    first = sent(follow_up)
    assert sent(follow_up, words("Encore.")) == first
    again = actions.write(
        follow_up=follow_up, words=words("Autre."), way=Way.OWN, by=follow_up.owner
    )
    assert (again, again.text) == (first, "Merci pour Vaise.")
    assert OutgoingMail.objects.filter(kind=KIND).count() == 1


def test_so_many_a_day_and_no_more(
    breakfast: Breakfast, follow_up: FollowUp, clock: time_machine.Traveller
) -> None:
    accepts(follow_up.person)
    sent(follow_up)
    topic = OutgoingMail.objects.get(kind=KIND).topic
    for number in range(MOST_A_DAY - 1):
        outbox.enqueue(kind=KIND, to="x@exemple.org", key=f"k{number}", topic=topic, by=None)
    other = FollowUp.objects.of(breakfast.amina).get(person=accepts(breakfast.met[1]))
    with pytest.raises(actions.EnoughToday):
        sent(other)
    assert Letter.objects.count() == 1
    clock.shift(dt.timedelta(days=1, seconds=1))
    assert sent_lately(breakfast.amina) == 0
    sent(other)


# --- What follows, and taking it back ------------------------------------------------------------


@pytest.mark.parametrize("way", list(Way))
def test_every_way_completes_it_and_stands_on_the_contact(follow_up: FollowUp, way: Way) -> None:
    accepts(follow_up.person)
    actions.write(follow_up=follow_up, words=words(), way=way, by=follow_up.owner)
    assert follow_up.is_done
    contact = Contact.objects.of(follow_up.owner).get(person=follow_up.person)
    assert contact.wrote_on == today()
    moment = timeline(contact)[0]
    assert follow_up.event.title in moment.title
    assert moment.text == "Merci pour Vaise."


def test_it_can_be_taken_back_until_it_leaves_and_written_again(
    follow_up: FollowUp, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    accepts(follow_up.person)
    contact = Contact.objects.create(
        owner=follow_up.owner, person=follow_up.person, seen_on=dt.date(2026, 11, 3)
    )
    sent(follow_up)
    assert [actions.take_back(follow_up=follow_up, by=None) for _ in range(2)] == [True, False]
    assert follow_up.state == State.OPEN
    contact.refresh_from_db()
    assert (contact.wrote_on, contact.seen_on) == (None, dt.date(2026, 11, 3))
    clock.shift(GRACE)
    assert send_due() == 0
    follow_up.refresh_from_db()
    letter = sent(follow_up, words("Enfin."))
    assert letter.turn == 1
    clock.shift(GRACE)
    assert send_due() == 1
    assert "Enfin." in text_of(arrived(smtp_sink, follow_up))
    assert not actions.take_back(follow_up=follow_up, by=None)
    # Reopened on the list, one may say more, but Tablée has brought its one mail.
    say("reopen", follow_up, how="page", by=follow_up.owner)  # type: ignore[arg-type]
    follow_up = FollowUp.objects.get(pk=follow_up.pk)
    assert follow_up.is_open
    with pytest.raises(actions.NotReachable):
        sent(follow_up)


def test_the_lists_undo_takes_the_waiting_mail_back_too(follow_up: FollowUp) -> None:
    accepts(follow_up.person)
    sent(follow_up)
    say("reopen", follow_up, how="page", by=follow_up.owner)  # type: ignore[arg-type]
    assert OutgoingMail.objects.get(kind=KIND).state == MailState.DROPPED
    assert follow_up.is_open


def test_what_one_heard_otherwise_that_day_stays(follow_up: FollowUp) -> None:
    actions.write(follow_up=follow_up, words=words(), way=Way.OWN, by=None)
    contact = Contact.objects.get(person=follow_up.person)
    journal.log(contact=contact, kind="call", on=today(), text="", by=None)  # type: ignore[arg-type]
    actions.take_back(follow_up=follow_up, by=None)
    contact.refresh_from_db()
    assert contact.wrote_on == today()
