"""Telling a worker to look now. It may go unheard: the sweep looks anyway."""

import logging

from celery import current_app
from django.conf import settings
from kombu.exceptions import KombuError

log = logging.getLogger("tablee.mail")


def tell(task: str, *args: int, swept_every: float | None = None) -> None:
    """Ask a worker to run a task soon. An unreachable broker costs a tick, never what is due.

    What no worker has begun when its sweep comes, in so many seconds, is left to the sweep; the
    usual tick if nothing is said.
    """
    expires = settings.TICK_SECONDS if swept_every is None else swept_every
    try:
        current_app.send_task(task, args=args, retry=False, expires=expires)
    except (KombuError, OSError) as error:
        log.warning("no worker told of %s (%s); the sweep will see it", task, type(error).__name__)


def poke() -> None:
    """Ask a worker to send what is due."""
    tell("networking.mail.tasks.send_due")
