"""On an event's page: the way to register or one's own state; for organisers, who comes."""

from typing import Any

from django.http import HttpRequest

from events.calendar import panels
from events.calendar.models import Event
from events.guests import words
from events.guests.audience import TABS
from events.guests.courses import course_of
from events.guests.models import Registration, Status
from events.guests.opening import ADMITTING, FOR_SOME, Opening
from events.guests.rules import opening_for
from events.guests.seating import seating_of
from events.guests.tally import HEIGHT, WIDTH
from events.guests.words import CLOSED, why_closed
from networking.accounts.models import User
from networking.mail.links import absolute


def registering(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """For everybody: to register, or that one is registered; nothing where it is over."""
    user = request.user
    mine: Registration | None = None
    if isinstance(user, User):
        mine = user.registrations.current().filter(event=event).first()
    opening = opening_for(user, event)
    if opening in {Opening.OVER, Opening.CANCELLED}:
        return None
    return {
        "event": event,
        "association": event.association,
        "mine": mine if mine and mine.status != Status.PENDING else None,
        "opening": opening,
        "open": opening in ADMITTING,
        "for_some": opening in FOR_SOME,
        "closed": why_closed(opening, event) if opening in CLOSED else None,
        "seating": seating_of(event),
    }


def coming(request: HttpRequest, event: Event) -> dict[str, Any] | None:  # noqa: ARG001
    """For organisers: the seats, who still has to answer or be answered, and what fills them."""
    seating = seating_of(event)
    return {
        "association": event.association,
        "seating": seating,
        "open": [
            (words.TABS[tab], count, tab)
            for tab in ("invited", "requests", "offered", "waiting", "unsettled")
            if (count := sum(seating.counts.get(status, 0) for status in TABS[tab]))
        ],
        "share_url": absolute(event.get_absolute_url()),
    }


def over_time(request: HttpRequest, event: Event) -> dict[str, Any] | None:  # noqa: ARG001
    """For organisers: how the numbers rose; nothing before there is a rise to be seen."""
    drawn = course_of(event)
    if drawn is None or len(drawn.days) < 2:
        return None
    return {
        "course": drawn,
        "width": WIDTH,
        "height": HEIGHT,
        "lines": [(line, words.LINES[line.name], line.path(drawn.top)) for line in drawn.lines],
        "marks": [(mark, HEIGHT - HEIGHT * mark // drawn.top) for mark in drawn.marks],
        "table": drawn.rows(),
    }


panels.register(
    "guest", panels.Panel(template="guests/_register_panel.html", context=registering, order=10)
)
panels.register(
    "organiser", panels.Panel(template="guests/_seats_panel.html", context=coming, order=20)
)
panels.register(
    "organiser", panels.Panel(template="guests/_course_panel.html", context=over_time, order=22)
)
