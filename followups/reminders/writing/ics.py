"""The calendar entries of a coffee: one file for each time, so that one is chosen by opening it."""

from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from events.calendar.feeds import PRODUCT, TENTATIVE
from followups.contacts.flame.due import zone_of
from followups.reminders.models import Coffee, Letter
from followups.reminders.writing.coffee import LASTS
from networking.mail.kinds import Attachment
from networking.time import now

# Nothing enters a calendar by itself, and no program offers to answer: it is only proposed.
METHOD = "PUBLISH"


def entry(letter: Letter, number: int) -> bytes:
    """Return the entry of one of the times (0, 1 …), in the active language.

    Raises IndexError where there is no such time.
    """
    follow_up = letter.follow_up
    owner, person = follow_up.owner, follow_up.person
    start = letter.starts[number].astimezone(zone_of(owner))
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", METHOD)
    item = icalendar.Event()
    item.add("uid", f"coffee-{letter.pk}-{letter.turn}-{number}@{_host()}")
    item.add("dtstamp", now())
    item.add("dtstart", start)
    item.add("dtend", start + LASTS)
    names = {"one": owner.full_name, "other": person.full_name}
    item.add("summary", _("Coffee: %(one)s and %(other)s") % names)
    if letter.where:
        item.add("location", letter.where)
    if letter.where and letter.coffee == Coffee.VIDEO:
        item.add("url", letter.where)
    item.add("description", _("Proposed, one of several times. Answer which one suits you."))
    item.add("status", TENTATIVE)
    organiser = icalendar.vCalAddress(f"mailto:{owner.email}")
    organiser.params["CN"] = owner.full_name
    item["organizer"] = organiser
    calendar.add_component(item)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def name_of(number: int) -> str:
    """Return the name of the file of one of the times."""
    return _("coffee-%(number)s.ics") % {"number": number + 1}


def attachments(letter: Letter) -> list[Attachment]:
    """Return an entry for each of the times, as they go along with a mail."""
    kind = f"text/calendar; method={METHOD}"
    return [
        Attachment(name_of(number), entry(letter, number), kind)
        for number in range(len(letter.times))
    ]


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
