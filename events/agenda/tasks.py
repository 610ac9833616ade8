"""What happens at an event when nobody taps."""

from celery import shared_task

from events.agenda import actions


@shared_task  # type: ignore[untyped-decorator]
def go_on_by_itself() -> int:
    """Begin the segments that are due and that no screen has asked for."""
    return actions.go_on_everywhere(by=None)


@shared_task  # type: ignore[untyped-decorator]
def close_overdue() -> int:
    """Close the events that everybody forgot to close."""
    return actions.close_overdue(by=None)
