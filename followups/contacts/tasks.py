"""What Celery runs for contact lists."""

from celery import shared_task

from followups.contacts.importing import actions


@shared_task  # type: ignore[untyped-decorator]
def sweep_imports() -> None:
    """Forget files that nobody confirmed. Harmless when run twice, at once or for nothing."""
    actions.sweep(by=None)
