"""Whom the list's first screen names: those from whom one wanted to hear by now."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from django.conf import settings

from followups.contacts.flame.flame import Flame, in_order
from followups.contacts.models import Contact
from networking.accounts.models import User
from networking.time import now

# On the first screen, and on the page of all: who is done makes room for the next.
FEW = 5
MANY = 50


@dataclass(frozen=True)
class Due:
    """Those due, the most pressing first: as many as were asked for, and how many there are."""

    contacts: list[Contact]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.contacts)


def today(user: User) -> dt.date:
    """Return the day on `user`'s own wall."""
    return now().astimezone(zone_of(user)).date()


def zone_of(user: User) -> zoneinfo.ZoneInfo:
    """Return `user`'s time zone; the site's where hers is unknown here."""
    try:
        return zoneinfo.ZoneInfo(user.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def due_of(user: User, *, most: int = FEW) -> Due:
    """Return from whom `user` wanted to hear by today. Two queries, one where there is nobody."""
    day = today(user)
    mine = Contact.objects.of(user)
    waiting = mine.due(day).exclude(rhythm=0).order_by().values_list("pk", "rhythm", "due_on")
    ordered = in_order((Flame(pk, months, due) for pk, months, due in waiting if due), day)
    shown = [flame.id for flame in ordered[:most]]
    found = mine.in_bulk(shown) if shown else {}
    return Due([found[pk] for pk in shown if pk in found], len(ordered))
