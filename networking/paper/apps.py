"""The `paper` app: finds every room's prints when the site starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PaperConfig(AppConfig):
    name = "networking.paper"
    label = "paper"

    def ready(self) -> None:
        autodiscover_modules("prints")
