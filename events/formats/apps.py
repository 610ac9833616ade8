from django.apps import AppConfig

from events.formats import discover


class FormatsConfig(AppConfig):
    name = "events.formats"
    label = "formats"

    def ready(self) -> None:
        """Meet the formats, let them hear what happens at the door, and say what badges bear."""
        discover("format")
        discover("signals")
        discover("backs")
