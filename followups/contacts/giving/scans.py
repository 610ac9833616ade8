"""A badge that was scanned, and what its scanner wants: to exchange cards, or to hand over hers.

Sent by a form, or by a phone that kept it while there was no network; then it says how long ago it
was made, because a phone's clock may be wrong.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Final

from django.utils.translation import gettext as _

from events.door.models import Badge
from events.guests.models import Registration
from followups.contacts.giving import actions
from followups.contacts.giving.reading import between, chosen
from networking.accounts.models import User
from networking.time import now

# What was kept for longer than this opens nothing any more anyway.
LONGEST: Final = dt.timedelta(days=7)


class Said(Enum):
    """What came of a scan."""

    ASKED = "asked"
    MADE = "made"
    GIVEN = "given"
    DECLINED = "declined"
    APART = "apart"
    GONE = "gone"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Outcome:
    """What came of a scan, in a word for programs and a sentence for people."""

    said: Said
    words: str

    @property
    def status(self) -> HTTPStatus:
        refused = {Said.GONE: HTTPStatus.GONE, Said.NOBODY: HTTPStatus.NOT_FOUND}
        return refused.get(self.said, HTTPStatus.OK)


def made_at(ago: str) -> dt.datetime:
    """Return when a scan was made that says it was so many milliseconds ago; now if it doesn't."""
    if not ago.isascii() or not ago.isdigit():
        return now()
    return now() - min(dt.timedelta(milliseconds=int(ago[:12])), LONGEST)


def take(
    *,
    badge: Badge,
    good: bool,
    mine: Registration | None,
    said: Mapping[str, list[str]],
    by: User,
) -> Outcome:
    """Do what a scan wants. The same one sent twice is one."""
    guest = badge.registration
    if not good:
        return Outcome(Said.GONE, _("This badge no longer opens anything: a newer one was made."))
    if mine is None or guest is None or not guest.is_confirmed or mine == guest:
        return Outcome(Said.NOBODY, _("No card can be exchanged with this badge."))
    mine.event = badge.event
    fields, at = chosen(mine, said), made_at("".join(said.get("ago", [])[:1]))
    try:
        if "give" in said.get("how", []):
            actions.give(
                event=badge.event, giver=by, receiver=guest.user, fields=fields, at=at, by=by
            )
        else:
            actions.ask(event=badge.event, asker=by, asked=guest.user, offers=fields, at=at, by=by)
    except actions.KeptApart:
        return Outcome(Said.APART, _("You asked to be kept apart from this person."))
    return _outcome(badge, guest, by)


def _outcome(badge: Badge, guest: Registration, by: User) -> Outcome:
    stands, name = between(by, guest.user, badge.event), {"name": guest.full_name}
    if stands.is_made:
        return Outcome(Said.MADE, _("You and %(name)s each have the other’s card now.") % name)
    if stands.gave is not None:
        return Outcome(Said.GIVEN, _("%(name)s has your card.") % name)
    if stands.is_declined:
        return Outcome(Said.DECLINED, _("%(name)s: no exchange this time.") % name)
    return Outcome(Said.ASKED, _("%(name)s is asked, and answers when it suits.") % name)
