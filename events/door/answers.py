"""What a device at the door is told of its taps: done, or why not. Nothing is swallowed."""

from typing import Any

from events.calendar.models import Event
from events.door import actions
from events.door.actions import Arrival, NotExpectedError, OtherCheckInError, TakenBackError
from events.door.book import arrival_entry, entry_of_one
from events.door.forms import WalkInForm
from events.door.models import Badge
from events.door.taps import Tap
from events.guests.models import Registration
from networking.accounts.models import User
from networking.time import now


def answer(event: Event, tap: Tap, by: User | None) -> dict[str, Any]:
    """Do what a tap asks for and say what became of it. The same tap again is told the same.

    `said` is in, already, undone, absent (nobody to undo), other (somebody else’s check-in stands),
    taken_back (undone since), not_expected (no seat any more), unknown (nobody here has this code),
    revoked, blank (nobody wears this badge yet), taken (somebody wears it) or invalid (a walk-in
    that can't be written as typed, with `errors`).
    """
    if tap.does == "walk_in":
        said = _walk_in(event, tap, by)
    elif tap.guest is not None:
        said = _tapped(Registration(pk=tap.guest, event=event), tap, by)
    else:
        said = _scanned(event, tap, by)
    return {"id": str(tap.id), **said}


def _tapped(guest: Registration, tap: Tap, by: User | None) -> dict[str, Any]:
    try:
        said = _check_in(guest, tap, by) if tap.does == "in" else _undo(guest, tap, by)
    except Registration.DoesNotExist:
        return {"said": "unknown"}
    return {"guest": guest.pk, **said}


def _scanned(event: Event, tap: Tap, by: User | None) -> dict[str, Any]:
    """The same by the badge, for a device that didn't know it: it is told whose it is."""
    badges = Badge.objects.select_related("registration")
    badge = badges.filter(event=event, code=tap.code).first()
    if badge is None:
        return {"said": "unknown"}
    if badge.revoked_at is not None:
        return {"said": "revoked"}
    if badge.registration is None:
        return {"said": "blank"}
    badge.registration.event = event
    return {"entry": entry_of_one(badge.registration), **_tapped(badge.registration, tap, by)}


def _check_in(guest: Registration, tap: Tap, by: User | None) -> dict[str, Any]:
    try:
        arrival = actions.check_in(
            registration=guest,
            source=tap.source,
            at=now() - tap.ago,
            door=tap.door,
            tap=tap.id,
            by=by,
        )
    except NotExpectedError:
        return {"said": "not_expected"}
    except TakenBackError:
        return {"said": "taken_back"}
    return _arrived(arrival)


def _undo(guest: Registration, tap: Tap, by: User | None) -> dict[str, Any]:
    try:
        undone = actions.undo_check_in(registration=guest, of=tap.of, by=by)
    except OtherCheckInError as stands:
        return {"said": "other", "here": arrival_entry(stands.check_in)}
    return {"said": "undone" if undone else "absent"}


def _walk_in(event: Event, tap: Tap, by: User | None) -> dict[str, Any]:
    form = WalkInForm(tap.fields, event=event)
    try:
        arrival = actions.walked_in(event=event, tap=tap.id)
        if arrival is None and not form.is_valid():
            return {"said": "invalid", "errors": _errors(form)}
        arrival = arrival or actions.walk_in(
            event=event,
            **form.cleaned_data,
            at=now() - tap.ago,
            door=tap.door,
            tap=tap.id,
            by=by,
        )
    except TakenBackError:
        return {"said": "taken_back"}
    except actions.TakenError:
        return {"said": "taken"}
    return _arrived(arrival) | {"entry": entry_of_one(arrival.check_in.registration)}


def _errors(form: WalkInForm) -> dict[str, str]:
    """The first thing to mend in each field, in words."""
    return {name: str(errors[0]) for name, errors in form.errors.items()}


def _arrived(arrival: Arrival) -> dict[str, Any]:
    return {
        "said": "already" if arrival.already else "in",
        "here": arrival_entry(arrival.check_in),
    }
