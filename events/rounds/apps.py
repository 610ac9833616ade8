from importlib import import_module

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "events.rounds"
    label = "rounds"

    def ready(self) -> None:
        """Hear what happens at the door."""
        import_module("events.rounds.signals")
