"""Checking people in, taking it back, letting in who isn't on the list."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import BigAutoField, Exists, UUIDField

from events.calendar.models import Event
from events.door.actions.badges import claim_badge, make_badges
from events.door.live import changed
from events.door.looking import arrival_of
from events.door.models import Badge, CheckIn, CheckInSource, TakenBack
from events.door.signals import check_in_undone, checked_in
from events.guests import actions as guests
from events.guests.models import Registration
from networking.accounts.models import User
from networking.audit.actions import record
from networking.prepared import Gap, Prepared, PreparedInsert
from networking.time import now
from networking.together import written_together


class NotExpectedError(Exception):
    """Somebody who holds no seat can't be checked in; as a walk-in she can."""


class TakenBackError(Exception):
    """This tap was undone since: it was sent once more, and counts no more."""


class OtherCheckInError(Exception):
    """What was to be undone isn't what stands now: somebody else checked her in."""

    def __init__(self, check_in: CheckIn) -> None:
        super().__init__()
        self.check_in = check_in


@dataclass(frozen=True)
class Arrival:
    """The check-in of a guest; `already` where somebody had checked her in before."""

    check_in: CheckIn
    already: bool


def check_in(
    *,
    registration: Registration,
    source: str,
    at: dt.datetime | None = None,
    door: str = "",
    tap: uuid.UUID | None = None,
    by: User | None,
) -> Arrival:
    """Check a guest in. Exactly once: whoever comes second learns when and how she was first.

    `at` is the instant of a tap that arrives late; she came at the earliest of all taps. The same
    `tap` again is the same check-in, not a second. Late is who comes after the welcome's end.
    Raises `NotExpectedError` for who holds no seat, `TakenBackError` for a tap undone since, and
    `Registration.DoesNotExist` for whoever isn't of this event.
    """
    tapped = CheckIn(at=at or now(), source=source, door=door, by=by)
    tapped.tap = tap or tapped.tap
    try:
        return _arrive(registration, tapped)
    except IntegrityError:
        # Somebody else checked her in since she was looked at; now it can be seen when.
        return _arrive(registration, tapped)


def _arrive(registration: Registration, tapped: CheckIn) -> Arrival:
    """Write down a tap on a guest as she stands. Nobody waits: of two, the constraint takes one."""
    tapped.registration = registration
    tapped.late = tapped.at > registration.event.welcome_ends_at
    guest = _as_she_stands(registration, tapped.tap)
    before = arrival_of(guest)
    if before is not None:
        if tapped.at < before.at:
            _came_earlier(before, tapped)
        return Arrival(before, already=before.tap != tapped.tap)
    if guest.undone:
        raise TakenBackError
    if not guest.is_confirmed:
        raise NotExpectedError
    tapped.registration = guest
    with written_together():
        _CHECK_IN(tapped)
        record(
            by=tapped.by,
            verb="guest.checked_in",
            subject=guest,
            association=guest.event.association,
            source=str(tapped.source),
        )
        changed(guest.event)
    transaction.on_commit(lambda: checked_in.send(sender=CheckIn, check_in=tapped))
    return Arrival(tapped, already=False)


@transaction.atomic
def _came_earlier(before: CheckIn, tapped: CheckIn) -> None:
    """Of two taps the earlier one says when she came, whichever of them was sent first."""
    later = CheckIn.objects.filter(pk=before.pk, at__gt=tapped.at)
    if later.update(at=tapped.at, late=tapped.late):
        before.at, before.late = tapped.at, tapped.late
        changed(tapped.registration.event)


def _as_she_stands(registration: Registration, tap: uuid.UUID | None = None) -> Any:
    """The guest with her check-in; of the one given, only its number and its event are believed.

    `undone` says of her whether this tap was taken back; of no tap, no.
    """
    event = registration.event
    guest = _GUEST.get(guest=registration.pk, event=event.pk, tap=tap)
    guest.event = event
    return guest


# What checking in needs to know, and who hears of it; whatever else is read costs time at the door.
_KNOWN: Final = (
    "event_id", "user_id", "public_id", "status", "observer",
    *(f"check_in__{name}" for name in ("registration_id", "at", "late", "source", "door", "tap")),
    *(f"check_in__by__{name}" for name in ("given_name", "family_name", "email")),
)  # fmt: skip


_GUEST: Final = Prepared(
    lambda: (
        Registration.objects.filter(
            pk=Gap("guest", BigAutoField()), event=Gap("event", BigAutoField())
        )
        .annotate(undone=Exists(TakenBack.objects.filter(tap=Gap("tap", UUIDField()))))
        .select_related("check_in__by")
        .only(*_KNOWN)
    )
)


_CHECK_IN: Final = PreparedInsert(CheckIn)
_TAKE_BACK: Final = PreparedInsert(TakenBack)


@transaction.atomic
def undo_check_in(
    *, registration: Registration, of: uuid.UUID | None = None, by: User | None
) -> bool:
    """Take a check-in back; whether there was one. Twice changes nothing.

    `of` names the tap that is meant: raises `OtherCheckInError` where another one stands. Without
    it, it is whichever there is.
    """
    # Held first and read then: what is read while waiting for her is as it was before the wait.
    Registration.objects.select_for_update().values_list("pk").get(pk=registration.pk)
    guest = _as_she_stands(registration)
    found = arrival_of(guest)
    if found is None:
        return False
    if of is not None and found.tap != of:
        raise OtherCheckInError(found)
    _TAKE_BACK(TakenBack(tap=found.tap, registration=guest))
    found.delete()
    record(
        by=by,
        verb="guest.check_in_undone",
        subject=guest,
        association=guest.event.association,
    )
    changed(guest.event)
    transaction.on_commit(lambda: check_in_undone.send(sender=CheckIn, registration=guest))
    return True


@transaction.atomic
def walk_in(
    *,
    event: Event,
    given_name: str,
    family_name: str,
    email: str | None,
    organisation: str,
    badge: Badge | None = None,
    at: dt.datetime | None = None,
    door: str = "",
    tap: uuid.UUID | None = None,
    by: User | None,
) -> Arrival:
    """Register somebody who stands at the door, give her a badge and check her in, in one go.

    `badge` is a blank one that she wears from now on. With an address, twice is once: then the
    arrival says that she is in already. So is the same `tap` again, with or without one. Raises
    `TakenError` for a badge that isn't blank any more.
    """
    if tap and (before := walked_in(event=event, tap=tap)):
        return before
    registration = guests.walk_in(
        event=event,
        given_name=given_name,
        family_name=family_name,
        email=email,
        organisation=organisation,
        by=by,
    )
    if badge is not None:
        claim_badge(badge=badge, registration=registration, by=by)
    else:
        make_badges(event=event, by=by)
    return check_in(
        registration=registration,
        source=CheckInSource.WALK_IN,
        at=at,
        door=door,
        tap=tap,
        by=by,
    )


def walked_in(*, event: Event, tap: uuid.UUID) -> Arrival | None:
    """Return what became of a walk-in's tap, if it arrived before.

    Asked before what was typed is looked at: the blank badge it names isn't blank any more.
    Raises `TakenBackError` if it was undone since.
    """
    known = CheckIn.objects.select_related("registration", "by")
    if found := known.filter(tap=tap, registration__event=event).first():
        return Arrival(found, already=False)
    if TakenBack.objects.filter(tap=tap, registration__event=event).exists():
        raise TakenBackError
    return None
