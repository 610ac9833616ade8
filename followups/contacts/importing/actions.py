"""Bringing a file of contacts in: kept, confirmed, taken back for a day."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import Q

from followups.contacts.importing import files, kept
from followups.contacts.importing.introducing import introduce
from followups.contacts.importing.judging import Fate, Line
from followups.contacts.importing.known import Seen, verdict_of
from followups.contacts.importing.undoing import UNDONE_WITHIN, can_be_undone, plan_of
from followups.contacts.importing.writing import write_lines
from followups.contacts.models import Contact, Import, Tag
from followups.contacts.tables.headings import Column
from networking.accounts.models import User
from networking.mail import poke
from networking.ticks import MINUTE
from networking.time import monotonic, now

# So many cards are written at once: others wait no longer than that takes.
SLICE: Final = 500
# Files as short as this are written while one waits; longer ones by a worker.
SHORT: Final = 500
# A worker writes of a file every second or so; after this long the sweep takes it for dead.
STUCK_AFTER: Final = dt.timedelta(minutes=1)
# The page says so only when the sweep has had its chance, and didn't help.
GIVEN_UP_AFTER: Final = dt.timedelta(minutes=4)
TASK: Final = "followups.contacts.tasks.go_on_importing"
# What nobody confirmed is other people's data without a purpose.
KEPT_UNCONFIRMED: Final = dt.timedelta(days=1)


class TooLate(Exception):
    """An import can be undone for 24 hours."""


def store(*, owner: User, file_name: str, read: kept.Read, by: User | None) -> Import:  # noqa: ARG001
    """Keep what was read of a file, to be looked at and confirmed. Twice makes two."""
    file = kept.keep(read)
    return Import.objects.create(
        owner=owner, file_name=file_name[-120:], file=file, total=len(read.cards)
    )


def read_again(*, batch: Import, columns: Mapping[int, Column], by: User | None) -> bool:  # noqa: ARG001
    """Read a table anew by what its columns hold; cards, and what is confirmed, stay as they are.

    Whether it is read so now. Twice is the same; of two at once one stands. Nobody waits meanwhile.
    """
    before = batch.file
    if batch.confirmed_at or not before:
        return False
    try:
        with kept.opened(batch) as file:
            sheet = file.sheet()
    except FileNotFoundError:
        return False  # confirmed or dropped meanwhile
    if sheet is None:
        return False
    sheet = replace(sheet, columns=columns)
    anew = kept.keep(kept.looked_at(files.read_again(sheet), sheet))
    taken = Import.objects.filter(pk=batch.pk, file=before, confirmed_at=None).update(file=anew)
    transaction.on_commit(partial(kept.forget, before if taken else anew))
    batch.file = anew if taken else before
    return bool(taken)


def confirm(*, batch: Import, seconds: float = math.inf, by: User | None) -> Import:
    """Write the cards of a file into its owner's list, slice by slice.

    Each card's fate is asked for again by the list as it stands then. Stops between two slices once
    `seconds` are over. Twice, or twice at once, writes nobody twice; broken off, it goes on where
    it was.
    """
    until = monotonic() + seconds
    if not _begun(batch=batch, by=by):
        return batch
    try:
        with kept.opened(batch) as file:
            _write(batch=batch, file=file, until=until, by=by)
    except FileNotFoundError:
        # Another click has meanwhile written all of them and forgotten the file.
        batch.refresh_from_db()
        if not batch.finished_at:
            raise
    return batch


@transaction.atomic
def begin(*, batch: Import, by: User | None) -> None:
    """Have a worker write a file, or go on with it; the sweep finds it if none hears.

    Twice is once.
    """
    if _begun(batch=batch, by=by):
        transaction.on_commit(partial(go_on, batch.pk))


def go_on(batch: int) -> None:
    """Tell a worker of a file that is to be written."""
    poke.tell(TASK, batch, swept_every=MINUTE)


def is_left_lying(batch: Import) -> bool:
    """Whether a file that is not all written yet seems to be written by nobody."""
    return batch.touched_at is None or batch.touched_at < now() - GIVEN_UP_AFTER


def _write(*, batch: Import, file: kept.Kept, until: float, by: User | None) -> None:
    """Write what a file holds until then, and note in the end what became of it."""
    lines = verdict_of(batch.owner, file.cards(), batch).lines
    taken = [line for line in lines if line.fate is not Fate.REFUSED]
    Import.objects.filter(pk=batch.pk).update(total=len(taken))
    seen: Seen = {}
    before = batch.written
    while batch.written < len(taken) and not batch.finished_at:
        if batch.written > before and monotonic() > until:
            return
        _write_slice(batch=batch, file=file, lines=taken, seen=seen, by=by)
    _finish(batch=batch, lines=lines, by=by)


@transaction.atomic
def _begun(*, batch: Import, by: User | None) -> bool:  # noqa: ARG001
    """Decide to write a file; whether there is something to write."""
    User.objects.select_for_update(no_key=True).get(pk=batch.owner_id)
    batch.refresh_from_db()
    if batch.finished_at or not batch.file:
        return False
    batch.touched_at = now()
    batch.confirmed_at = batch.confirmed_at or batch.touched_at
    batch.save(update_fields=["confirmed_at", "touched_at"])
    return True


@transaction.atomic
def _write_slice(
    *,
    batch: Import,
    file: kept.Kept,
    lines: Sequence[Line],
    seen: Seen,
    by: User | None,  # noqa: ARG001
) -> None:
    """Write the cards after those that are through, whoever wrote them."""
    User.objects.select_for_update(no_key=True).get(pk=batch.owner_id)
    batch.refresh_from_db(fields=["digests", "finished_at", "written"])
    if batch.finished_at:
        return
    lines = lines[batch.written : batch.written + SLICE]
    batch.written += len(lines)
    batch.digests |= write_lines(batch, lines, file.faces(line.at for line in lines), seen)
    batch.touched_at = now()
    batch.save(update_fields=["digests", "touched_at", "written"])


@transaction.atomic
def _finish(*, batch: Import, lines: Sequence[Line], by: User | None) -> None:  # noqa: ARG001
    """Note what became of a file, once, and forget it. Only now everybody is there to introduce."""
    User.objects.select_for_update(no_key=True).get(pk=batch.owner_id)
    batch.refresh_from_db()
    if batch.finished_at:
        return
    batch.digests |= introduce(batch, lines)
    batch.new = len(batch.digests)
    batch.refused = sum(line.fate is Fate.REFUSED for line in lines)
    batch.known = len(lines) - batch.refused - batch.new
    batch.finished_at = now()
    transaction.on_commit(partial(kept.forget, batch.file))
    batch.file = ""
    batch.save()


@transaction.atomic
def undo(*, batch: Import, by: User | None) -> int:  # noqa: ARG001
    """Take back whom an import brought; who was changed since stays. Return how many went.

    What known contacts gained stays with them. Twice changes nothing. Raises `TooLate` after a day.
    """
    User.objects.select_for_update(no_key=True).get(pk=batch.owner_id)
    batch.refresh_from_db()
    if batch.undone_at:
        return 0
    if not can_be_undone(batch):
        raise TooLate
    going = [contact.pk for contact in plan_of(batch).going]
    leaving = Contact.objects.of(batch.owner).filter(pk__in=going)
    tags = list(Tag.objects.filter(contacts__in=leaving).distinct().values_list("pk", flat=True))
    leaving.delete()
    Tag.objects.filter(pk__in=tags, contacts=None).delete()
    batch.undone_at, batch.digests = now(), {}
    batch.save(update_fields=["undone_at", "digests"])
    return len(going)


@transaction.atomic
def drop(*, batch: Import, by: User | None) -> None:  # noqa: ARG001
    """Forget a file that was not confirmed; a confirmed one stays. Twice is once."""
    waiting = Import.objects.select_for_update().filter(pk=batch.pk, confirmed_at=None).first()
    if waiting is not None:
        waiting.delete()
        transaction.on_commit(partial(kept.forget, waiting.file))


@transaction.atomic
def sweep(*, by: User | None) -> list[int]:  # noqa: ARG001
    """Forget what nobody confirmed in a day, and how to undo what no longer can be undone.

    Returns the files that somebody began to write that day and left lying, for a worker to go on
    with. Twice forgets nothing more.
    """
    at = now()
    Import.objects.filter(confirmed_at=None, made_at__lt=at - KEPT_UNCONFIRMED).delete()
    over = Import.objects.filter(confirmed_at__lt=at - UNDONE_WITHIN).exclude(digests={})
    over.filter(finished_at__isnull=False).update(digests={})
    transaction.on_commit(_forget_orphans)
    left = Q(touched_at=None) | Q(touched_at__lt=at - STUCK_AFTER)
    begun = Import.objects.filter(left, confirmed_at__gt=at - UNDONE_WITHIN, finished_at=None)
    return list(begun.order_by("pk").values_list("pk", flat=True))


def _forget_orphans() -> None:
    """Delete the files that no import names any more, but for one that is just being stored."""
    named = set(Import.objects.exclude(file="").values_list("file", flat=True))
    for name in kept.names():
        if name not in named and kept.is_old(name, KEPT_UNCONFIRMED):
            kept.forget(name)
