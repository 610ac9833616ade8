"""Importing a guest list: kept as it was read, mapped, and written once it is confirmed."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.db.models import Q

from events.calendar.models import Event
from events.guests.actions.writing import write
from events.guests.batches import columns_of, first_mapping
from events.guests.models import ImportBatch, Imported, Purpose, Step
from events.guests.reading import Table
from events.guests.undoing import UNDONE_WITHIN
from networking.accounts.models import User
from networking.mail import poke
from networking.ticks import MINUTE
from networking.time import now

# Lists as short as this are written while one waits; longer ones by a worker.
SHORT: Final = 500
# A list that nobody confirmed is people's data without a purpose.
KEPT_UNCONFIRMED: Final = dt.timedelta(days=7)
# A worker writes of a list every second or so; after this long it is taken for dead.
STUCK_AFTER: Final = dt.timedelta(minutes=1)
TASK: Final = "events.guests.tasks.go_on_importing"


@transaction.atomic
def store_batch(
    *,
    event: Event,
    filename: str,
    table: Table,
    purpose: str = Purpose.REGISTER,
    tell_them: bool = False,
    by: User | None,
) -> ImportBatch:
    """Keep a list as it was read, with the columns as they seem to be. Twice makes two."""
    name = f"{filename[-120:]} · {table.sheet[:60]}" if table.sheet else filename[-200:]
    return ImportBatch.objects.create(
        event=event,
        by=by,
        filename=name,
        headings=list(table.headings),
        rows=[[row.number, list(row.cells)] for row in table.rows],
        mapping=first_mapping(table),
        purpose=purpose,
        tell_them=tell_them,
        total=len(table.rows),
    )


@transaction.atomic
def map_columns(
    *,
    batch: ImportBatch,
    mapping: Mapping[str, int],
    by: User | None,  # noqa: ARG001
) -> None:
    """Say which column holds what; nothing once the batch is confirmed. Twice changes nothing."""
    batch.mapping = {str(field): column for field, column in columns_of(mapping).items()}
    ImportBatch.objects.filter(pk=batch.pk, step=Step.READ).update(mapping=batch.mapping)


@transaction.atomic
def begin_import(
    *, batch: ImportBatch, tell_them: bool = False, later: bool = True, by: User | None
) -> bool:
    """Confirm a list; return whether it was still to be confirmed. Twice begins once.

    It is written by whoever calls `write` next: with `later`, a worker is told on commit, and the
    sweep finds it if none hears.
    """
    begun = ImportBatch.objects.filter(pk=batch.pk, step=Step.READ).update(
        step=Step.WRITING, tell_them=tell_them, confirmed_at=now(), touched_at=now(), by=by
    )
    if begun and later:
        transaction.on_commit(lambda: poke.tell(TASK, batch.pk, swept_every=MINUTE))
    batch.refresh_from_db(fields=["step", "tell_them", "confirmed_at", "touched_at", "by"])
    return bool(begun)


def import_batch(*, batch: ImportBatch, tell_them: bool = False, by: User | None) -> dict[str, int]:
    """Put the new people of a list on the guest list: seats first, then the waiting list.

    Each line's fate is asked for again, by the list as it stands now. Returns how many lines had
    which fate ("new", "known", "twice", "refused") and how many of the new ones wait ("waiting").
    Twice, or twice at once, imports once and returns the same. Mails only if `tell_them`; if the
    list invites, everybody is invited by mail.
    """
    begin_import(batch=batch, tell_them=tell_them, later=False, by=by)
    write(batch=batch)
    batch.refresh_from_db(fields=["step", "outcome", "rows", "confirmed_at", "written", "total"])
    return dict(batch.outcome)


@transaction.atomic
def sweep_imports(*, by: User | None) -> list[int]:  # noqa: ARG001
    """Forget what nobody confirmed in a week, and how to undo what no longer can be undone.

    Returns the lists that a worker began and left lying, for somebody to go on with. Twice
    forgets nothing more.
    """
    at = now()
    ImportBatch.objects.filter(step=Step.READ, created_at__lt=at - KEPT_UNCONFIRMED).delete()
    settled = ImportBatch.objects.filter(
        step__in=(Step.DONE, Step.UNDONE), confirmed_at__lt=at - UNDONE_WITHIN
    )
    Imported.objects.filter(batch__in=settled).delete()
    left = Q(touched_at=None) | Q(touched_at__lt=at - STUCK_AFTER)
    under_way = ImportBatch.objects.filter(left, step__in=(Step.WRITING, Step.UNDOING))
    return list(under_way.order_by("confirmed_at").values_list("pk", flat=True))
