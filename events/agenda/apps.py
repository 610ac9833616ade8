from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AgendaConfig(AppConfig):
    name = "events.agenda"
    label = "agenda"

    def ready(self) -> None:
        """Listen to the rooms below; tell badges’ backs and phones what they say."""
        import_module("events.agenda.signals")
        import_module("events.agenda.backs")
        import_module("events.agenda.wishes_on_phones")
        autodiscover_modules("phone_parts")
