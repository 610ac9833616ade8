"""`manage.py fill_demo`: fill an empty database with the demo's people and breakfasts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from demo.fill import fill
from demo.roles import SLUG
from networking.associations.models import Association


class Command(BaseCommand):
    """Fills the demo once; a database that has it already is left as it is."""

    help = "Fill an empty database with the demo."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Fill, in French: the agenda's titles are written in the association's language."""
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("The demo fills its own database only: set DEMO=1.")
        if Association.objects.filter(slug=SLUG).exists():
            self.stdout.write("The demo is there already.")
            return
        with translation.override("fr"):
            fill()
        self.stdout.write("The demo is ready.")
