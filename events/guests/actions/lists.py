"""Importing a guest list: kept as it was read, mapped, and written once it is confirmed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from django.db import transaction

from events.calendar.models import Event
from events.guests.actions._desk import free_seats, locked, newcomers, seat, tell
from events.guests.actions.seats import promote
from events.guests.batches import columns_of, counts, first_mapping, verdict_of
from events.guests.fates import Fate, Person
from events.guests.models import ImportBatch, Kind, Registration, Status
from events.guests.reading import Table
from networking.accounts.actions import enrol
from networking.accounts.models import User
from networking.audit.actions import record
from networking.time import now

# How many rows one statement takes: SQLite allows 32,766 variables in one.
AT_ONCE = 500


@transaction.atomic
def store_batch(*, event: Event, filename: str, table: Table, by: User | None) -> ImportBatch:
    """Keep a list as it was read, with the columns as they seem to be. Twice makes two."""
    return ImportBatch.objects.create(
        event=event,
        by=by,
        filename=filename[-200:],
        headings=list(table.headings),
        rows=[[row.number, list(row.cells)] for row in table.rows],
        mapping=first_mapping(table),
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
    ImportBatch.objects.filter(pk=batch.pk, confirmed_at=None).update(mapping=batch.mapping)


@transaction.atomic
def import_batch(*, batch: ImportBatch, tell_them: bool = False, by: User | None) -> dict[str, int]:
    """Put the new people of a list on the guest list: seats first, then the waiting list.

    Each line's fate is asked for again, by the list as it stands now. Returns how many lines had
    which fate ("new", "known", "twice", "refused") and how many of the new ones wait ("waiting").
    Twice, or twice at once, imports once and returns the same. Mails only if `tell_them`.
    """
    event = locked(batch.event)
    batch.refresh_from_db(fields=["confirmed_at", "outcome", "mapping"])
    if batch.confirmed_at is not None:
        return dict(batch.outcome)
    promote(event=event, by=None)
    verdict = verdict_of(batch)
    written = _write(event, batch, [line.person for line in verdict.of(Fate.NEW)], by)
    if tell_them:
        for registration in written:
            tell(registration, _kind_of_mail(registration), by=by)
    waiting = sum(registration.status == Status.WAITING for registration in written)
    batch.outcome = counts(verdict) | {"waiting": waiting}
    batch.confirmed_at = now()
    # The guest list has what it needs; the rest of the file was never ours to keep.
    batch.rows = []
    batch.save(update_fields=["outcome", "confirmed_at", "rows"])
    record(
        by=by,
        verb="guests.imported",
        subject=batch,
        association=event.association,
        **batch.outcome,
    )
    return dict(batch.outcome)


def _kind_of_mail(registration: Registration) -> str:
    return "guests.confirmed" if registration.status == Status.CONFIRMED else "guests.waiting"


def _write(
    event: Event, batch: ImportBatch, people: Sequence[Person], by: User | None
) -> list[Registration]:
    """Make users and registrations of these people, in the order of the file."""
    users = _users(people, event.association.language, by)
    unsettled = {found.user_id: found for found in event.registrations.filter(user__in=users)}
    members = set(event.association.memberships.values_list("user_id", flat=True))
    new_here = newcomers(users, event)
    free = free_seats(event)
    written: list[Registration] = []
    for person, user in zip(people, users, strict=True):
        registration = unsettled.get(user.pk) or Registration(user=user)
        registration.event, registration.user, registration.batch = event, user, batch
        registration.kind = Kind.MEMBER if user.pk in members else Kind.GUEST
        registration.first_time = user.pk in new_here
        for name in _TAKEN_OVER:
            setattr(registration, name, getattr(person, name))
        written.append(seat(registration.prepare(), free=len(written) < free))
    Registration.objects.bulk_create(
        [registration for registration in written if registration._state.adding], batch_size=AT_ONCE
    )
    for registration in unsettled.values():
        registration.save()
    return written


_TAKEN_OVER = (
    "given_name", "family_name", "organisation", "title", "phone", "mobile", "fax", "diet",
)  # fmt: skip


def _users(people: Sequence[Person], language: str, by: User | None) -> list[User]:
    """The users these people are, those already known loaded together."""
    known: dict[str | None, User] = {}
    for some in _slices([person.email for person in people if person.email]):
        known |= {user.email: user for user in User.objects.filter(email__in=some)}
    return [
        known.get(person.email)
        or enrol(
            email=person.email,
            given_name=person.given_name,
            family_name=person.family_name,
            language=language,
            by=by,
        )
        for person in people
    ]


def _slices(addresses: Collection[str]) -> Iterator[list[str]]:
    rest = iter(addresses)
    while some := list(islice(rest, AT_ONCE)):
        yield some
