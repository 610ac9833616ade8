"""Writing a confirmed list: slice by slice, so that others have their turn in between.

What is written is known by the guest list itself: whoever goes on with a list that was left lying,
or works at it beside another, writes nobody twice.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from events.calendar.models import Event
from events.guests.actions._desk import free_seats, locked, newcomers, seat
from events.guests.actions.inviting import invite_people
from events.guests.actions.offers import promote
from events.guests.batches import counts, overruled_by, verdict_of, written_by
from events.guests.fates import Fate, Person, key_without_address
from events.guests.models import (
    ImportBatch,
    Imported,
    Kind,
    Purpose,
    Registration,
    Status,
    Step,
)
from events.guests.undoing import digest_of, held_before
from networking.accounts.actions import enrol_all, enrol_without_address
from networking.accounts.models import User
from networking.audit.actions import record
from networking.mail.actions import enqueue_all
from networking.mail.models import Priority
from networking.text import sort_key
from networking.time import epoch_ms, monotonic, now

# How many people are written in one transaction: a fraction of a second.
SLICE: Final = 500
TAKEN_OVER: Final = (
    "given_name", "family_name", "organisation", "title", "phone", "mobile", "fax", "diet",
)  # fmt: skip


def write(*, batch: ImportBatch, seconds: float = math.inf) -> bool:
    """Write a confirmed list, or what is left of it; return whether nothing is left to be done.

    Stops between two slices once `seconds` are over. Twice, or twice at once, writes once.
    """
    until = monotonic() + seconds
    if not ImportBatch.objects.filter(pk=batch.pk, step=Step.WRITING).exists():
        return True
    batch.refresh_from_db(fields=["mapping", "purpose", "tell_them", "rows", "by"])
    said, new = _asked(batch)
    done = written_by(batch)
    left = [person for person in new if person.key not in done]
    ImportBatch.objects.filter(pk=batch.pk).update(total=len(new), written=len(new) - len(left))
    for at in range(0, len(left), SLICE):
        if at and monotonic() > until:
            return False
        if not _write_slice(batch, left[at : at + SLICE]):
            return True
    _finish(batch, said)
    return True


def _asked(batch: ImportBatch) -> tuple[dict[str, int], list[Person]]:
    """How many lines have which fate, and the new people; the lines themselves are let go of."""
    verdict = verdict_of(batch)
    batch.rows = []
    return counts(verdict), [line.person for line in verdict.of(Fate.NEW)]


@transaction.atomic
def _write_slice(batch: ImportBatch, people: Sequence[Person]) -> bool:
    """Write some people under the event's lock; False if the list is no longer being written."""
    event = locked(batch.event)
    mine = ImportBatch.objects.filter(pk=batch.pk, step=Step.WRITING)
    if not mine.update(written=F("written") + len(people), touched_at=now()):
        return False
    promote(event=event, by=None)
    slice_ = _Slice.of(event, batch, people)
    if batch.purpose == Purpose.INVITE:
        written = _invite(slice_)
    else:
        written = _register(slice_)
        if batch.tell_them:
            _tell(written, event, by=batch.by)
    _remember(slice_, written)
    return True


@dataclass(frozen=True)
class _Slice:
    """Some people of a list, and what the guest list knew of them before."""

    event: Event
    batch: ImportBatch
    people: list[Person]
    # Registrations that importing overrules, by user, and what they held.
    overruled: dict[int, Registration]
    before: dict[int, dict[str, Any]]
    # The addresses that somebody had before.
    known: frozenset[str | None]

    @classmethod
    def of(cls, event: Event, batch: ImportBatch, people: Sequence[Person]) -> "_Slice":
        """Leave out who has come onto the list since its fates were asked for."""
        emails = {person.email for person in people if person.email}
        found = {
            each.user.email: each
            for each in event.registrations.filter(user__email__in=emails).select_related("user")
        }
        overruled = overruled_by(batch)
        settled = {email for email, each in found.items() if each.status not in overruled}
        alike = _without_address(event, people)
        over = {each.user_id: each for each in found.values() if each.status in overruled}
        return cls(
            event=event,
            batch=batch,
            people=[
                person
                for person in people
                if (person.email or "") not in settled and person.key not in alike
            ],
            overruled=over,
            before={user: held_before(each) for user, each in over.items()},
            known=frozenset(User.objects.filter(email__in=emails).values_list("email", flat=True)),
        )


