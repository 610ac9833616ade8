"""What the guest list does when its event changes."""

from typing import Any

from django.dispatch import receiver

from events.calendar.models import Event, Status
from events.calendar.signals import (
    event_called_off,
    event_changed,
    event_created,
    event_moved,
    status_changed,
)
from events.guests import actions
from networking.accounts.models import User


@receiver(event_created)
def ask_the_same(event: Event, copied_from: Event | None, by: User | None, **_: Any) -> None:
    """What was asked at the last one is asked again."""
    if copied_from is not None:
        actions.copy_questions(event=event, copied_from=copied_from, by=by)


@receiver(event_changed)
def seat_those_who_wait(event: Event, by: User | None, **_: Any) -> None:
    """More seats are for those who wait, in the same transaction."""
    actions.promote(event=event, by=by)


@receiver(event_moved)
def tell_of_the_move(event: Event, by: User | None, **_: Any) -> None:
    """Everybody's calendar learns of the new hours, in the same transaction."""
    actions.tell_moved(event=event, by=by)


@receiver(event_called_off)
def tell_of_the_end(event: Event, by: User | None, **_: Any) -> None:
    """Who cancels tells all, once, in the same transaction."""
    actions.tell_called_off(event=event, by=by)


@receiver(status_changed)
def offer_what_was_added(event_id: int, status: str, **_: Any) -> None:
    """Seats added to a draft are offered once it is published."""
    if status == Status.PUBLISHED:
        event = Event.objects.select_related("association").get(pk=event_id)
        actions.promote(event=event, by=None)
