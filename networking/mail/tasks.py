"""What Celery runs for the outbox."""

from celery import shared_task

from networking.mail import sending


@shared_task  # type: ignore[untyped-decorator]
def send_due() -> None:
    """Send what is due. Harmless when run twice, at once or for nothing."""
    sending.send_due()
