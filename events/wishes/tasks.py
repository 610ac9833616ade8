"""What Celery runs for wishes."""

from celery import shared_task

from events.wishes import actions


@shared_task  # type: ignore[untyped-decorator]
def tell() -> None:
    """Write to those for whom there is news. Harmless when run twice, at once or for nothing."""
    for registration in actions.to_tell():
        actions.tell(registration=registration, by=None)
