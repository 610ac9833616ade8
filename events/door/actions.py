"""What is done at the door: making badges, checking people in, and taking it back."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max

from events.calendar.models import Event
from events.door.models import Badge, CheckIn
from events.door.signals import check_in_undone, checked_in
from events.guests import actions as guests
from events.guests.models import Registration
from networking.accounts.models import User
from networking.audit.actions import record
from networking.time import now


class NotExpectedError(Exception):
    """Somebody who holds no seat can't be checked in; as a walk-in she can."""


@dataclass(frozen=True)
class Arrival:
    """The check-in of a guest; `already` where somebody had checked her in before."""

    check_in: CheckIn
    already: bool


@transaction.atomic
def make_badges(*, event: Event, by: User | None) -> list[Badge]:
    """Give a badge to each confirmed guest who has none valid; return the new ones.

    Numbers go on from the last. Twice makes none the second time.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    without = event.registrations.confirmed().exclude(badges__in=Badge.objects.valid())
    last = event.badges.aggregate(last=Max("number"))["last"] or 0
    made = Badge.objects.bulk_create(
        Badge(event=event, registration=registration, number=number)
        for number, registration in enumerate(without.by_name(), start=last + 1)
    )
    if made:
        record(
            by=by,
            verb="badges.made",
            subject=event,
            association=event.association,
            count=len(made),
        )
    return made


@transaction.atomic
def make_blank_badges(*, event: Event, count: int, by: User | None) -> list[Badge]:
    """See to it that there are `count` badges that nobody wears yet; return all of those.

    Numbers go on from the last. Twice makes none the second time.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    blank = list(event.badges.valid().filter(registration=None).order_by("number"))
    last = event.badges.aggregate(last=Max("number"))["last"] or 0
    made = Badge.objects.bulk_create(
        Badge(event=event, number=last + at) for at in range(1, count - len(blank) + 1)
    )
    if made:
        record(
            by=by,
            verb="badges.made_blank",
            subject=event,
            association=event.association,
            count=len(made),
        )
    return [*blank, *made]


@transaction.atomic
def replace_badge(*, badge: Badge, by: User | None) -> Badge:
    """Revoke a badge that was lost, and give its guest a new one; return the valid one.

    The old code opens nothing from now on. Done again with the same badge, it changes nothing.
    """
    event = Event.objects.select_for_update().get(pk=badge.event_id)
    revoked = Badge.objects.valid().filter(pk=badge.pk).update(revoked_at=now())
    if revoked:
        record(by=by, verb="badge.revoked", subject=badge, association=event.association)
        make_badges(event=event, by=by)
    return Badge.objects.valid().get(registration=badge.registration_id)


def check_in(*, registration: Registration, source: str, by: User | None) -> Arrival:
    """Check a guest in. Exactly once: whoever comes second learns when and how she was first.

    Late is who comes after the welcome's end. Raises `NotExpectedError` for who holds no seat.
    """
    if not registration.is_confirmed:
        raise NotExpectedError
    # The database says who was first: it holds one check-in for each guest, whoever looks or taps
    # at the same instant.
    try:
        with transaction.atomic():
            return Arrival(_arrive(registration, source, by), already=False)
    except IntegrityError:
        before = CheckIn.objects.select_related("by", "registration__event__association")
        return Arrival(before.get(registration=registration), already=True)


def _arrive(registration: Registration, source: str, by: User | None) -> CheckIn:
    at = now()
    late = at > registration.event.welcome_ends_at
    arrived = CheckIn.objects.create(
        registration=registration, at=at, late=late, source=source, by=by
    )
    record(
        by=by,
        verb="guest.checked_in",
        subject=registration,
        association=registration.event.association,
        source=str(source),
    )
    transaction.on_commit(lambda: checked_in.send(sender=CheckIn, check_in=arrived))
    return arrived


@transaction.atomic
def undo_check_in(*, registration: Registration, by: User | None) -> bool:
    """Take a check-in back; whether there was one. Twice changes nothing."""
    deleted, _ = CheckIn.objects.filter(registration=registration).delete()
    if deleted:
        record(
            by=by,
            verb="guest.check_in_undone",
            subject=registration,
            association=registration.event.association,
        )
        transaction.on_commit(
            lambda: check_in_undone.send(sender=CheckIn, registration=registration)
        )
    return bool(deleted)


@transaction.atomic
def walk_in(
    *,
    event: Event,
    given_name: str,
    family_name: str,
    email: str | None,
    organisation: str,
    by: User | None,
) -> Arrival:
    """Register somebody who stands at the door, give her a badge and check her in, in one go.

    With an address, twice is once: then the arrival says that she is in already.
    """
    registration = guests.walk_in(
        event=event,
        given_name=given_name,
        family_name=family_name,
        email=email,
        organisation=organisation,
        by=by,
    )
    make_badges(event=event, by=by)
    return check_in(registration=registration, source="walk_in", by=by)
