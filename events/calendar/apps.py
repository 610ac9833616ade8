from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CalendarConfig(AppConfig):
    name = "events.calendar"
    label = "calendar"

    def ready(self) -> None:
        """Find what the other rooms put on an event's page."""
        autodiscover_modules("panels")
