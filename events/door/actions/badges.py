"""Making badges, blank ones too; giving a blank one to somebody, replacing a lost one."""

from django.db import transaction
from django.db.models import Max

from events.calendar.models import Event
from events.door.models import Badge
from events.guests.models import Registration
from networking.accounts.models import User
from networking.audit.actions import record
from networking.time import now


class TakenError(Exception):
    """A blank badge that somebody else wears already."""


@transaction.atomic
def make_badges(*, event: Event, by: User | None) -> list[Badge]:
    """Give a badge to each confirmed guest who has none valid; return the new ones.

    Numbers go on from the last. Twice makes none the second time.
    """
    locked = _locked(event)
    without = locked.registrations.confirmed().exclude(badges__in=Badge.objects.valid())
    return _made(locked, list(without.by_name()), by)


@transaction.atomic
def make_badge(*, registration: Registration, by: User | None) -> Badge:
    """Give one guest a badge, unless she has one; return the valid one. Twice makes one."""
    event = _locked(registration.event)
    found = registration.badges.valid().first()
    return found or _made(event, [registration], by)[0]


@transaction.atomic
def make_blank_badges(*, event: Event, count: int, by: User | None) -> list[Badge]:
    """See to it that `count` blank badges lie ready; return these, those there were before too.

    Twice makes none the second time.
    """
    locked = _locked(event)
    blank = list(locked.badges.blank()[:count])
    return blank + _made(locked, [None] * (count - len(blank)), by)


@transaction.atomic
def claim_badge(*, badge: Badge, registration: Registration, by: User | None) -> Badge:
    """Give a blank badge to a guest; one she had before opens nothing any more.

    Twice for the same guest is once. Raises `TakenError` where somebody else wears it, or where it
    was revoked.
    """
    _locked(badge.event)
    found = Badge.objects.get(pk=badge.pk)
    if found.registration_id == registration.pk and found.revoked_at is None:
        return found
    if found.registration_id is not None or found.revoked_at is not None:
        raise TakenError
    registration.badges.valid().update(revoked_at=now())
    found.registration = registration
    found.save(update_fields=["registration"])
    record(
        by=by,
        verb="badge.claimed",
        subject=found,
        association=badge.event.association,
        registration=registration.pk,
    )
    return found


@transaction.atomic
def replace_badge(*, badge: Badge, by: User | None) -> Badge:
    """Revoke a badge that was lost, and give its guest a new one; return the valid one.

    The old code opens nothing from now on. Done again with the same badge, it changes nothing.
    """
    event = _locked(badge.event)
    revoked = Badge.objects.valid().filter(pk=badge.pk).update(revoked_at=now())
    if revoked:
        record(by=by, verb="badge.revoked", subject=badge, association=event.association)
        if badge.registration is not None and badge.registration.is_confirmed:
            make_badge(registration=badge.registration, by=by)
    return Badge.objects.valid().get(registration=badge.registration_id)


def _locked(event: Event) -> Event:
    """The event, held until the transaction ends: numbers are given out one after the other."""
    return (
        Event.objects.select_for_update(of=("self",)).select_related("association").get(pk=event.pk)
    )


def _made(event: Event, guests: list[Registration] | list[None], by: User | None) -> list[Badge]:
    last = event.badges.aggregate(last=Max("number"))["last"] or 0
    made = Badge.objects.bulk_create(
        Badge(event=event, registration=guest, number=number)
        for number, guest in enumerate(guests, start=last + 1)
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
