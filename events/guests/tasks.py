"""What Celery runs for guest lists."""

from celery import shared_task

from events.guests import actions
from events.guests.actions.lists import TASK
from events.guests.invitations import events_to_remind_for
from events.guests.models import ImportBatch
from networking.mail import poke
from networking.ticks import MINUTE

# Shorter than a task may take, so that no list is broken off in the middle of a slice.
SECONDS = 20.0


@shared_task  # type: ignore[untyped-decorator]
def lapse_offers() -> int:
    """Pass on the seats that nobody took in time. Harmless when run twice or for nothing."""
    return actions.lapse_overdue(by=None)


@shared_task  # type: ignore[untyped-decorator]
def go_on_importing(batch: int) -> None:
    """Write a confirmed list, or take one back. Harmless when run twice, at once or for nothing."""
    found = ImportBatch.objects.select_related("event__association").filter(pk=batch).first()
    if found is None:
        return
    for go_on in (actions.write, actions.take_back):
        if not go_on(batch=found, seconds=SECONDS):
            poke.tell(TASK, batch, swept_every=MINUTE)


@shared_task  # type: ignore[untyped-decorator]
def sweep_imports() -> None:
    """Forget lists that nobody confirmed, and go on with those that a worker left lying."""
    for batch in actions.sweep_imports(by=None):
        poke.tell(TASK, batch, swept_every=MINUTE)


@shared_task  # type: ignore[untyped-decorator]
def remind_invited() -> None:
    """Remind those who have not answered. Harmless when run twice, at once or for nothing."""
    for event in events_to_remind_for():
        actions.remind_invited(event=event, by=None)
