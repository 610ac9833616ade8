from importlib import import_module

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "events.agenda"
    label = "agenda"

    def ready(self) -> None:
        """Listen to the rooms below."""
        import_module("events.agenda.signals")
