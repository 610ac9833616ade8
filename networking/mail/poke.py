"""Telling a worker to look now. It may go unheard: the sweep looks anyway."""

import logging

from celery import current_app
from django.conf import settings
from kombu.exceptions import KombuError

log = logging.getLogger("tablee.mail")


def poke() -> None:
    """Ask a worker to send what is due. An unreachable broker costs a tick, never a mail."""
    try:
        current_app.send_task(
            "networking.mail.tasks.send_due", retry=False, expires=settings.TICK_SECONDS
        )
    except (KombuError, OSError) as error:
        log.warning("mail: no worker told (%s); the next sweep will see it", type(error).__name__)
