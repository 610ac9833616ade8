"""`manage.py build_assets`: what pages load, ready to be served."""

from typing import Any

from django.core.management.base import BaseCommand

from networking.web import assets


class Command(BaseCommand):
    help = (
        "Build style sheet and fonts, gather and compress all static files; only what has changed."
    )
    requires_system_checks: list[str] = []  # it runs before there is a database

    def handle(self, *_args: Any, **_options: Any) -> None:
        built = assets.build()
        gathered = assets.gather()
        self.stdout.write("Assets built." if built or gathered else "Assets are fresh.")
