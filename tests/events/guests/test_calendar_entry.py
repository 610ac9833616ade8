"""What becomes of a breakfast in a guest's own calendar, mail after mail."""

import datetime as dt
from typing import Any

import icalendar
import pytest
import time_machine

from events.calendar import actions as calendar
from events.guests import actions
from events.guests.models import Registration
from events.guests.particulars import Particulars
from networking.mail.kinds import kind_of
from networking.mail.models import OutgoingMail
from networking.mail.sending import content_of
from networking.time import now
from tests.factories import EventFactory, UserFactory

pytestmark = pytest.mark.django_db
INES = Particulars(given_name="Inès", family_name="Roux")


class Diary:
    """A calendar program as RFC 5546 wants it: by UID, the later sequence, then the later stamp."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}
        self.seen: dict[str, tuple[int, dt.datetime]] = {}

    def read(self, attachment: bytes | str) -> None:
        """Take in what came by mail; an older word on the same event changes nothing."""
        read = icalendar.Calendar.from_ical(attachment)
        (item,) = read.events
        uid, age = str(item["uid"]), (int(item["sequence"]), item["dtstamp"].dt)
        if age < self.seen.get(uid, age):
            return
        self.seen[uid] = age
        if str(read["method"]) == "CANCEL":
            self.entries.pop(uid, None)
        else:
            self.entries[uid] = item

    def take_in(self, mails: list[OutgoingMail]) -> None:
        """Read the entries of these mails, in this order."""
        for mail in mails:
            for attachment in content_of(mail, kind_of(mail.kind)).attachments:
                self.read(attachment.content)


def mails() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("pk"))


def come(registration: Registration) -> Registration:
    user = registration.user
    return actions.confirm(event=registration.event, user=user, particulars=INES, by=user)


@pytest.fixture
def ines() -> Registration:
    user = UserFactory.create()
    event = EventFactory.create()
    return actions.confirm(event=event, user=user, particulars=INES, by=user)


def test_a_change_updates_the_same_entry_whatever_the_order_of_the_mails(
    ines: Registration,
) -> None:
    diary, late = Diary(), Diary()
    diary.take_in(mails())
    first = content_of(mails()[0], kind_of("guests.confirmed")).attachments[0].content
    event = ines.event
    starts_at = event.starts_at + dt.timedelta(days=1)
    calendar.change(
        event=event, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2), by=None
    )
    calendar.change(event=event, venue="Chez Paul", by=None)
    diary.take_in([mail for mail in mails() if mail.kind == "guests.moved"])
    (entry,) = diary.entries.values()
    assert (entry.start, entry.end) == (event.starts_at, event.ends_at)
    assert "Chez Paul" in entry["location"]
    # A mail that was held up on its way doesn't bring the old hour back.
    late.take_in([mail for mail in mails() if mail.kind == "guests.moved"])
    late.read(first)
    assert [each.start for each in late.entries.values()] == [event.starts_at]


def test_who_gives_up_her_seat_loses_the_entry_and_who_comes_back_has_it_again(
    ines: Registration,
) -> None:
    diary = Diary()
    with time_machine.travel(now(), tick=False) as clock:
        diary.take_in(mails())
        assert len(diary.entries) == 1
        actions.cancel(registration=ines, by=ines.user)
        clock.shift(dt.timedelta(minutes=1))
        diary.take_in(mails()[1:])
        assert diary.entries == {}
        come(ines)
        clock.shift(dt.timedelta(minutes=1))
        diary.take_in(mails()[2:])
        assert len(diary.entries) == 1


@pytest.mark.django_db(transaction=True)
def test_a_breakfast_that_is_called_off_leaves_every_calendar(ines: Registration) -> None:
    diary = Diary()
    diary.take_in(mails())
    calendar.change(event=ines.event, venue="Chez Paul", by=None)
    calendar.cancel(event=ines.event, note="", by=None)
    diary.take_in([mail for mail in mails() if mail.kind == "guests.called_off"])
    assert diary.entries == {}


def test_whoever_stands_in_has_the_entry_and_the_other_loses_it(ines: Registration) -> None:
    hers, his = Diary(), Diary()
    hers.take_in(mails())
    actions.send_in_place(
        registration=ines,
        given_name="Paul",
        family_name="Petit",
        email="paul@exemple.org",
        by=ines.user,
    )
    hers.take_in([mail for mail in mails() if mail.kind == "guests.replaced"])
    his.take_in([mail for mail in mails() if mail.kind == "guests.standing_in"])
    assert hers.entries == {}
    (entry,) = his.entries.values()
    assert str(entry["attendee"]) == "mailto:paul@exemple.org"
