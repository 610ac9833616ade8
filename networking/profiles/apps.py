from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProfilesConfig(AppConfig):
    name = "networking.profiles"
    label = "profiles"

    def ready(self) -> None:
        """Find what the rooms say about who may see whom, and clean up behind who leaves."""
        from networking.profiles import signals  # noqa: F401

        autodiscover_modules("sight")
