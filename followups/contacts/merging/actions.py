"""Making two contacts one, undoing it, and remembering that two are not the same."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from followups.contacts.card import Details
from followups.contacts.listing import actions as listing
from followups.contacts.merging import rows
from followups.contacts.merging.merging import merged, restored, snapshot
from followups.contacts.merging.parting import parted
from followups.contacts.models import (
    Contact,
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
    mine = (
        Contact.objects.select_for_update(of=("self",)).filter(owner=kept.owner_id).order_by("pk")
    )
    both = {row.pk: row for row in mine.filter(pk__in=(kept.pk, gone.pk))}
    if len(both) < 2:
        raise Contact.DoesNotExist
    kept, gone = both[kept.pk], both[gone.pk]
    if kept.person_id and gone.person_id and kept.person_id != gone.person_id:
        raise TwoPeople
    before, other = details_of(kept), details_of(gone)
    own, others = rows.row_of(kept), rows.row_of(gone)
    by_gone = {"kept": kept.introduced_by_id == gone.pk}
    rows.join(kept, gone)
    done = Merge.objects.create(
        contact=kept,
        kept={**snapshot(before), "row": own, "merged": rows.row_of(kept)},
        gone={**snapshot(other), "row": others, "ties": _move_ties(gone, kept) | by_gone},
    )
    _move_moments(gone, kept)
    gone.delete()
    write_own(contact=kept, details=merged(before, other), by=by)
    return done


@transaction.atomic
def undo(*, merge: Merge, by: User | None) -> Contact:
    """Make two of a merged contact again, and return the one that comes back.

    Both are what they were, but for what was said since (`parting.parted`). Twice at once is once:
    the second one finds no merge any more (`Merge.DoesNotExist`). Raises `NotLast` while a later
    one stands.
    """
    kept = Contact.objects.select_for_update().get(pk=merge.contact_id)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if Merge.objects.filter(contact=kept, pk__gt=merge.pk).exists():
        raise NotLast
    own, other = dict(merge.kept), dict(merge.gone)
    back = Contact(owner_id=kept.owner_id)
    ties, row = other.pop("ties", {}), other.pop("row")
    before = rows.parted(own.pop("row"), own.pop("merged", None), kept)
    first, second = parted(restored(own), restored(other), details_of(kept))
    rows.write(kept, before)
    write_whole(contact=kept, details=first, by=by)
    # Whom the other one is on the site she is again only once the kept one isn't any more.
    rows.write(back, row)
    if Contact.objects.filter(owner=back.owner_id, uid=second.uid).exists():
        second = dataclasses.replace(second, uid=new_uid())
    write_whole(contact=back, details=second, by=by)
    _give_ties_back(kept, back, ties)
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


def _move_ties(gone: Contact, kept: Contact) -> dict[str, Any]:
    """Whoever was introduced by or to the one is now so by or to the other; return who it was."""
    introduced = Contact.objects.filter(introduced_by=gone).exclude(pk=kept.pk)
    between = Introduction.objects.filter(
        Q(first=gone, second=kept) | Q(first=kept, second=gone)
    ).order_by("pk")
    ties: dict[str, Any] = {
        "introduced": list(introduced.values_list("pk", flat=True)),
        "between": [
            [each.first_id == gone.pk, each.how, each.text, each.made_at.isoformat()]
            for each in between
        ],
    }
    introduced.update(introduced_by=kept)
    between.delete()
    for side in ("first", "second"):
        moved = Introduction.objects.filter(**{side: gone})
        ties[side] = list(moved.values_list("pk", flat=True))
        moved.update(**{side: kept})
    return ties


def _give_ties_back(kept: Contact, back: Contact, ties: Mapping[str, Any]) -> None:
    """Undo `_move_ties`, of those that still stand with the kept one."""
    introduced = Contact.objects.filter(pk__in=ties.get("introduced", ()), introduced_by=kept)
    introduced.update(introduced_by=back)
    if ties.get("kept") and kept.introduced_by_id is None:
        Contact.objects.filter(pk=kept.pk).update(introduced_by=back)
    for side in ("first", "second"):
        moved = Introduction.objects.filter(pk__in=ties.get(side, ()), **{side: kept})
        moved.update(**{side: back})
    for by_back, how, text, at in ties.get("between", ()):
        first, second = (back, kept) if by_back else (kept, back)
        Introduction.objects.create(
            owner_id=kept.owner_id,
            first=first,
            second=second,
            how=how,
            text=text,
            made_at=dt.datetime.fromisoformat(at),
        )


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
