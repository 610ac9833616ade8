"""An imported list between upload and confirmation: its columns, and each line's fate by now."""

from collections.abc import Iterator, Mapping

from django.db.models import QuerySet

from events.guests import headings
from events.guests.fates import Fate, Verdict, judge, key_without_address
from events.guests.headings import Field
from events.guests.models import ENDED, ImportBatch, Purpose, Registration, Status
from events.guests.reading import Row, Table

# Who is only invited, or never entered the code, is registered by an import after all.
UNSETTLED = frozenset({Status.INVITED, Status.PENDING})


def first_mapping(table: Table) -> dict[str, int]:
    """Return which column seems to hold what, as it is kept with the batch."""
    columns = headings.assign(table.headings, [row.cells for row in table.rows])
    return {str(field): column for field, column in columns.items()}


def columns_of(mapping: Mapping[str, int]) -> dict[Field, int]:
    """Return a kept mapping as fields and columns; what is neither is left out."""
    known = {str(field): field for field in Field}
    return {known[name]: column for name, column in mapping.items() if name in known}


def verdict_of(batch: ImportBatch) -> Verdict:
    """Return what confirming would do to each line now, by the guest list as it stands. 1 query.

    What the batch itself has written doesn't count: a line stays new while it is being imported.
    """
    columns = columns_of(batch.mapping)
    known, cancelled = keys_of(batch)
    return judge(
        [Row(number, tuple(cells)) for number, cells in batch.rows],
        columns,
        width=len(batch.headings),
        payer=headings.whose_address(batch.headings, columns),
        known=known,
        cancelled=cancelled,
        by_mail=batch.purpose == Purpose.INVITE,
    )


def keys_of(batch: ImportBatch) -> tuple[set[str], set[str]]:
    """Return the keys of those on the event's list, and of those who gave up their place."""
    others = batch.event.registrations.exclude(status__in=overruled_by(batch))
    if batch.pk is not None:
        others = others.exclude(batch=batch)
    known: set[str] = set()
    cancelled: set[str] = set()
    for status, key in _keys(others):
        (cancelled if status in ENDED else known).add(key)
    return known, cancelled - known


def overruled_by(batch: ImportBatch) -> frozenset[str]:
    """Return the states that importing overrules: an invitation doesn't overrule an invitation."""
    return frozenset({Status.PENDING}) if batch.purpose == Purpose.INVITE else UNSETTLED


def written_by(batch: ImportBatch) -> set[str]:
    """Return the keys of those whom the batch has put on the list so far."""
    return {key for _, key in _keys(batch.registrations.all())}


def _keys(registrations: QuerySet[Registration]) -> Iterator[tuple[str, str]]:
    """The state and key of each registration, a few hundred in memory at a time."""
    fields = ("status", "user__email", "given_name", "family_name", "organisation")
    for status, email, given, family, organisation in (
        registrations.order_by().values_list(*fields).iterator()
    ):
        yield status, email or key_without_address(f"{given} {family}", organisation)


def counts(verdict: Verdict) -> dict[str, int]:
    """Return how many lines have which fate, by the fate's name."""
    return {str(fate): verdict.count(fate) for fate in Fate}
