"""`manage.py build_assets`: the style sheet in one file, and the fonts."""

from typing import Any

from django.core.management.base import BaseCommand

from networking.web import assets


class Command(BaseCommand):
    help = "Build the style sheet and the fonts into var/assets. Does nothing when they are fresh."
    requires_system_checks: list[str] = []  # it runs before there is a database

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = assets.build()
        self.stdout.write("Assets built." if done else "Assets are fresh.")
