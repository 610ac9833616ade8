from importlib import import_module

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "events.rooms"
    label = "rooms"

    def ready(self) -> None:
        """Listen to what becomes of events."""
        import_module("events.rooms.receivers")
