"""What the pages of an exchange are made of."""

from typing import Any

from events.guests.models import Registration
from followups.contacts.asking import questions_to
from followups.contacts.giving.handing import is_dead
from followups.contacts.giving.live import hearing
from followups.contacts.giving.reading import lines
from networking.accounts.models import User
from networking.mail.links import absolute
from networking.paper import qr
from networking.time import now


def asking_context(user: User, mine: Registration) -> dict[str, Any]:
    """Return who asks `user` at her event, with her own card to answer by."""
    heard = hearing(user)
    found = questions_to(user, mine.event)
    return {
        **heard,
        "asking": found,
        "lines": lines(mine) if found else [],
        "event": mine.event,
        "association": mine.event.association,
    }


def badge_context(user: User, mine: Registration) -> dict[str, Any]:
    """Return one's own badge, as a code others scan, and one's own card."""
    over = is_dead(mine.event.ends_at, now())
    badge = None if over else mine.badges.valid().first()
    return {
        **asking_context(user, mine),
        "badge": badge,
        "code": qr.svg(absolute(badge.get_absolute_url())) if badge else "",
        "mine": mine,
        "lines": lines(mine),
        "over": over,
        "place": "event",
    }
