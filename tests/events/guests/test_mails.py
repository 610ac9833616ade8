"""The mails about a registration, and the calendar entry that goes along."""

import datetime as dt
import email.message
import email.policy
from email import message_from_bytes

import icalendar
import pytest
from django.utils import translation
from pytest_django import DjangoCaptureOnCommitCallbacks

from events.calendar import actions as calendar
from events.calendar.feeds import uid_of
from events.calendar.models import Event
from events.calendar.models import Status as EventStatus
from events.guests import actions, ics
from events.guests.links import cancel_url
from events.guests.mails import registrations as mails
from events.guests.models import ENDED, Registration, Status
from networking.mail.kinds import Content, kind_of
from networking.mail.models import OutgoingMail, State
from networking.mail.sending import content_of, message_of
from networking.time import now
from tests.factories import EventFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


def mail_about(registration: Registration, kind: str, language: str = "en") -> OutgoingMail:
    return OutgoingMail.objects.create(
        kind=kind,
        to=registration.user.email or "x@exemple.org",
        key=f"{kind}:{registration.pk}",
        params={"registration": registration.pk, "sequence": registration.event.sequence},
        user=registration.user,
        association=registration.event.association,
        language=language,
    )


def content(registration: Registration, kind: str, language: str = "en") -> Content:
    return content_of(mail_about(registration, kind, language), kind_of(kind))


def entry_in(said: Content) -> icalendar.Calendar:
    (attachment,) = said.attachments
    return icalendar.Calendar.from_ical(attachment.content)


def wanted(registration: Registration, kind: str) -> bool:
    mail, _ = OutgoingMail.objects.get_or_create(
        key=f"{kind}:{registration.pk}",
        defaults={
            "kind": kind,
            "to": "x@exemple.org",
            "params": {"registration": registration.pk, "sequence": registration.event.sequence},
            "due_at": registration.created_at,
        },
    )
    return kind_of(kind).still_wanted(mail)


ALL = (
    "guests.confirmed", "guests.promoted", "guests.waiting", "guests.cancelled", "guests.declined",
    "guests.moved", "guests.called_off", "guests.offered", "guests.standing_in", "guests.replaced",
    "guests.visitor_invited",
)  # fmt: skip


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_mail_is_made_in_both_languages_as_text_and_as_html(kind: str, language: str) -> None:
    registration = RegistrationFactory.create(
        event__title="Café & croissants",
        offered_until=now(),
        inviter=UserFactory.create(),
        substitute_for=RegistrationFactory.create(),
    )
    RegistrationFactory.create(substitute_for=registration)
    said = content(registration, kind, language)
    assert "Café & croissants" in said.subject
    assert "Café & croissants" in said.text
    assert "Café &amp; croissants" in said.html
    assert "None" not in said.text
    assert "{" not in said.text


def test_the_confirmation_says_when_and_where_and_how_to_cancel() -> None:
    registration = RegistrationFactory.create()
    said = content(registration, "guests.confirmed")
    for text in (said.text, said.html):
        assert registration.event.venue in text
        assert cancel_url(registration) in text
        assert "people will want to talk" in text


def test_the_entry_is_one_that_calendars_understand() -> None:
    registration = RegistrationFactory.create()
    event = registration.event
    calendar_read = entry_in(content(registration, "guests.confirmed"))
    (entry,) = calendar_read.events
    assert calendar_read["method"] == "REQUEST"
    assert entry["uid"] == uid_of(event)
    assert entry["sequence"] == 0
    assert (entry.start, entry.end) == (event.starts_at, event.ends_at)
    assert str(entry["dtstart"].params["tzid"]) == "Europe/Paris"
    assert str(entry["attendee"]) == f"mailto:{registration.user.email}"
    assert entry["attendee"].params["PARTSTAT"] == "ACCEPTED"
    assert entry["organizer"].params["CN"] == event.association.name
    assert event.venue in entry["location"]
    assert calendar_read.timezones


def test_the_entry_goes_over_the_wire_with_its_method() -> None:
    registration = RegistrationFactory.create()
    mail = mail_about(registration, "guests.confirmed")
    sent = message_from_bytes(
        message_of(mail, kind_of(mail.kind)).message().as_bytes(), policy=email.policy.default
    )
    assert isinstance(sent, email.message.EmailMessage)
    (part,) = [part for part in sent.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    assert icalendar.Calendar.from_ical(part.get_content()).events


def test_giving_up_the_seat_takes_the_entry_out_of_the_calendar() -> None:
    registration = RegistrationFactory.create(cancelled=True)
    calendar_read = entry_in(content(registration, "guests.cancelled"))
    assert calendar_read["method"] == "CANCEL"
    assert calendar_read.events[0]["status"] == "CANCELLED"


def test_a_guest_without_an_address_has_no_attendee_in_her_own_entry() -> None:
    registration = RegistrationFactory.create(user__email=None)
    assert icalendar.Calendar.from_ical(ics.entry(registration)).events


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("guests.confirmed", Status.CONFIRMED),
        ("guests.promoted", Status.CONFIRMED),
        ("guests.moved", Status.CONFIRMED),
        ("guests.waiting", Status.WAITING),
        ("guests.offered", Status.OFFERED),
        ("guests.standing_in", Status.CONFIRMED),
        ("guests.replaced", Status.REPLACED),
        ("guests.visitor_invited", Status.INVITED),
        ("guests.cancelled", Status.CANCELLED),
        ("guests.declined", Status.DECLINED),
    ],
)
def test_a_mail_is_wanted_as_long_as_it_is_true(kind: str, status: Status) -> None:
    registration = RegistrationFactory.create()
    for each in Status:
        Registration.objects.filter(pk=registration.pk).update(status=each, offered_until=now())
        expected = each == status or (kind == "guests.cancelled" and each in ENDED)
        assert wanted(registration, kind) is expected


