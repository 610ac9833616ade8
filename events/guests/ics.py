"""The calendar entry that goes along with a mail to a guest (RFC 5545, 5546)."""

import icalendar
from django.utils.translation import gettext as _

from events.calendar import feeds
from events.guests.models import Registration
from networking.mail.kinds import Attachment
from networking.time import now

REQUEST = "REQUEST"
CANCEL = "CANCEL"


def entry(registration: Registration, method: str = REQUEST) -> bytes:
    """Return the entry for this guest: to put into her calendar, or (CANCEL) to take out of it.

    The event's `sequence` tells her calendar which of two entries is the newer one.
    """
    event = registration.event
    calendar = icalendar.Calendar()
    calendar.add("prodid", feeds.PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    item = feeds.item_of(
        event,
        places=(event.venue, event.address, event.online_url),
        status=feeds.CANCELLED if method == CANCEL else feeds.CONFIRMED,
    )
    item.add("dtstamp", now())
    item.add("description", _("Don’t book anything right after: people will want to talk."))
    item.add("attendee", _attendee(registration), encode=False)
    calendar.add_component(item)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def attachment(registration: Registration, method: str = REQUEST) -> Attachment:
    """Return the entry as it goes along with a mail."""
    return Attachment("tablee.ics", entry(registration, method), f"text/calendar; method={method}")


def _attendee(registration: Registration) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{registration.user.email}")
    address.params["CN"] = registration.full_name
    address.params["PARTSTAT"] = "ACCEPTED"
    address.params["RSVP"] = "FALSE"
    return address
