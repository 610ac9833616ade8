"""What Celery runs for contact lists."""

from celery import shared_task

from followups.contacts.importing import actions
from followups.contacts.models import Import

# Shorter than a task may take, so that no file is broken off in the middle of a slice.
SECONDS = 20.0


@shared_task  # type: ignore[untyped-decorator]
def go_on_importing(batch: int) -> None:
    """Write a confirmed file. Harmless when run twice, at once or for nothing."""
    found = Import.objects.select_related("owner").filter(pk=batch).first()
    if found is None or found.confirmed_at is None:
        return
    if not actions.confirm(batch=found, seconds=SECONDS, by=None).finished_at:
        actions.go_on(batch)


@shared_task  # type: ignore[untyped-decorator]
def sweep_imports() -> None:
    """Forget files that nobody confirmed, and go on with those that a worker left lying."""
    for batch in actions.sweep(by=None):
        actions.go_on(batch)