def test_no_mail_is_wanted_once_the_event_is_over_or_the_registration_gone() -> None:
    over = RegistrationFactory.create(event__over=True)
    assert not wanted(over, "guests.confirmed")
    gone = RegistrationFactory.create()
    assert wanted(gone, "guests.confirmed")
    pk = gone.pk
    gone.delete()
    gone.pk = pk
    for kind in ALL:
        assert not wanted(gone, kind)


def test_who_is_put_on_the_list_of_a_draft_is_told_once_it_is_published() -> None:
    event = EventFactory.create(draft=True)
    registration = actions.add(
        event=event, given_name="Inès", family_name="", email="ines@exemple.org", by=None
    )
    mail = OutgoingMail.objects.get()
    kind = kind_of(mail.kind)
    assert kind.still_wanted(mail)
    assert kind.hold(mail)
    calendar.move_to(event=event, status=EventStatus.PUBLISHED, by=None)
    assert kind.still_wanted(mail)
    assert kind.hold(mail) is None
    actions.cancel(registration=registration, by=None)
    assert not kind.still_wanted(mail)


def test_when_the_hours_change_everybody_registered_learns_of_it_once_a_change() -> None:
    event = EventFactory.create(capacity=1)
    seated = RegistrationFactory.create(event=event)
    RegistrationFactory.create(event=event, waiting=True)
    RegistrationFactory.create(event=event, user__email=None)
    by = UserFactory.create()
    calendar.change(event=event, by=by, starts_at=event.starts_at - dt.timedelta(minutes=30))
    calendar.change(event=event, by=by, venue="Chez Paul")
    calendar.change(event=event, by=by, description="Avec des croissants.")
    first, second = OutgoingMail.objects.filter(kind="guests.moved").order_by("pk")
    assert first.to == second.to == seated.user.email
    assert not mails._latest_move(first)
    assert mails._latest_move(second)
    entry = entry_in(content_of(second, kind_of("guests.moved"))).events[0]
    assert (entry["sequence"], entry["uid"]) == (2, uid_of(event))
    assert entry.start == event.starts_at


def test_another_title_is_for_the_calendars_and_no_mail_takes_the_place_of_one_that_waits() -> None:
    event = RegistrationFactory.create().event
    calendar.change(event=event, by=None, title="Un petit-déjeuner de plus")
    assert event.sequence == 1
    assert not OutgoingMail.objects.exists()
    calendar.change(event=event, by=None, venue="Chez Paul")
    calendar.change(event=event, by=None, title="Le petit-déjeuner de Paul")
    mail = OutgoingMail.objects.get(kind="guests.moved")
    assert kind_of(mail.kind).still_wanted(mail)
    entry = entry_in(content_of(mail, kind_of(mail.kind))).events[0]
    assert (entry["sequence"], entry["summary"]) == (3, "Le petit-déjeuner de Paul")


@pytest.mark.parametrize("trait", ["draft", "over", "cancelled"])
def test_nobody_is_written_to_about_the_hours_of_what_is_not_ahead(trait: str) -> None:
    registration = RegistrationFactory.create(event=EventFactory.create(**{trait: True}))
    calendar.change(event=registration.event, by=None, venue="Chez Paul")
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_event_is_called_off_once_and_what_waited_is_withdrawn() -> None:
    event = EventFactory.create(capacity=1)
    seated = RegistrationFactory.create(event=event)
    waiting = RegistrationFactory.create(event=event, waiting=True)
    RegistrationFactory.create(event=event, cancelled=True)
    calendar.change(event=event, by=None, venue="Chez Paul")
    calendar.move_to(event=event, status=EventStatus.CANCELLED, by=None)
    actions.tell_called_off(event=event, by=None)
    off = OutgoingMail.objects.filter(kind="guests.called_off")
    assert set(off.values_list("to", flat=True)) == {seated.user.email, waiting.user.email}
    assert OutgoingMail.objects.get(kind="guests.moved").state == State.DROPPED
    mail = off.first()
    assert mail
    assert kind_of(mail.kind).still_wanted(mail)
    assert entry_in(content_of(mail, kind_of(mail.kind)))["method"] == "CANCEL"


def test_the_subject_speaks_the_language_of_the_guest() -> None:
    registration = RegistrationFactory.create()
    with translation.override("fr"):
        english = content(registration, "guests.waiting", "en").subject
    assert english.startswith("On the waiting list")


def test_another_status_changes_nothing_for_the_guests(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    event = EventFactory.create(draft=True)
    RegistrationFactory.create(event=event)
    with django_capture_on_commit_callbacks(execute=True):
        calendar.move_to(event=event, status=EventStatus.PUBLISHED, by=None)
    assert Event.objects.get(pk=event.pk).status == EventStatus.PUBLISHED
    assert not OutgoingMail.objects.exists()
