"""Making two contacts one, undoing it, and remembering that two are not the same."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from events.calendar.models import Event
from followups.contacts.card import Details
from followups.contacts.listing import actions as listing
from followups.contacts.merging.merging import merged, restored, snapshot
from followups.contacts.models import (
    Contact,
    Import,
    Introduction,
    Merge,
    NotSame,
    Picture,
    new_uid,
)
from followups.contacts.records import details_of, fill, journal_of, promises_of
from networking.accounts.models import User
from networking.time import now


class NotLast(Exception):
    """Another merge came after this one: that has to be undone first."""


class TwoPeople(Exception):
    """Both contacts are people on Tablée, and not the same one: they can't become one."""


@transaction.atomic
def merge(*, kept: Contact, gone: Contact, by: User | None) -> Merge:
    """Make `gone` a part of `kept`; nothing either says is lost, and `undo` takes it back.

    Raises `TwoPeople` for two different people on the site. Twice at once is once: the second one
    no longer finds `gone` (`Contact.DoesNotExist`).
    """
    rows = (
        Contact.objects.select_for_update(of=("self",)).filter(owner=kept.owner_id).order_by("pk")
    )
    both = {row.pk: row for row in rows.filter(pk__in=(kept.pk, gone.pk))}
    if len(both) < 2:
        raise Contact.DoesNotExist
    kept, gone = both[kept.pk], both[gone.pk]
    if kept.person_id and gone.person_id and kept.person_id != gone.person_id:
        raise TwoPeople
    before, other = details_of(kept), details_of(gone)
    done = Merge.objects.create(
        contact=kept,
        kept={**snapshot(before), "row": _row(kept)},
        gone={**snapshot(other), "row": _row(gone)},
    )
    kept.person_id = kept.person_id or gone.person_id
    kept.met_at_id = kept.met_at_id or gone.met_at_id
    kept.introduced_by_id = _another(kept.introduced_by_id or gone.introduced_by_id, kept, gone)
    kept.rhythm = kept.rhythm or gone.rhythm
    kept.seen_on = max(filter(None, (kept.seen_on, gone.seen_on)), default=None)
    kept.wrote_on = max(filter(None, (kept.wrote_on, gone.wrote_on)), default=None)
    _move_ties(gone, kept)
    _move_moments(gone, kept)
    gone.delete()
    write_own(contact=kept, details=merged(before, other), by=by)
    return done


@transaction.atomic
def undo(*, merge: Merge, by: User | None) -> Contact:
    """Make two of a merged contact again, as both were; return the one that comes back.

    What was written since into the merged one is lost with it, and who was introduced to either
    stays with the kept one. Twice at once is once: the second one finds no merge any more
    (`Merge.DoesNotExist`). Raises `NotLast` while a later one stands.
    """
    merge = Merge.objects.select_for_update(of=("self",)).select_related("contact").get(pk=merge.pk)
    kept = merge.contact
    if Merge.objects.filter(contact=kept, pk__gt=merge.pk).exists():
        raise NotLast
    own, other = dict(merge.kept), dict(merge.gone)
    _set_row(kept, own.pop("row"))
    write_whole(contact=kept, details=restored(own), by=by)
    back = Contact(owner_id=kept.owner_id)
    _set_row(back, other.pop("row"))
    details = restored(other)
    if Contact.objects.filter(owner=back.owner_id, uid=details.uid).exists():
        details = dataclasses.replace(details, uid=new_uid())
    write_whole(contact=back, details=details, by=by)
    merge.delete()
    return back


@transaction.atomic
def tell_apart(*, one: Contact, two: Contact, by: User | None) -> None:  # noqa: ARG001
    """Remember that two contacts are two people. Twice is once."""
    first, second = sorted((one.pk, two.pk))
    NotSame.objects.get_or_create(first_id=first, second_id=second)


@transaction.atomic
def write_whole(*, contact: Contact, details: Details, by: User | None) -> None:
    """Make a contact say exactly these details, in all its rows; those of before go.

    The same again changes nothing that is said.
    """
    write_own(contact=contact, details=details, by=by)
    contact.entries.all().delete()
    contact.promises.all().delete()
    contact.entries.bulk_create(journal_of(contact, details.journal))
    contact.promises.bulk_create(promises_of(contact, details.promises))


@transaction.atomic
def write_own(*, contact: Contact, details: Details, by: User | None) -> None:
    """Make a contact say these details but for journal and promises, whose rows stay what they are.

    The same again changes nothing.
    """
    fill(contact, details)
    contact.changed_at = now()
    contact.save()
    listing.retag(contact=contact, names=details.tags, by=by)
    face = Picture.objects.filter(contact=contact).first()
    if details.picture and (face is None or bytes(face.data) != details.picture):
        # Another row, so that another address shows it.
        Picture.objects.filter(contact=contact).delete()
        Picture.objects.create(contact=contact, data=details.picture)
    elif face is not None and not details.picture:
        face.delete()


def _move_ties(gone: Contact, kept: Contact) -> None:
    """Whoever was introduced by or to the one is now so by or to the other."""
    Contact.objects.filter(introduced_by=gone).exclude(pk=kept.pk).update(introduced_by=kept)
    between = Q(first=gone, second=kept) | Q(first=kept, second=gone)
    Introduction.objects.filter(between).delete()
    Introduction.objects.filter(first=gone).update(first=kept)
    Introduction.objects.filter(second=gone).update(second=kept)
    Introduction.objects.filter(first=F("second")).delete()


def _move_moments(gone: Contact, kept: Contact) -> None:
    """What happened with the one happened with the other; what both say is said once."""
    said = set(kept.entries.values_list("kind", "on", "text"))
    for entry in gone.entries.all():
        if (entry.kind, entry.on, entry.text) not in said:
            kept.entries.add(entry)
    promised = set(kept.promises.values_list("text", "due_on", "done_on"))
    for promise in gone.promises.all():
        if (promise.text, promise.due_on, promise.done_on) not in promised:
            kept.promises.add(promise)


_ROW = ("person_id", "met_at_id", "introduced_by_id", "rhythm", "batch_id")
_DAYS = ("seen_on", "wrote_on", "put_off_until")


def _row(contact: Contact) -> dict[str, object]:
    """What a snapshot of details leaves out."""
    days = {name: getattr(contact, name) for name in _DAYS}
    return {
        **{name: getattr(contact, name) for name in _ROW},
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "made_at": contact.made_at.isoformat(),
    }


def _set_row(contact: Contact, said: Mapping[str, Any]) -> None:
    """Write what `_row` read; whom it named may have gone meanwhile."""
    for name in _ROW:
        setattr(contact, name, said[name])
    for name in _DAYS:
        day = said[name]
        setattr(contact, name, dt.date.fromisoformat(day) if day else None)
    contact.made_at = dt.datetime.fromisoformat(str(said["made_at"]))
    mine = Contact.objects.filter(owner=contact.owner_id)
    for name, there in (
        ("introduced_by_id", mine),
        ("batch_id", Import.objects.all()),
        ("met_at_id", Event.objects.all()),
        ("person_id", User.objects.all()),
    ):
        if not there.filter(pk=said[name]).exists():
            setattr(contact, name, None)
    if mine.exclude(pk=contact.pk).filter(person=contact.person_id).exists():
        contact.person_id = None


def _another(introducer: int | None, *these: Contact) -> int | None:
    """Nobody introduced herself."""
    return None if introducer in {each.pk for each in these} else introducer
