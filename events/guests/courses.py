"""How an event's guests came in, day by day."""

from collections import defaultdict
from datetime import date

from events.calendar.models import Event
from events.guests.models import ENDED, Status
from events.guests.tally import Course, course
from networking.time import now


def course_of(event: Event) -> Course | None:
    """Return how many are registered, wait or have cancelled, by the day each became so.

    By the event's own days, until today or the event's. Each guest counts as she stands now, so
    that the last day says what the tabs of the list say. None before anybody does. One query.
    """
    dated: dict[str, list[date]] = {"confirmed": [], "waiting": [], "ended": []}
    by_status = defaultdict(
        str,
        {Status.CONFIRMED: "confirmed", Status.WAITING: "waiting"} | dict.fromkeys(ENDED, "ended"),
    )
    guests = event.registrations.order_by().values_list(
        "status", "confirmed_at", "waiting_since", "ended_at", "created_at"
    )
    for status, confirmed_at, waiting_since, ended_at, created_at in guests:
        instants = {"confirmed": confirmed_at, "waiting": waiting_since, "ended": ended_at}
        line = by_status[Status(status)]
        if line:
            at = instants[line] or created_at
            dated[line].append(at.astimezone(event.zone).date())
    until = min(now(), event.ends_at).astimezone(event.zone).date()
    return course(dated, until=until)
