"""Events as calendar programs read them (RFC 5545, 7986): feeds, and what every entry shares.

A feed says the same thing byte by byte until an event of it changes: its entries carry the instant
of their last change, never that of the question.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from events.calendar.models import Event, Status
from networking.mail.links import absolute

PRODUCT = "-//Tablée//FR"
# How often programs should look again.
EVERY = dt.timedelta(hours=4)
# How far back a feed goes.
BACK = dt.timedelta(days=366)

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class Line:
    """An event in a feed, and what this feed says of it beside what everybody may know.

    The event's `speakers` are loaded before, those who agreed alone. `places` are where it is
    held; a feed for those who come adds the online address to them.
    """

    event: Event
    status: str = CONFIRMED
    remark: str = ""
    places: tuple[str, ...] = ()


def uid_of(event: Event) -> str:
    """Return the name under which calendars know this event, whatever becomes of it."""
    return f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}"


def organiser_of(event: Event) -> icalendar.vCalAddress:
    """Return who organises, as calendars have it: the association under the site's address."""
    address = icalendar.vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["CN"] = event.association.name
    return address


def item_of(event: Event, *, places: Iterable[str], status: str) -> icalendar.Event:
    """Return what every entry of this event holds, in a mail or in a feed.

    A cancelled event is cancelled whatever `status` says.
    """
    item = icalendar.Event()
    item.add("uid", uid_of(event))
    item.add("sequence", event.sequence)
    item.add("dtstart", event.local_start)
    item.add("dtend", event.local_end)
    item.add("summary", event.title)
    item.add("location", ", ".join(filter(None, places)))
    item.add("url", absolute(event.get_absolute_url()))
    item.add("status", CANCELLED if event.status == Status.CANCELLED else status)
    item["organizer"] = organiser_of(event)
    return item


def feed(name: str, lines: Iterable[Line], *, source: str, colour: str = "") -> bytes:
    """Return a whole calendar called `name`, to be read again from the address `source`."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for heading in ("name", "x-wr-calname"):
        calendar.add(heading, name)
    calendar.add("source", source, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{int(EVERY.total_seconds() // 3600)}H")
    if colour:
        calendar.add("x-apple-calendar-color", colour)
    for line in lines:
        calendar.add_component(_entry(line))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _entry(line: Line) -> icalendar.Event:
    event = line.event
    places = line.places or (event.venue, event.address)
    item = item_of(event, places=places, status=line.status)
    item.add("dtstamp", event.changed_at)
    item.add("last-modified", event.changed_at)
    item.add("transp", "TRANSPARENT" if item["status"] == CANCELLED else "OPAQUE")
    item.add("description", "\n\n".join(filter(None, _words(line))))
    return item


def _words(line: Line) -> Iterable[str]:
    event = line.event
    yield event.cancel_note if event.status == Status.CANCELLED else line.remark
    for speaker in event.speakers.all():
        yield " · ".join(filter(None, (speaker.full_name, speaker.organisation, speaker.topic)))
    yield event.description
    if event.status != Status.CANCELLED:
        yield _("Don’t book anything right after: people will want to talk.")


def answer(
    request: HttpRequest, content: bytes, *, changed_at: dt.datetime | None, private: bool = False
) -> HttpResponseBase:
    """Return a feed to a program that may have it already: then only that it is still the same."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache" if private else "public, max-age=300"
    response["Content-Disposition"] = 'inline; filename="tablee.ics"'
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response["ETag"] = etag
    modified = None
    if changed_at is not None:
        modified = int(changed_at.timestamp())
        response["Last-Modified"] = changed_at.astimezone(dt.UTC).strftime(
            "%a, %d %b %Y %H:%M:%S GMT"
        )
    found = get_conditional_response(request, etag, modified, response)
    assert found is not None
    return found
