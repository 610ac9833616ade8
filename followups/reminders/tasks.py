"""What Celery runs for follow-ups and reminders."""

from celery import shared_task

from events.calendar.models import Event
from followups.reminders import actions, sweep


@shared_task  # type: ignore[untyped-decorator]
def remind() -> None:
    """Look for what is due. Harmless when run twice, at once or for nothing."""
    sweep.remind()


@shared_task  # type: ignore[untyped-decorator]
def derive(event_id: int) -> None:
    """Make the follow-ups of an event. Harmless when run twice; one that is gone has none."""
    event = Event.objects.filter(pk=event_id).first()
    if event is not None:
        actions.derive(event=event)
