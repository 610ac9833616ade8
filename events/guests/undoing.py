"""Taking an import back: what goes, what stays because something has happened since, and why."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.db.models import ForeignObjectRel, Model, QuerySet

from events.calendar.models import Event
from events.guests.models import ENDED, ImportBatch, Imported, Registration, Status, Step
from networking.accounts.models import User
from networking.time import now

UNDONE_WITHIN: Final = dt.timedelta(hours=24)
# What the system itself writes of a registration later on; all the rest is somebody's doing.
_OWN_COURSE: Final = frozenset({
    "id", "public_id", "event_id", "user_id", "batch_id", "created_at", "first_time",
    "search_text", "sort_name", "status", "confirmed_at", "waiting_since", "offered_until",
    "reminded_at", "nudged_at", "ended_at",
})  # fmt: skip
# What an import may change of an earlier registration.
_GIVEN_BACK: Final = (
    "status", "kind", "batch_id", "first_time", "given_name", "family_name", "organisation",
    "title", "phone", "mobile", "fax", "diet", "invitation_word", "inviter_id",
)  # fmt: skip
# What everybody has, and what goes with her.
_HANGS_ON_NOBODY: Final = frozenset({
    "account.EmailAddress", "mail.OutgoingMail", "guests.Registration", "guests.Imported",
})  # fmt: skip
# What somebody is at an event, on its list or not.
_NOT_OF_THE_LIST: Final = frozenset({"calendar.EventRole", "calendar.Speaker"})


class Stays(StrEnum):
    """Why somebody stays on the list."""

    ENDED = "ended"
    ANSWERED = "answered"
    CHANGED = "changed"
    SIGNED_IN = "signed in"
    TAKES_PART = "takes part"


@dataclass
class Plan:
    """What undoing would do now: who goes, who stays and why; those who wait go first."""

    going: list[Imported] = field(default_factory=list)
    staying: list[tuple[Imported, Stays]] = field(default_factory=list)


def can_be_undone(batch: ImportBatch) -> bool:
    """Whether this import may still be taken back."""
    return (
        batch.step == Step.DONE
        and batch.confirmed_at is not None
        and now() < batch.confirmed_at + UNDONE_WITHIN
    )


def digest_of(registration: Registration, status: str | None = None) -> str:
    """Return a fingerprint of all that somebody may change of a registration."""
    said = {
        each.attname: getattr(registration, each.attname)
        for each in Registration._meta.concrete_fields
        if each.attname not in _OWN_COURSE
    }
    text = json.dumps([str(status or registration.status), said], default=_plain, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _plain(value: Any) -> str:
    return value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else str(value)


def held_before(registration: Registration) -> dict[str, Any]:
    """Return what an import is about to overrule, as `give_back` wants it."""
    return {name: getattr(registration, name) for name in _GIVEN_BACK}


def give_back(registration: Registration, before: dict[str, Any]) -> Registration:
    """Let a registration be what it was before the import; not saved."""
    for name, value in before.items():
        setattr(registration, name, value)
    if registration.batch_id is not None:
        still_there = ImportBatch.objects.filter(pk=registration.batch_id).exists()
        registration.batch_id = registration.batch_id if still_there else None
    registration.confirmed_at = registration.waiting_since = registration.offered_until = None
    return registration


def plan_of(batch: ImportBatch, imported: QuerySet[Imported] | None = None) -> Plan:
    """Return what undoing `batch`, or only some of what it `imported`, would do now.

    The number of queries doesn't depend on how many people there are.
    """
    imported = batch.imported.all() if imported is None else imported
    involved = _involved(batch.event)
    plan = Plan()
    found = imported.select_related("registration__user").order_by("-registration__status", "pk")
    for each in found.iterator(chunk_size=500):
        why = _why(each, batch, involved)
        if why:
            plan.staying.append((each, why))
        else:
            plan.going.append(each)
    # A place on the waiting list goes before a seat, so that nobody gets a seat only to lose it.
    plan.going.sort(key=lambda each: each.registration.status != Status.WAITING)
    return plan


def _why(each: Imported, batch: ImportBatch, involved: set[int]) -> Stays | None:
    registration, user = each.registration, each.registration.user
    written_as = next(
        (
            status
            for status in (Status.CONFIRMED, Status.WAITING, Status.INVITED)
            if digest_of(registration, status) == each.digest
        ),
        None,
    )
    if registration.status in ENDED:
        return Stays.ENDED
    if written_as is None:
        return Stays.CHANGED
    if _has_answered(registration, written_as):
        return Stays.ANSWERED
    if registration.user_id in involved:
        return Stays.TAKES_PART
    if user.last_login and batch.confirmed_at and user.last_login >= batch.confirmed_at:
        return Stays.SIGNED_IN
    return None


def _has_answered(registration: Registration, written_as: Status) -> bool:
    """Whether she said yes herself: to an invitation, or to a seat that was kept for her.

    Who has no address is seated without a question.
    """
    if written_as == Status.WAITING and registration.status == Status.CONFIRMED:
        return registration.user.email is not None
    return written_as == Status.INVITED and registration.status != Status.INVITED


def _involved(event: Event) -> set[int]:
    """The users on whom something of this event hangs, whichever room made it."""
    involved: set[int] = set()
    for model, name in _pointing_at(Registration):
        hanging = model._base_manager.filter(**{f"{name}__event": event})
        involved.update(hanging.values_list(f"{name}__user", flat=True))
    for model, name in _pointing_at(User):
        way = getattr(model, "tenant", None) or ""
        hangs = name != "by" and model._meta.label not in _NOT_OF_THE_LIST
        if hangs and way.endswith("event__association"):
            here = model._base_manager.filter(**{way.removesuffix("__association"): event})
            involved.update(here.values_list(f"{name}_id", flat=True))
    return involved


def attached(users: list[int]) -> set[int]:
    """Return those of these users on whom anything hangs but their address and their mails."""
    held: set[int] = set()
    own: list[tuple[type[Model], str]] = [(Registration, "user"), (Registration, "inviter")]
    for model, name in (*_pointing_at(User), *own):
        hanging = model._base_manager.filter(**{f"{name}__in": users})
        held.update(hanging.values_list(f"{name}_id", flat=True))
    confirmed = User.objects.filter(pk__in=users, emailaddress__verified=True)
    held.update(confirmed.values_list("pk", flat=True))
    return held


def _pointing_at(target: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Every model with a relation to `target`, and what it is called there."""
    for relation in target._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        model = relation.related_model
        assert isinstance(model, type)
        if model._meta.label not in _HANGS_ON_NOBODY:
            yield model, relation.field.name
