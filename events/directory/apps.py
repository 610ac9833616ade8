from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DirectoryConfig(AppConfig):
    name = "events.directory"
    label = "directory"

    def ready(self) -> None:
        """Find what the rooms above add to people's pages."""
        autodiscover_modules("acts")
