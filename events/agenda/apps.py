from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AgendaConfig(AppConfig):
    name = "events.agenda"
    label = "agenda"

    def ready(self) -> None:
        """Listen to the rooms below, and tell badges what to say on their backs."""
        import_module("events.agenda.signals")
        import_module("events.agenda.backs")
        autodiscover_modules("phone_parts")
