"""What happens to series when nobody taps."""

from celery import shared_task

from events.calendar import actions


@shared_task  # type: ignore[untyped-decorator]
def make_ahead() -> int:
    """Make the events that their series have come to."""
    return actions.make_due(by=None)
