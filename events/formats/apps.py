from django.apps import AppConfig

from events.formats import discover


class FormatsConfig(AppConfig):
    name = "events.formats"
    label = "formats"

    def ready(self) -> None:
        """Meet the formats, and let them hear what happens at the door."""
        discover("format")
        discover("signals")
