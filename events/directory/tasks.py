"""What Celery runs for the directory."""

from celery import shared_task

from events.directory import actions


@shared_task  # type: ignore[untyped-decorator]
def tell_of_tomorrow() -> None:
    """Write to those who come tomorrow. Harmless when run twice, at once or for nothing."""
    for event in actions.events_of_tomorrow():
        actions.tell_of_tomorrow(event=event, by=None)
