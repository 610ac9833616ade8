"""What Celery runs for guest lists."""

from celery import shared_task

from events.guests import actions


@shared_task  # type: ignore[untyped-decorator]
def lapse_offers() -> int:
    """Pass on the seats that nobody took in time. Harmless when run twice or for nothing."""
    return actions.lapse_overdue(by=None)
