"""What a contact's row says beside its details: as JSON before a merge, and back from there."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from events.calendar.models import Event
from followups.contacts.models import Contact, Import
from networking.accounts.models import User

_PLAIN = ("person_id", "met_at_id", "introduced_by_id", "rhythm", "batch_id")
_DAYS = ("seen_on", "wrote_on", "put_off_until")


def row_of(contact: Contact) -> dict[str, Any]:
    """Return what a snapshot of details leaves out."""
    days = {name: getattr(contact, name) for name in _DAYS}
    return {
        **{name: getattr(contact, name) for name in _PLAIN},
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "made_at": contact.made_at.isoformat(),
    }


def join(kept: Contact, gone: Contact) -> None:
    """Write into the kept one's row, not saved yet, what the other's adds."""
    kept.person_id = kept.person_id or gone.person_id
    kept.met_at_id = kept.met_at_id or gone.met_at_id
    introducer = kept.introduced_by_id or gone.introduced_by_id
    # Nobody introduced herself.
    kept.introduced_by_id = None if introducer in (kept.pk, gone.pk) else introducer
    kept.rhythm = kept.rhythm or gone.rhythm
    kept.seen_on = max(filter(None, (kept.seen_on, gone.seen_on)), default=None)
    kept.wrote_on = max(filter(None, (kept.wrote_on, gone.wrote_on)), default=None)


def parted(before: dict[str, Any], merged: dict[str, Any] | None, kept: Contact) -> dict[str, Any]:
    """Return the kept one's row as it was, but for what has changed since the merge."""
    if merged is None:
        return before
    return before | {name: said for name, said in row_of(kept).items() if said != merged[name]}


def write(contact: Contact, row: Mapping[str, Any]) -> None:
    """Write what `row_of` read, not saved yet; whom it named may have gone meanwhile."""
    for name in _PLAIN:
        setattr(contact, name, row[name])
    for name in _DAYS:
        day = row[name]
        setattr(contact, name, dt.date.fromisoformat(day) if day else None)
    contact.made_at = dt.datetime.fromisoformat(str(row["made_at"]))
    mine = Contact.objects.filter(owner=contact.owner_id)
    for name, there in (
        ("introduced_by_id", mine),
        ("batch_id", Import.objects.all()),
        ("met_at_id", Event.objects.all()),
        ("person_id", User.objects.all()),
    ):
        if not there.filter(pk=row[name]).exists():
            setattr(contact, name, None)
    if mine.exclude(pk=contact.pk).filter(person=contact.person_id).exists():
        contact.person_id = None
