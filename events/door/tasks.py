"""What Celery runs for paper."""

from celery import shared_task

from events.door.models import PrintJob
from events.door.packs import actions as packs
from networking.mail import poke
from networking.ticks import MINUTE

# Shorter than a task may take, so that no pack is broken off in the middle of a part.
SECONDS = 20.0


@shared_task  # type: ignore[untyped-decorator]
def go_on_packing(job: int) -> None:
    """Make a pack, or what is left of it. Harmless when run twice, at once or for nothing."""
    found = PrintJob.objects.select_related("event__association", "by").filter(pk=job).first()
    if found is not None and not packs.build(job=found, seconds=SECONDS):
        poke.tell(packs.TASK, job, swept_every=MINUTE)


@shared_task  # type: ignore[untyped-decorator]
def sweep_packs() -> None:
    """Forget packs that are a day old, and go on with those that a worker left lying."""
    for job in packs.sweep(by=None):
        poke.tell(packs.TASK, job, swept_every=MINUTE)
