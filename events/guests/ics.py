"""The calendar entry that goes along with a mail to a guest (RFC 5545, 5546)."""

from email.utils import parseaddr
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from events.calendar.models import Event
from events.guests.models import Registration
from networking.mail.kinds import Attachment
from networking.mail.links import absolute
from networking.time import now

REQUEST = "REQUEST"
CANCEL = "CANCEL"


def uid_of(event: Event) -> str:
    """Return the name under which calendars know this event, whatever becomes of it."""
    return f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}"


def entry(registration: Registration, method: str = REQUEST) -> bytes:
    """Return the entry for this guest: to put into her calendar, or (CANCEL) to take out of it.

    The event's `sequence` tells her calendar which of two entries is the newer one.
    """
    event = registration.event
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Tablée//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    item = icalendar.Event()
    item.add("uid", uid_of(event))
    item.add("sequence", event.sequence)
    item.add("dtstamp", now())
    item.add("dtstart", event.local_start)
    item.add("dtend", event.local_end)
    item.add("summary", event.title)
    item.add("location", ", ".join(filter(None, (event.venue, event.address, event.online_url))))
    item.add("url", absolute(event.get_absolute_url()))
    item.add("description", _("Don’t book anything right after: people will want to talk."))
    item.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    item["organizer"] = _organiser(event)
    item.add("attendee", _attendee(registration), encode=False)
    calendar.add_component(item)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def attachment(registration: Registration, method: str = REQUEST) -> Attachment:
    """Return the entry as it goes along with a mail."""
    return Attachment("tablee.ics", entry(registration, method), f"text/calendar; method={method}")


def _organiser(event: Event) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["CN"] = event.association.name
    return address


def _attendee(registration: Registration) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{registration.user.email}")
    address.params["CN"] = registration.full_name
    address.params["PARTSTAT"] = "ACCEPTED"
    address.params["RSVP"] = "FALSE"
    return address