def _without_address(event: Event, people: Sequence[Person]) -> set[str]:
    """The keys of those without an address on the list who are called like one of these people."""
    sort_names = {sort_key(each.family_name, each.given_name) for each in people if not each.email}
    found = event.registrations.filter(user__email=None, sort_name__in=sort_names)
    return {key_without_address(each.full_name, each.organisation) for each in found}


def _invite(some: _Slice) -> list[Registration]:
    by = some.batch.by
    invited = list(invite_people(event=some.event, people=some.people, by=by).invited)
    for each in invited:
        each.batch = some.batch
    Registration.objects.filter(pk__in=[each.pk for each in invited]).update(batch=some.batch)
    return invited


def _register(some: _Slice) -> list[Registration]:
    """Make users and registrations of these people, in the order of the file."""
    event = some.event
    users = _users(some)
    ids = [user.pk for user in users]
    members = set(
        event.association.memberships.filter(user__in=ids).values_list("user_id", flat=True)
    )
    new_here = newcomers(users, event)
    free = free_seats(event)
    written: list[Registration] = []
    for person, user in zip(some.people, users, strict=True):
        registration = some.overruled.get(user.pk) or Registration(user=user)
        registration.event, registration.user, registration.batch = event, user, some.batch
        registration.kind = Kind.MEMBER if user.pk in members else Kind.GUEST
        registration.first_time = user.pk in new_here
        for name in TAKEN_OVER:
            setattr(registration, name, getattr(person, name))
        written.append(seat(registration.prepare(), free=len(written) < free))
    Registration.objects.bulk_create(each for each in written if each._state.adding)
    for registration in some.overruled.values():
        registration.save()
    return written


def _users(some: _Slice) -> list[User]:
    """The users these people are, one for each, made where there is none."""
    language, by = some.event.association.language, some.batch.by
    named = {
        person.email: (person.given_name, person.family_name)
        for person in some.people
        if person.email
    }
    found = enrol_all(named=named, language=language, by=by)
    without = enrol_without_address(
        names=[
            (person.given_name, person.family_name) for person in some.people if not person.email
        ],
        language=language,
        by=by,
    )
    rest = iter(without)
    return [found[person.email] if person.email else next(rest) for person in some.people]


def _remember(some: _Slice, written: Sequence[Registration]) -> None:
    """Keep what was written, so that it can be taken back for a day."""
    ids = [each.pk for each in written]
    # Who was invited by an earlier list belongs to this one now.
    Imported.objects.filter(registration__in=ids).delete()
    Imported.objects.bulk_create(
        Imported(
            batch=some.batch,
            registration=each,
            digest=digest_of(each),
            made_user=each.user.email not in some.known,
            before=some.before.get(each.user_id),
        )
        for each in written
    )


def _tell(written: Sequence[Registration], event: Event, *, by: User | None) -> None:
    """Write to those with an address: a seat, or the waiting list."""
    for status, kind, instant in (
        (Status.CONFIRMED, "guests.confirmed", "confirmed_at"),
        (Status.WAITING, "guests.waiting", "waiting_since"),
    ):
        enqueue_all(
            kind=kind,
            letters=[
                (
                    f"{kind}:{each.pk}:{epoch_ms(getattr(each, instant))}",
                    each.user,
                    {"registration": each.pk},
                )
                for each in written
                if each.status == status
            ],
            association=event.association,
            topic=event.channel,
            priority=Priority.MAILING,
            by=by,
        )


@transaction.atomic
def _finish(batch: ImportBatch, said: dict[str, int]) -> None:
    """Note what became of the list, once, and keep no more of it than the guest list holds."""
    event = locked(batch.event)
    held = ImportBatch.objects.defer("rows").get(pk=batch.pk)
    if held.step != Step.WRITING:
        return
    written = Imported.objects.filter(batch=batch).count()
    waiting = batch.registrations.filter(status=Status.WAITING).count()
    known = said[Fate.KNOWN] + said[Fate.NEW] - written
    held.outcome = said | {"new": written, "known": known, "waiting": waiting}
    held.step, held.touched_at = Step.DONE, now()
    held.total = held.written = written
    # The guest list has what it needs; the rest of the file was never ours to keep.
    held.rows = []
    held.save(update_fields=["outcome", "step", "touched_at", "total", "written", "rows"])
    record(
        by=held.by,
        verb="guests.imported",
        subject=held,
        association=event.association,
        purpose=held.purpose,
        **held.outcome,
    )
