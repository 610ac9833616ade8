"""``manage.py tick``: what beat and worker do at each tick, once, for whoever has only cron."""

from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand

LAST = "networking.mail.tasks.send_due"


class Command(BaseCommand):
    """Runs every task of beat's schedule here and now, the outbox last."""

    help = "Do once what the schedule asks for: find what is due, and send it."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Run them; harmless beside a worker, another tick, or with nothing to do."""
        current_app.loader.import_default_modules()
        names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
        for name in sorted(names, key=lambda name: (name == LAST, name)):
            current_app.tasks[name]()
