"""The ends of an event's life: cancelled, discarded, archived."""

from django.db import transaction

from events.calendar.actions.events import WHAT_KEEPS_IT_PUBLIC, NoSuchTransition, move_to
from events.calendar.models import Event, Status
from networking import pictures
from networking.accounts.models import User
from networking.audit.actions import record


@transaction.atomic
def cancel(*, event: Event, note: str = "", by: User | None) -> bool:
    """Call a published event off, with a word on why; everybody concerned hears of it once.

    Returns whether it was done; called again it changes nothing, and the first word stays. Raises
    `NoSuchTransition` once it has begun: it is closed early then.
    """
    before = Event.objects.select_for_update().get(pk=event.pk)
    if before.status == Status.CANCELLED:
        event.refresh_from_db()
        return False
    # What calendars have of it must give way to a newer entry that says so (RFC 5546).
    event.cancel_note, event.sequence = note, before.sequence + 1
    move_to(event=event, status=Status.CANCELLED, by=by)
    event.save(update_fields=["cancel_note", "sequence"])
    return True


@transaction.atomic
def discard(*, event: Event, by: User | None) -> None:
    """Throw a draft away for good. Raises `NoSuchTransition` for anything but a draft of its own.

    One that a series made comes again: it is taken out of the series. One on whose list people
    are is cancelled instead. Where it is gone already, nothing happens.
    """
    found = Event.objects.select_for_update().filter(pk=event.pk).first()
    if found is None:
        return
    if not is_disposable(found):
        raise NoSuchTransition("discarded")
    record(by=by, verb="event.discarded", subject=found, association=found.association)
    pictures.put(found, "cover", False)
    found.delete()


def is_disposable(event: Event) -> bool:
    """Whether it can be thrown away: a draft of its own, on whose list nobody is."""
    if event.status != Status.DRAFT or event.occurrence:
        return False
    return not any(keeps(event) for keeps in WHAT_KEEPS_IT_PUBLIC)
