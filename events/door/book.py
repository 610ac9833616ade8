"""What a device at the door keeps, so that it goes on without network: the list, and who is here.

The device looks people up by itself. Of a badge's code it holds a digest: enough to know the badge
that is scanned, not enough to print one.
"""

import hashlib
from types import SimpleNamespace
from typing import Any, Final

from events.calendar.models import Event
from events.door.looking import at_the_door
from events.door.models import CheckIn
from events.guests.models import Kind, Registration
from networking.time import epoch_ms
from networking.web.figures import tint

# The kinds of guest that stand on a row.
_NAMED: Final = frozenset({Kind.VISITOR, Kind.SUBSTITUTE, Kind.WALK_IN})
# Half a SHA-256: no two badges of an event share it.
DIGEST: Final = 32
# Nobody, for the row that a page's script fills by itself.
BLANK: Final = SimpleNamespace(pk=0, full_name="", initials="", organisation="", remark="", kind="")


def digest_of(code: str) -> str:
    """Return by what a device knows a badge's code."""
    return hashlib.sha256(code.encode()).hexdigest()[:DIGEST]


def list_of(event: Event) -> dict[str, Any]:
    """Everybody with a seat, and the blank badges. Two queries."""
    badges = event.badges.valid().values_list("registration_id", "number", "code")
    worn = {guest: (number, digest_of(code)) for guest, number, code in badges if guest}
    guests = at_the_door(event).by_name()
    return {
        "guests": [entry_of(guest, *worn.get(guest.pk, (None, ""))) for guest in guests],
        "blanks": [[number, digest_of(code)] for guest, number, code in badges if not guest],
    }


def arrivals_of(event: Event) -> dict[str, Any]:
    """Who is here, and by what one knows that the list itself has changed. Two queries."""
    here = CheckIn.objects.filter(registration__in=event.registrations.confirmed())
    return {
        "here": {each.registration_id: arrival_entry(each) for each in here.select_related("by")},
        "version": version_of(event),
    }


def version_of(event: Event) -> str:
    """Return a short text that is another one once somebody joined or left the list. One query."""
    ids = event.registrations.confirmed().order_by("pk").values_list("pk", flat=True)
    return hashlib.sha256(" ".join(map(str, ids)).encode()).hexdigest()[:12]


def entry_of(guest: Registration, number: int | None, code: str) -> dict[str, Any]:
    """One guest as a device keeps her; `code` is the digest of her badge's."""
    marks = {
        "first_time": guest.first_time,
        "observer": guest.observer,
        "to_pay": guest.to_pay,
        guest.kind: guest.kind in _NAMED,
    }
    return {
        "id": guest.pk,
        "name": guest.full_name,
        "house": guest.organisation,
        "initials": guest.initials,
        "tint": tint(guest.full_name),
        "sort": guest.sort_name,
        "remark": guest.remark,
        "marks": [mark for mark, has in marks.items() if has],
        "number": number,
        "code": code,
    }


def arrival_entry(check_in: CheckIn) -> dict[str, Any]:
    """One check-in as a device keeps it: since when, how, where, by whom, by which tap."""
    return {
        "at": epoch_ms(check_in.at),
        "late": check_in.late,
        "source": check_in.source,
        "door": check_in.door,
        "by": check_in.by.full_name if check_in.by else "",
        "tap": str(check_in.tap),
    }


def entry_of_one(registration: Registration) -> dict[str, Any]:
    """One guest as a device keeps her, with her badge. One query."""
    worn = registration.badges.valid().first()
    if worn is None:
        return entry_of(registration, None, "")
    return entry_of(registration, worn.number, digest_of(worn.code))
