"""Taking an import back, for a day: what it added goes, who has done something since stays."""

import math
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from events.guests.actions._desk import locked
from events.guests.actions.lists import SHORT, TASK
from events.guests.actions.offers import promote
from events.guests.invitations import KIND as INVITATION
from events.guests.models import ImportBatch, Imported, Registration, Step
from events.guests.undoing import attached, can_be_undone, give_back, plan_of
from networking.accounts.models import User
from networking.audit.actions import record
from networking.mail import poke
from networking.mail.actions import withdraw
from networking.ticks import MINUTE
from networking.time import monotonic, now

SLICE: Final = 500
MAILS: Final = (
    "guests.confirmed", "guests.waiting", "guests.promoted", "guests.offered", INVITATION,
)  # fmt: skip


class TooLate(Exception):
    """An import can be undone for 24 hours."""


def undo_batch(*, batch: ImportBatch, by: User | None) -> None:
    """Take back what an import added; a long one is taken back by a worker.

    Who has since answered, changed something, been checked in or paired stays. People whom the
    import made and whom nothing else knows are deleted; mails that have not left are withdrawn.
    Twice, or twice at once, is once. Raises `TooLate` after a day.
    """
    if begin_undo(batch=batch, by=by) and batch.written > SHORT:
        return
    take_back(batch=batch)


@transaction.atomic
def begin_undo(*, batch: ImportBatch, by: User | None) -> bool:
    """Decide to take an import back; whether it was still to be decided. Raises `TooLate`."""
    held = ImportBatch.objects.select_for_update().select_related("event__association")
    batch = held.get(pk=batch.pk)
    if batch.step in {Step.UNDOING, Step.UNDONE}:
        return False
    if not can_be_undone(batch):
        raise TooLate
    batch.step, batch.undone_at, batch.touched_at = Step.UNDOING, now(), now()
    batch.written, batch.total = 0, batch.imported.count()
    batch.save(update_fields=["step", "undone_at", "touched_at", "written", "total"])
    association = batch.event.association
    record(by=by, verb="guests.import_undone", subject=batch, association=association)
    if batch.total > SHORT:
        transaction.on_commit(lambda: poke.tell(TASK, batch.pk, swept_every=MINUTE))
    return True


def take_back(*, batch: ImportBatch, seconds: float = math.inf) -> bool:
    """Go on taking an import back, slice by slice; return whether nothing is left to be done.

    Stops between two slices once `seconds` are over. Twice, or twice at once, is once.
    """
    until = monotonic() + seconds
    if not ImportBatch.objects.filter(pk=batch.pk, step=Step.UNDOING).exists():
        return True
    going = [each.pk for each in plan_of(batch).going]
    for at in range(0, len(going), SLICE):
        if at and monotonic() > until:
            return False
        _take_slice(batch, going[at : at + SLICE])
    _finish(batch)
    return True


@transaction.atomic
def _take_slice(batch: ImportBatch, ids: Sequence[int]) -> None:
    """Take some people back under the event's lock, if nothing has happened meanwhile."""
    event = locked(batch.event)
    going = plan_of(batch, Imported.objects.filter(pk__in=ids, batch=batch)).going
    users = [each.registration.user for each in going]
    withdraw(topic=event.channel, kinds=MAILS, users=users, by=None)
    for each in going:
        if each.before is not None:
            give_back(each.registration, each.before).save()
    Imported.objects.filter(pk__in=[each.pk for each in going]).delete()
    gone = [each for each in going if each.before is None]
    Registration.objects.filter(pk__in=[each.registration_id for each in gone]).delete()
    made = [each.registration.user_id for each in gone if each.made_user]
    User.objects.filter(pk__in=set(made) - attached(made)).delete()
    mine = ImportBatch.objects.filter(pk=batch.pk)
    mine.update(written=F("written") + len(going), touched_at=now())


@transaction.atomic
def _finish(batch: ImportBatch) -> None:
    """Note what became of it, once; the seats that came free are for those who wait."""
    event = locked(batch.event)
    held = ImportBatch.objects.get(pk=batch.pk)
    if held.step != Step.UNDOING:
        return
    stayed = held.imported.count()
    said: dict[str, Any] = {"undone": held.total - stayed, "stayed": stayed}
    held.outcome = {**held.outcome, **said}
    held.step, held.touched_at = Step.UNDONE, now()
    held.save(update_fields=["outcome", "step", "touched_at"])
    held.imported.all().delete()
    promote(event=event, by=None)
