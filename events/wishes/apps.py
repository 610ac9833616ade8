from importlib import import_module

from django.apps import AppConfig


class WishesConfig(AppConfig):
    name = "events.wishes"
    label = "wishes"

    def ready(self) -> None:
        """Hear of those who are to be kept apart."""
        import_module("events.wishes.signals")
