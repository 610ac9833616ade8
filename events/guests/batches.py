"""An imported list between upload and confirmation: its columns, and each line's fate by now."""

from collections.abc import Mapping

from events.calendar.models import Event
from events.guests import headings
from events.guests.fates import Fate, Verdict, judge, key_without_address
from events.guests.headings import Field
from events.guests.models import ENDED, ImportBatch, Status
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
    """Return what confirming would do to each line now, by the guest list as it stands. 1 query."""
    columns = columns_of(batch.mapping)
    known, cancelled = keys_of(batch.event)
    return judge(
        [Row(number, tuple(cells)) for number, cells in batch.rows],
        columns,
        width=len(batch.headings),
        payer=headings.whose_address(batch.headings, columns),
        known=known,
        cancelled=cancelled,
    )


def keys_of(event: Event) -> tuple[set[str], set[str]]:
    """Return the keys of those on the event's list, and of those who gave up their place."""
    known: set[str] = set()
    cancelled: set[str] = set()
    everybody = event.registrations.exclude(status__in=UNSETTLED).values_list(
        "status", "user__email", "given_name", "family_name", "organisation"
    )
    for status, email, given, family, organisation in everybody:
        key = email or key_without_address(f"{given} {family}", organisation)
        (cancelled if status in ENDED else known).add(key)
    return known, cancelled - known


def counts(verdict: Verdict) -> dict[str, int]:
    """Return how many lines have which fate, by the fate's name."""
    return {str(fate): verdict.count(fate) for fate in Fate}
